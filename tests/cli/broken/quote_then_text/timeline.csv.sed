s/by order"/by order" 34/
