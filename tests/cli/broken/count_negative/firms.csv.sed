s/,4,cars/,-4,cars/
