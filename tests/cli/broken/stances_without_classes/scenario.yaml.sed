s/^classes:/  other: {region: US, calendar: us, tighten: 1 %\/day}\nclasses:/
