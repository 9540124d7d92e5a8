"""A validation report in every format: `formats.py` is the table, one module writes each."""
