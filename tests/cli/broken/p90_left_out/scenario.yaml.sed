s/, review_p90: 45 working days//
