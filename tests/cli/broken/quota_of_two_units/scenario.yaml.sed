s/^agreements:/  quota-1:\n    {title: quota, kind: quota, by: CN, goods: [magnet, car], period: month, amount: 30 t, source: news, known_from: 2025-06-02}\nagreements:/
