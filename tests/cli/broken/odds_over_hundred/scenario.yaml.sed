s/^    mode: once/    mode: once\n    extend_chance: "60 [40 .. 75] %"\n    renegotiate_chance: 30 %/
