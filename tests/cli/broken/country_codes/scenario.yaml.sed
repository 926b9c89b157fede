s/CN: {name: China, calendar: cn, sums: \[asia\]}/CN: {name: China, calendar: cn, sums: [asia], countries: [156, CHN, 1156]}/
s/US: {name: United States, calendar: us, report: yes}/US: {name: United States, calendar: us, report: yes, countries: [840, 156]}/
