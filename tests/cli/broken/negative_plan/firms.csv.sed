s/400 piece/-400 piece/
