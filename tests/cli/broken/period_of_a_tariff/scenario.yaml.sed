s/^    rate: 34 %/    rate: 34 %\n    period: month/
