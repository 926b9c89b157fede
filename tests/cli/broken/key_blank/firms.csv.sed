s/^cars,/,/
