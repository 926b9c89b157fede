s/^    mode: once/    mode: once\n    exception_of: us-tariff/
