s/^agreements:/  quota-1:\n    {title: quota, kind: quota, by: CN, contains: [Dy], period: quarter, source: news, known_from: 2025-06-02}\nagreements:/
