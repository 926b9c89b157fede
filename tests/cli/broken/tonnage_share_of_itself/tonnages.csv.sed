4s/finished/exports/
