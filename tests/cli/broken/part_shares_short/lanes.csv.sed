s/^magnets,cars,magnet,100 %/magnets,cars,magnet,60 %/
