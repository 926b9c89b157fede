s/parties: \[CN, US\]/parties: [CN, CN]/
