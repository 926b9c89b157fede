s/US,suspend,tariff-34,,2025-08-11/US,extend,tariff-34,,/
