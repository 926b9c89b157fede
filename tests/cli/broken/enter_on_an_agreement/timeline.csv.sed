s/announce,truce/enter,truce/
