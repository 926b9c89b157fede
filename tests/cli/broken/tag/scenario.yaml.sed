s/until: 2025-12-31/until: !date 2025-12-31/
