1s/essential$/essential,side/
2s/$/,controlled/
3s/$/,/
