s/content: Dy 87 %/content: Dy 87 %; Dy 1 %/
