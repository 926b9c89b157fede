s/^  us: {rest: sat sun}/  us: *week/
