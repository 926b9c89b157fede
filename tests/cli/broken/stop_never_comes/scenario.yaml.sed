s/^customs:/stops:\n  test: {authority: ministry, median: 10 working days, limit: 20 working days}\ncustoms:/
