"""Defects in published shapes, contexts and code lists: where they are, what they do, how to repair them.

The kind of a file is determined from its content. `rules.toml` has every code; `docs/lint.md` lists them.
"""
