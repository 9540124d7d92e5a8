"""N-Triples to RDF/XML (pyoxigraph): literals unchanged, the same bytes on every run.

The only syntax that is not streamed. XML 1.0 does not allow control characters (section 2.2), so
text with one is an error here and in no other syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..errors import OutputError
from ..namespaces import PREFIXES

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def rdfxml(texts: Iterable[str]) -> str:
    """Pieces of N-Triples as one RDF/XML document. Raises OutputError for text with a control character."""
    import pyoxigraph as ox

    triples = list(ox.parse("".join(texts).encode(), format=ox.RdfFormat.N_TRIPLES))
    for triple in triples:
        if isinstance(triple.object, ox.Literal) and _CONTROL.search(triple.object.value):
            raise OutputError(f"{triple.subject}: text with a control character cannot be written as RDF/XML")
    prefixes = {name: str(space) for name, space in PREFIXES.items()}
    document = ox.serialize((quad.triple for quad in triples), format=ox.RdfFormat.RDF_XML, prefixes=prefixes)
    return document.decode() + "\n" if document else ""
