s/^    mode: once/    mode: once\n    repair_lift: [announcement-18]/
