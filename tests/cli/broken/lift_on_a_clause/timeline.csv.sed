s/US,enter,tariff-34/US,lift,us-tariff/
