4s/exports,,/exports,150 t\/year,/
