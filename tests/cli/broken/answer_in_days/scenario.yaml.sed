s/^  border: {region: CN,/  border: {region: CN, answer: 7 days,/
