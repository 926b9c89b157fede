1s/assumed$/assumed,scrap,scrap_rate/
2s/$/,,0.1 g\/g/
3s/$/,oxide,/
4s/$/,,/
