s/^magnets,.*$/magnets,Magnet maker,CN,magnet,all,magnet,,1,cars,,/
