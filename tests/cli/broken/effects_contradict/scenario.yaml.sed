s/^    mode: once/    mode: once\n    met_suspend: [announcement-18]\n    met_lift: [announcement-18]/
