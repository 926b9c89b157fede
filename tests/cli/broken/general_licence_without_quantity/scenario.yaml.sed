s/^agreements:/  cars-licence:\n    {title: general licence, kind: general_licence, by: CN, users: cars, source: news, known_from: 2025-06-02}\nagreements:/
