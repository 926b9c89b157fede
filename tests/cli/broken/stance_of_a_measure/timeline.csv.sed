1s/$/,stance/
2,$s/$/,/
2s/$/closed/
