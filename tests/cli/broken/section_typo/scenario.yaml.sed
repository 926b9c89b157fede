s/^regions:/regoins:/
