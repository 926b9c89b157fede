s/limit: 45/limt: 45/
