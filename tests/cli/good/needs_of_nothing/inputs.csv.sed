s/30 g\/kg/0 g\/kg/
