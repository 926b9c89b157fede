s/^separator,magnets,oxide/cars,magnets,oxide/
