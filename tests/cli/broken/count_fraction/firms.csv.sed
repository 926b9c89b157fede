s/,4,cars/,4.5,cars/
