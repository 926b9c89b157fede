s/,7 days$/,7 [3 .. 9] days/
