s/^  border: {region: CN,/  border: {region: CN, inspects: share, inspected: 10 %, places: 2,/
