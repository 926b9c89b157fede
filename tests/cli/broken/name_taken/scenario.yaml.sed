s/^  us-tariff:/  tariff-34:/
