"""Empty tables for who has no table yet: made for a class, filled in by a clerk, read back without a mapping.

`columns.py` says which columns a class has, `ready.py` which few a template with a friendly name has (a YAML file
each), `help.py` what belongs in them, `table.py` what a table is as a whole, `writing.py` makes files of it, and
`filled.py` reads them back.
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
