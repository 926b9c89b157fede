s/^  cn: {rest: sat sun}/  - {calendar: cn}/;/^  us: {rest/d
