"""What other JSON-LD processors make of a document: its triples, in an order of their own.

pyoxigraph, pyld and rdflib are asked; blank nodes are named by what they say.
"""

from __future__ import annotations

import json
import warnings
from unittest.mock import patch

import pyld.jsonld
import pyoxigraph as ox
import rdflib

from oslo.namespaces import XSD


def canonical(nquads: str) -> list[str]:
    """Triples with blank nodes named by what they say (RDFC-1.0), without those of doubles, which pyld writes anew."""
    kept = "".join(f"{line}\n" for line in nquads.split("\n") if f"^^<{XSD.double}>" not in line)
    dataset = ox.Dataset(ox.parse(kept, format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(str(quad.triple) for quad in dataset)


def by_pyoxigraph(document: str) -> list[str]:
    return canonical("".join(f"{quad.triple} .\n" for quad in ox.parse(document, format=ox.RdfFormat.JSON_LD)))


def by_pyld(document: str) -> list[str]:
    options = {"format": "application/n-quads", "base": ""}
    return canonical(pyld.jsonld.to_rdf(json.loads(document), options))


def by_rdflib(document: str) -> list[str]:
    with patch.object(rdflib, "NORMALIZE_LITERALS", False), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own parser uses what rdflib has deprecated
        return canonical(rdflib.Graph().parse(data=document, format="json-ld").serialize(format="nt"))
