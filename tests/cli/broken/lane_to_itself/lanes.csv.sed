s/^separator,magnets/magnets,magnets/
