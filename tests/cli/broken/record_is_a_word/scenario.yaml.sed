s/^  us: {rest: sat sun}/  us: sat sun/
