s/limit: 45/limt: 45/
s/until: 2025-12-31/until: 2025-02-30/
s/validity: 6 months/validity: 6 weeks/
