s/goal: measures_down/goal: reading/
