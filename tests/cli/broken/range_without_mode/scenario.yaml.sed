s/{mode: 10, low: 5,/{low: 5,/
