/headline_to:/d
