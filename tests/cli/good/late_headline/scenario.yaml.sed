s/^  magnet: {unit: g,/  magnet: {unit: g, known_from: 2025-06-01,/
