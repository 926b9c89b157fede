s/headline_to: US/headline_to: CN/
