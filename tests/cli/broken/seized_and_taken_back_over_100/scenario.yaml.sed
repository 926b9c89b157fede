s/^  border: {region: CN,/  border: {region: CN, taken_back: "60 [40 .. 80] %", seized: 30 %,/
