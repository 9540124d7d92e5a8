"""Where the records of an XML document are: the elements that are repeated most, and the namespaces in it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from ...errors import InputError, Place
from ...records import Layout

_XML_SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"

Tags = tuple[str, ...]


def xml_layout(file: Path) -> Layout:
    """The layout of an XML file: the path of its records, and a prefix for each namespace.

    Records are the elements with parts of their own that occur most, not inside one another; in a document without
    repeated elements the root is the record. Raises InputError for a file that is not well-formed XML.
    """
    from lxml import etree

    total: Counter[Tags] = Counter()
    repeated: set[Tags] = set()
    structured: set[Tags] = set()
    prefixes: dict[str, str] = {}
    tags: list[str] = []
    try:
        events = etree.iterparse(
            str(file),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in events:
            if event == "start":
                tags.append(element.tag)
                _add_prefix(prefixes, element)
                continue
            here = tuple(tags)
            total[here] += 1
            below = Counter(child.tag for child in element if isinstance(child.tag, str))
            repeated.update((*here, tag) for tag, times in below.items() if times > 1)
            if below or len(element.attrib) > 1:
                structured.add(here)
            element.clear(keep_tail=True)
            tags.pop()
    except etree.XMLSyntaxError as error:
        raise InputError(f"not well-formed XML: {error.msg}", Place(str(file), line=error.lineno)) from None
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", Place(str(file))) from None
    path = _without_wrapper(_records(total, repeated & structured), total, structured)
    return Layout(records="/" + "/".join(tag.rpartition("}")[2] for tag in path), namespaces=_by_prefix(prefixes))


def _records(total: Counter[Tags], candidates: set[Tags]) -> Tags:
    """The tags that lead to the records."""
    outermost = [
        tags for tags in total if tags in candidates and not any(tags[:size] in candidates for size in range(len(tags)))
    ]
    root = next(tags for tags in total if len(tags) == 1)
    return max(outermost, key=lambda tags: total[tags], default=root)


def _without_wrapper(path: Tags, total: Counter[Tags], structured: set[Tags]) -> Tags:
    """The tags to what is in the records, if each of them has one element alone: `bagObject/Nummeraanduiding`."""
    below = [tags for tags in total if tags[:-1] == path]
    if len(below) == 1 and below[0] in structured and total[below[0]] == total[path]:
        return _without_wrapper(below[0], total, structured)
    return path


def _add_prefix(prefixes: dict[str, str], element: Any) -> None:
    """Take up the namespaces of an element and its attributes, with the prefixes that the document has for them."""
    for name in (element.tag, *element.attrib):
        iri, brace, _ = name.rpartition("}")
        if brace and iri[1:] not in prefixes and iri[1:] != _XML_SCHEMA_INSTANCE:
            own = {space: prefix for prefix, space in element.nsmap.items() if prefix}
            prefixes[iri[1:]] = own.get(iri[1:], "")


def _by_prefix(prefixes: dict[str, str]) -> dict[str, str]:
    """Prefix to namespace; a namespace without a prefix, or with that of another, gets one."""
    found: dict[str, str] = {}
    for iri, prefix in prefixes.items():
        if iri.endswith("/XML/1998/namespace"):
            continue
        name, number = prefix or "x", 1
        while name in found:
            number += 1
            name = f"{prefix or 'x'}{number}"
        found[name] = iri
    return found
