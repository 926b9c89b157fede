s/limit: 45 working days/limit:/
