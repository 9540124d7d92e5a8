"""Records to models by a declared mapping, and files of records to a file of linked data.

`rules` says what a mapping may say, `kinds` compiles it, `mapping` runs it, `conversion` is the main job.
"""
