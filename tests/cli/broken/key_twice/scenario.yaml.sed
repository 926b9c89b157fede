s/^    calendar: cn/    calendar: cn\n    region: CN/
