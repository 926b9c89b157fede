s/^customs:/stops:\n  test: {authority: ministry, chance: 20 %, median: 10 working days}\ncustoms:/
