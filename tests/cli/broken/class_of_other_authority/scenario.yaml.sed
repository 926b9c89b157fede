s/^classes:/  other: {region: US, calendar: us}\nclasses:\n  theirs: {authority: other}/
s/^agreements:/  cars-permission:\n    {title: permission, kind: permission, by: CN, users: cars, authority: ministry, class: theirs, source: news, known_from: 2025-06-02}\nagreements:/
