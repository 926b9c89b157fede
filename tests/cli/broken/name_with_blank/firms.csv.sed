s/^cars,/car maker,/
