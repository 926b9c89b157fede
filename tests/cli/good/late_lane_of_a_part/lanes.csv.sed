1s/$/,known_from/
2,3s/$/,/
