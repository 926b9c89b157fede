s/US,suspend,tariff-34,,/US,suspend,tariff-34,10 %,/
