s/price: 250 USD/price: inf USD/
