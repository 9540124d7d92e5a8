"""Answers JSON requests as the validators of the Interoperability Test Bed do.

A request (ISA, RDF validator API) has `contentToValidate`, `contentSyntax` (a media type),
`embeddingMethod` (STRING or BASE64; URL is refused, because nothing is fetched) and `validationType`
(here a profile). A web service only has to pass the request on.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ..errors import InputError
from ..models import MODULES, load_profile
from ..rdf.parsing import Format
from ..words.text import nearest
from .findings import Report
from .validator import Validator

SYNTAXES = {
    "text/turtle": Format.TURTLE,
    "application/n-triples": Format.NTRIPLES,
    "application/n-quads": Format.NQUADS,
    "application/trig": Format.TRIG,
    "application/ld+json": Format.JSONLD,
    "application/rdf+xml": Format.RDFXML,
}
_MAX_BYTES = 64 * 2**20


def validate_request(request: Mapping[str, Any]) -> Report:
    """The report for a validation request.

    >>> report = validate_request({
    ...     "contentToValidate": "<urn:gent> a <http://purl.org/dc/terms/Location> .",
    ...     "contentSyntax": "text/turtle", "embeddingMethod": "STRING", "validationType": "persoon-basis"})
    >>> report.ok, report.coverage.focus_nodes
    (False, 1)

    Raises InputError, with the field, for a request that cannot be answered.
    """
    content = _read_content(request)
    syntax = str(request.get("contentSyntax", ""))
    if syntax not in SYNTAXES:
        raise InputError(f"contentSyntax: {syntax!r}{nearest(syntax, SYNTAXES)}")
    kind = str(request.get("validationType", ""))
    if kind not in MODULES:
        raise InputError(f"validationType: {kind!r}{nearest(kind, MODULES)}")
    return _validator(kind).validate(content, SYNTAXES[syntax])


@lru_cache(maxsize=8)
def _validator(name: str) -> Validator:
    return Validator(load_profile(name))


def _read_content(request: Mapping[str, Any]) -> bytes:
    content = request.get("contentToValidate")
    method = request.get("embeddingMethod", "STRING")
    if not isinstance(content, str):
        raise InputError("contentToValidate: not text")
    if len(content) > 2 * _MAX_BYTES:
        raise InputError(f"contentToValidate: over {_MAX_BYTES} bytes")
    match method:
        case "STRING":
            return content.encode()
        case "BASE64":
            try:
                return base64.b64decode(content, validate=True)
            except (binascii.Error, ValueError):
                raise InputError("contentToValidate: not BASE64") from None
        case "URL":
            raise InputError("embeddingMethod: URL is not accepted: nothing is fetched; give the content itself")
    raise InputError(f"embeddingMethod: {method!r}{nearest(str(method), ['STRING', 'BASE64'])}")
