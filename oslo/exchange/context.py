"""Classes to a JSON-LD 1.1 context, in one of four styles.

>>> from oslo.models.persoon import Gezin
>>> context([Gezin])["@context"]["Gezin"]["@context"]["gezinshoofd"]
{'@id': 'https://data.vlaanderen.be/ns/persoon#gezinshoofd', '@type': '@id'}
>>> context([Gezin], ContextStyle.DOTTED)["@context"]["Gezin.gezinshoofd"]
{'@id': 'https://data.vlaanderen.be/ns/persoon#gezinshoofd', '@type': '@id'}
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..errors import DescribeError
from ..model.description import ClassInfo, PropertyInfo, describe
from ..model.resource import Resource
from ..namespaces import RDF, XSD
from ..rdf.parsing import ContextStyle
from ..rdf.terms import short


def context(classes: Sequence[type[Resource]], style: ContextStyle = ContextStyle.SCOPED) -> dict[str, Any]:
    """The context document of some classes: a term for each class, and for its properties in the given style.

    >>> from oslo.models.persoon import Plaats
    >>> context([Plaats])["@context"]["Plaats"]["@id"]
    'http://purl.org/dc/terms/Location'
    >>> list(context([Plaats], ContextStyle.FLAT)["@context"])
    ['@version', 'Plaats', 'geometrie', 'plaatsnaam']

    Raises DescribeError, with the names and what shares them, if a style without scopes cannot tell
    two classes or two properties apart.
    """
    infos = [describe(cls) for cls in sorted(classes, key=lambda cls: cls.__name__)]
    style = ContextStyle(style)
    terms = _scoped(infos) if style is ContextStyle.SCOPED else _unscoped(infos, style)
    _refuse_schemes(terms)
    return {"@context": {"@version": 1.1} | terms}


def _refuse_schemes(terms: dict[str, Any]) -> None:
    """Refuse a term that is the scheme of an IRI, as `urn` is in `urn:x:naam`: a reader would take it for a prefix."""
    definitions = _iris_by_name(terms)
    definitions += [pair for term in terms.values() for pair in _iris_by_name(term.get("@context", {}))]
    names = {name for name, _ in definitions}
    for name, iri in definitions:
        scheme, _, rest = iri.partition(":")
        if scheme in names and not rest.startswith("//"):
            raise DescribeError(f"a context cannot tell apart the term {scheme} and the scheme of {iri} ({name})")


def _iris_by_name(context: dict[str, Any]) -> list[tuple[str, str]]:
    return [(name, term["@id"]) for name, term in context.items()]


def _scoped(infos: Iterable[ClassInfo]) -> dict[str, Any]:
    """Each class with its properties inside it."""
    terms: dict[str, Any] = {}
    for info in infos:
        if not info.typed:
            continue  # a scope begins at a type
        scoped = {prop.json_name: term_of(prop) for prop in sorted(info.properties, key=lambda p: p.json_name)}
        terms[info.name] = {"@id": str(info.iri)} | ({"@context": scoped} if scoped else {})
    return terms


Uses = dict[str, dict[str, list[str]]]
"""Name to the IRIs that it would stand for, and each IRI to what uses the name for it."""


def _unscoped(infos: Sequence[ClassInfo], style: ContextStyle) -> dict[str, Any]:
    """The classes, then the properties of all of them."""
    classes = [(info.name, info.iri, info.cls.__module__) for info in infos if info.typed]
    bare = _collect_uses(
        [*classes, *((prop.json_name, prop.path, info.name) for info in infos for prop in info.properties)]
    )
    uses, props = _collect_uses(classes), dict[str, list[PropertyInfo]]()
    for info in infos:
        for prop in info.properties:
            dotted = style is ContextStyle.DOTTED or (style is ContextStyle.MIXED and len(bare[prop.json_name]) > 1)
            name = f"{info.name}.{prop.json_name}" if dotted else prop.json_name
            props.setdefault(name, []).append(prop)
            uses.setdefault(name, {}).setdefault(prop.path, []).append(info.name)
    if clashes := {name: iris for name, iris in uses.items() if len(iris) > 1}:
        raise DescribeError(f"a {style} context cannot tell apart {_list_clashes(clashes)}")
    return {info.name: {"@id": str(info.iri)} for info in infos if info.typed} | {
        name: _define_term(props[name]) for name in sorted(props)
    }


def _collect_uses(definitions: Iterable[tuple[str, str, str]]) -> Uses:
    uses: Uses = {}
    for name, iri, by in definitions:
        uses.setdefault(name, {}).setdefault(iri, []).append(by)
    return uses


def _list_clashes(clashes: Uses) -> str:
    """`naam (dct:title of FormeelKader, rdfs:label of Herkomstagent)`, and so on."""
    return ", ".join(
        f"{name} ({', '.join(f'{short(iri)} of {by[0]}' for iri, by in sorted(iris.items()))})"
        for name, iris in sorted(clashes.items())
    )


def term_of(prop: PropertyInfo) -> dict[str, Any]:
    """The definition of a property in a scoped context: its IRI, and the type of its values if they all have one."""
    return _define_term([prop])


def _define_term(props: Sequence[PropertyInfo]) -> dict[str, Any]:
    """The definition of a term for properties with one path: the IRI, and the coercion if it is the same for all."""
    term: dict[str, Any] = {"@id": str(props[0].path)}
    coercions = {_find_coercion(prop) for prop in props}
    if len(coercions) == 1 and (coercion := coercions.pop()):
        term["@type"] = coercion
    if any(prop.many for prop in props):
        term["@container"] = "@set"
    return term


def _find_coercion(prop: PropertyInfo) -> str | None:
    """`@id` for links, the datatype if there is only one; None for several, and for strings, which need none."""
    datatypes = {datatype for each in prop.ranges if each.value for datatype in each.value.datatypes}
    if all(each.cls or (each.value and each.value.node) for each in prop.ranges):
        return "@id"
    if len(prop.ranges) == 1 and len(datatypes) == 1 and not datatypes & {XSD.string, RDF.langString}:
        return str(next(iter(datatypes)))
    return None
