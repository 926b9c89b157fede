s/^    mode: once/    mode: once\n    after: us-tariff/
