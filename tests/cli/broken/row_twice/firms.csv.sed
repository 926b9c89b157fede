$p
