4s/finished//
