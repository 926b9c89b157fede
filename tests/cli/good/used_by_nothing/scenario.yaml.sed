s/^  us: {rest: sat sun}/  us: {rest: sat sun}\n  jp: {rest: sat sun}/
s/^  car: /  nut: {unit: piece}\n  car: /
