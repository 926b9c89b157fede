s/validity: 6 months/validity: 6/
