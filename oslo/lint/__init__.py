"""Defects in shapes, contexts and code lists that anyone publishes: what stands where, what it does, how to repair it.

The kind of a file is found from its content. `rules.toml` has every code; `docs/lint.md` shows them to people.
"""
