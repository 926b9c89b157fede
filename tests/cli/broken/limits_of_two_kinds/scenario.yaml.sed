s/^    limit: 45 working days/    limit: 45 working days\n    limit_days: 90 days/
