/^cars/d
