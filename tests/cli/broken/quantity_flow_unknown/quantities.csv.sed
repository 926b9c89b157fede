s/,US/,USA/
