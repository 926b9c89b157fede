3s/$/,2 days/
