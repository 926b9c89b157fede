s/^agreements:/  cars-permission:\n    {title: permission for cars, kind: permission, by: CN, users: cars, source: news, known_from: 2025-06-02}\nagreements:/
