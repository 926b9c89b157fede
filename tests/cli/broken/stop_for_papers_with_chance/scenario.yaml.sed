s/^customs:/stops:\n  test: {authority: ministry, when: papers, chance: 10 %, median: 10 working days, limit: 20 working days}\ncustoms:/
