3s,180 t/year,180 t,
