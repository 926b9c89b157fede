s/by order"/by order/
