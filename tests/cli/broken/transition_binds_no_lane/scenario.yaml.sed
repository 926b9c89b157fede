s/^agreements:/  ban-1:\n    {title: ban, kind: ban, by: CN, contains: [U], transition: contract, source: news, known_from: 2025-06-02}\nagreements:/
