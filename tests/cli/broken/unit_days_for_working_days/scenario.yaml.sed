s/limit: 45 working days/limit: 45 days/
