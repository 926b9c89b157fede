s/content: Dy 87 %/content: Dy/
