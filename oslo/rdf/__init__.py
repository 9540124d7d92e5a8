"""RDF text: read from any syntax and any source, split into triples.

Nothing here depends on classes or profiles.
"""
