"""The terms of OSLO and their code lists: names, meanings, and what can be inferred from them.

The texts are in the folder `vocabularies`, which comes with the package.
"""
