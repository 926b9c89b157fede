1s/assumed$/assumed,scrap,scrap_rate/
2s/$/,,/
3s/$/,oxide,2 piece\/kg/
4s/$/,,/
