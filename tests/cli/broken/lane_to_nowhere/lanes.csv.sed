s/^magnets,cars,/magnets,crs,/
