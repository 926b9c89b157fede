s/region: CN$/region: [CN, US]/
