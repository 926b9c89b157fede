s/^magnets,Magnet maker,CN,magnet,all,magnet,,/magnets,Magnet maker,CN,magnet,all,magnet,3 t\/day,/
