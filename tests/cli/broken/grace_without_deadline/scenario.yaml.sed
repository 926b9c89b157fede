s/^    deadline: 2025-08-12/    grace: 10 days/
