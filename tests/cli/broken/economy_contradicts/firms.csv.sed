1s/$/,sector/
2,$s/$/,/
4s/,$/,cars/
