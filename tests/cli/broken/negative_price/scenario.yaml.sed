s/price: 250 USD/price: -250 USD/
