"""Empty tables for users who have no table yet: made for a class, filled in by a clerk, read back without a mapping.

`columns.py` gives the columns of a class, `named.py` the few of a template with a friendly name (one YAML file each),
`help.py` what belongs in them, `table.py` the table as a whole; `writing.py` makes files of it, and `filled.py` reads
them back.
"""

from .columns import Column, columns
from .filled import FilledIn, mapping_of
from .named import ready_template, ready_templates
from .table import Template
from .writing import as_csv, as_excel, write_template

__all__ = [
    "Column",
    "FilledIn",
    "Template",
    "as_csv",
    "as_excel",
    "columns",
    "mapping_of",
    "ready_template",
    "ready_templates",
    "write_template",
]
