s/^  cn: {rest: sat sun}/  cn: {rest: mon tue wed thu fri sat sun}/
s/^  border: {region: CN,/  border: {region: CN, answer: 7 working days,/
