s/price: 250 USD.kg/price: 250 EUR\/kg/
