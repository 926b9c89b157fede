s/kind: tariff/kind: tarif/
