s/^    mode: once/    mode: once\n    unsettled_restore: [tariff-34]/
