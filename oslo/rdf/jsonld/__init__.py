"""JSON-LD 1.1 documents to quads: contexts, expansion and statements, after the JSON-LD 1.1 API recommendation.

Plain documents are handed to pyoxigraph, which is quicker and reads them the same (`plain.py`).
"""
