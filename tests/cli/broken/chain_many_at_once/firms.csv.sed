1s/assumed$/assumed,opens,scrap_rate/
2s/$/,2024-01-01,/
3s/$/,2025-02-01,0.1 g\/g/
4s/$/,2025-03-01,/
