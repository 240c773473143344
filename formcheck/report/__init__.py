"""A session as files: `report.json`, `measures.csv`, `reps.csv`; and as a table."""
