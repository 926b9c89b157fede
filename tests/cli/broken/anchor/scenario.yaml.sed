s/^  cn: {rest: sat sun}/  cn: \&week {rest: sat sun}/
