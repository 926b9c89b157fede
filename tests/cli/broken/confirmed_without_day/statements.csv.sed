s/ministry,2025-06-27/ministry,/
