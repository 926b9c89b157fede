s/^  as_of:/ as_of:/
