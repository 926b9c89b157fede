s/^  CN: {name: China, calendar: cn,/  CN: {name: China,/
s/^  border: {region: CN,/  border: {region: CN, answer: 7 working days,/
