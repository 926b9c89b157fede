s/,/\t/g
