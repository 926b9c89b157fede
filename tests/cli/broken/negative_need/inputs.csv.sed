s/30 g.kg/-30 g\/kg/
