"""Tables: CSV, and what all rows and columns have in common.

`csv` reads rows out of text, `header` the names of columns, and `table` makes records of them. A broken row is a
reject.
"""
