1s/assumed$/assumed,scrap,scrap_rate/
2s/$/,,/
3s/$/,magnet,0.1 g\/g/
4s/$/,,/
