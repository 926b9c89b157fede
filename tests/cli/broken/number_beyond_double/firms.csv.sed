s/400 piece/1e400 piece/
