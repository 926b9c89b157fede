s/400 piece.day/"1,200 piece\/day"/
