/rate: 34 %/d
