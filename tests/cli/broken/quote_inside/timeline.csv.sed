s/"A tariff of 34 % is announced, by order"/A tariff of "34 %"/
