s/^  title: a magnet maker, a car/  title: a magnet maker: a car/
