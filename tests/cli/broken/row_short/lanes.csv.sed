3s/,7 days//
