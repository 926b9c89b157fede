s/US,enter,tariff-34/US,set,tariff-34/
