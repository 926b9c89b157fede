s/^    mode: once/    mode: once\n    breach_restore: [tarif-34]/
