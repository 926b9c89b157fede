s/^  US: {name/  NO: {name: Norway, calendar: us}\n  US: {name/
s/^  car: {unit/  fish: {unit: g}\n  car: {unit/
