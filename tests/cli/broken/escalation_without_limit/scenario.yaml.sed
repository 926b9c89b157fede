s/^    limit: 45 working days/    at_limit: escalate/
