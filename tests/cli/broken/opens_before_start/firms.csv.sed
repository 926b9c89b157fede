1s/assumed$/assumed,opens,ramp/
2s/$/,2024-06-01,30 days/
3s/$/,,/
4s/$/,,/
