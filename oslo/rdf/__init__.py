"""RDF as text: read from any syntax and any place, taken apart, brought to statements.

Nothing here knows a class or a profile.
"""
