s/^magnets,cars,magnet/magnets,cars,oxide/
