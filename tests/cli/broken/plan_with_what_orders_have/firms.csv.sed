1s/assumed$/assumed,capacity,opens,ramp,scrap,scrap_rate/
2s/$/,,,,,/
3s/$/,,,,,/
4s/$/,500 piece\/day,2025-03-01,10 days,oxide,1 g\/piece/
