1s/assumed$/assumed,opens,ramp/
2s/$/,2025-03-01,-20 days/
3s/$/,,/
4s/$/,,/
