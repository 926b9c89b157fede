s/^    mode: once/    mode: once\n    breach_restore: [tariff-34]/
