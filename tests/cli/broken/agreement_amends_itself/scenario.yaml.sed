s/^    rung: truce/    rung: truce\n    amends: truce/
