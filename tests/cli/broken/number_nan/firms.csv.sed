s/400 piece/NaN piece/
