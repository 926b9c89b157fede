s/{mode: 10, low: 5,/{mode: 10, low: 5 days,/
