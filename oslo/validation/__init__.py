"""Data against shapes: what is wrong, what could not be resolved, and what was checked at all.

`validator` is the entry point; the engines, the data and the messages have a module each.
"""
