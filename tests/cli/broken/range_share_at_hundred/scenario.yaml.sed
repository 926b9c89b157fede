s/review_p90: 45 working days/review_p90: 45 working days, managed: 4 %\/working day/;s/onset: "9 \[5 .. 15\] days"/challenge: "50 [10 .. 100] %"/
