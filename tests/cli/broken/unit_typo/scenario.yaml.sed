s/limit: 45 working days/limit: 45 wroking days/
