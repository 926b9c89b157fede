1s/dispatch/transit/
