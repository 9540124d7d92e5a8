"""A fuzzer of our own: files of every form, changed at random, given to every way in.

`python -m fuzzing --seconds 60 --seed 1 --jobs 2` (in `tests`). An input is made of a seed file (`seeds`) by a few
changes (`changes`, `trees`, `terms`, `traps`), from the seed of the run and its number alone. A target (`records`,
`linked_data`, `commands`; the table is in `targets`) gives it to the library; `checks` says what is wrong with it.
`runner` does so for many inputs, `minimise` makes a finding small, `processes` watches over the processes.
"""
