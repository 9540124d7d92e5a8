"""The terms of OSLO and their code lists: what they are called, what they mean, and what follows from them.

The texts are those of the folder `vocabularies`, which comes with the package.
"""
