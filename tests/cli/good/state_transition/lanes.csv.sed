s/$/,/
1s/,$/,dwell/
3s/,$/,4 days/
