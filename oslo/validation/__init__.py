"""Data against shapes: what is wrong, what could not be resolved, and what was looked at at all.

`validator` is the way in; the engines, the data and the words of a finding have a module each.
"""
