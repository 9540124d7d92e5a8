"""Records to models by a declared mapping, and files of records to a file of linked data.

`rules` says what a mapping may contain, `kinds` compiles it, `mapping` runs it, `conversion` converts files with it.
`drafting` makes a first mapping for a file, `preview` shows what one makes of the first records.
"""
