s/Car maker,US/Car maker,/
