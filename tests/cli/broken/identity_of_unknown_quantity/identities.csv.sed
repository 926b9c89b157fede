s/exports home/exports hone/
