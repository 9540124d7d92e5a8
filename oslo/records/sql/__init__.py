"""SQL over files and databases: a record is a row of a query, with the rows of other queries as its parts.

`databases` opens SQLite and PostgreSQL, `files` makes tables of CSV, JSON and Parquet through DuckDB.
"""
