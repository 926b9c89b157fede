s/review_p90: 45/review_p90: 15/
