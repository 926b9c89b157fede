s/deadline: 2025-08-12/starts: 2025-08-13\n    deadline: 2025-08-12/
