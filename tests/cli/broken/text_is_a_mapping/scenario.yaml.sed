s/title: a magnet maker.*/title: {a: b}/
