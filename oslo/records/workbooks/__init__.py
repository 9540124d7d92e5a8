"""Workbooks of Excel and OpenDocument: sheets whose cells are text as a person reads them.

`recognized` says what a file is, `xlsx`, `ods` and `old` read the rows, and `excel` makes records of them.
"""
