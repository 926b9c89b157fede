s/^  tariff-34:/  Tariff-34:/
