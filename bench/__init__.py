"""The figures, measured: one file a row. `python -m bench` (or `make bench`) prints the table."""
