s/goal: measures_down/goal: rate_at_most/
