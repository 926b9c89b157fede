1s/assumed$/assumed,shifts,short,ramp/
2s/$/,,,20 days/
3s/$/,5,slips,/
4s/$/,10,stops,/
