s/parties: \[CN, US\]/parties: [CN, US/
