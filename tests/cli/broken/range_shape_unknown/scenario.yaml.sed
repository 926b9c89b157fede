s/9 \[5 .. 15\] days/9 [5 .. 15 triangel] days/
