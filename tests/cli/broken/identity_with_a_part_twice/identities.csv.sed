s/exports home/exports home exports/
