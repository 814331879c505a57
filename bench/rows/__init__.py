"""One row of the table a file: `measure(ground)` yields its figures."""
