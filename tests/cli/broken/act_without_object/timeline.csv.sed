s/announce,truce,/announce,,/
