s/400 piece/1e300 piece/
