"""N-Triples lines to RDF/XML (pyoxigraph): literals letter for letter, the same bytes on every run.

The one syntax that is not written as a stream. XML 1.0 has no place for control characters
(section 2.2), so text with one in it is an error here and in no other syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..errors import OutputError
from ..namespaces import PREFIXES

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def rdfxml(texts: Iterable[str]) -> str:
    """Pieces of N-Triples as one RDF/XML document."""
    import pyoxigraph as ox

    triples = list(ox.parse("".join(texts).encode(), format=ox.RdfFormat.N_TRIPLES))
    for triple in triples:
        if isinstance(triple.object, ox.Literal) and _CONTROL.search(triple.object.value):
            raise OutputError(f"{triple.subject}: text with a control character cannot be written as RDF/XML")
    prefixes = {name: str(space) for name, space in PREFIXES.items()}
    written = ox.serialize((quad.triple for quad in triples), format=ox.RdfFormat.RDF_XML, prefixes=prefixes)
    return written.decode() + "\n" if written else ""
