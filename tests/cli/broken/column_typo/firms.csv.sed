1s/region/regoin/
