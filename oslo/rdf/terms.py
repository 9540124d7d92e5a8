"""Terms for people to read: `short` and `plain` in messages, `shown` in reports, `prefixed` in findings of lint."""

from __future__ import annotations

from ..namespaces import XSD, compact, split
from ..words.text import visible as visible
from .ntriples import literal


def short(iri: str) -> str:
    """An IRI, with or without brackets, as `prefix:name` where the prefix is known.

    >>> short("<http://www.w3.org/ns/person#Person>"), short("urn:a")
    ('person:Person', 'urn:a')
    """
    bare = iri[1:-1] if iri.startswith("<") and iri.endswith(">") else iri
    return compact(bare) or bare


def prefixed(iri: str) -> str:
    """An IRI as Turtle writes it: in angle brackets where no prefix is known.

    >>> prefixed("http://www.w3.org/ns/person#Person"), prefixed("urn:a")
    ('person:Person', '<urn:a>')
    """
    return compact(iri) or f"<{iri}>"


def plain(term: str) -> str:
    """An N-Triples term without quotes or brackets: the text of a literal, a shortened IRI.

    >>> plain("<http://www.w3.org/ns/locn#Address>"), plain('"Gent"@nl')
    ('locn:Address', 'Gent')
    """
    return literal(term).text if term.startswith('"') else short(term)


def local(path: str) -> str:
    """The local name of the last predicate in a path.

    >>> local("<https://data.vlaanderen.be/ns/persoon#geslacht>")
    'geslacht'
    """
    return split(path.strip("<>()*+?^"))[1] or path


def shown(term: str) -> str:
    r"""An N-Triples term with its language or datatype; text that is not a term stays as it is.

    >>> shown('"Gent"@nl'), shown('"90OO"'), shown('"7"^^<http://www.w3.org/2001/XMLSchema#integer>'), shown("4 digits")
    ('"Gent"@nl', '"90OO"', '"7" (xsd:integer)', '4 digits')
    """
    if not term.startswith('"'):
        return visible(short(term))
    try:
        text, datatype, language = literal(term)
    except ValueError:
        return visible(term)
    kind = f"@{language}" if language else "" if datatype == XSD.string else f" ({short(datatype)})"
    return visible(f'"{text}"{kind}')
