s/^agreements:/  cars-ban:\n    {title: a ban, kind: ban, by: CN, goods: magnet, users: cars, licences: suspend, source: news, known_from: 2025-06-02}\nagreements:/
