s/400 piece/9e12 piece/
