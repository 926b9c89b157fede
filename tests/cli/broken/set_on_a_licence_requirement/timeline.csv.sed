s/^2025-04-04,CN,enter,announcement-18,,/2025-04-04,CN,set,announcement-18,30 %,/
