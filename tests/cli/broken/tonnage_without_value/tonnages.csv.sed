3s,180 t/year,,
