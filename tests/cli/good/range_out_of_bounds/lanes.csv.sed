s/35 .25 .. 45 triangle. days/35 [5 .. 119] days/
