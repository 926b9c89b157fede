s/exports home/exports home finished/
