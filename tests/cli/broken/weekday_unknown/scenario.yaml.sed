s/^  us: {rest: sat sun}/  us: {rest: sat son}/
