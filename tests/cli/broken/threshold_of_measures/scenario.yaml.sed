s/^    mode: once/    mode: once\n    renegotiate_chance: 30 %\n    renegotiate_to: 50 %/
