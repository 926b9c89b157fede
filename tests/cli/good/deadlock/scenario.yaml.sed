s/^    mode: once/    mode: once\n    after: cn-control\n    met_suspend: [announcement-18]/
