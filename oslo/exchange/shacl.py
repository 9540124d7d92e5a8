"""Classes to SHACL: a node shape per class, a property shape per property, as byte-stable Turtle.

A shape states what the description states and nothing more: path, cardinality, datatype or class,
facets. A class range also lists the subclasses in the profile, because a SHACL engine only knows
those that the data declares; a class of things without a type is asked by its shape (sh:node).
Classes of one profile that share an IRI (two kinds of prov:Activity, for example) become alternatives
of one shape: the IRI cannot tell them apart.

What the profile as published asks beyond that is stated too, in property shapes of their own (`-published`, `-concept`)
with the severity sh:Warning and in one sh:group, so that whoever reads the shapes can count them or leave them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ..model.description import ClassInfo, Profile, PropertyInfo, Range, describe, relaxed
from ..model.documentation import documentation
from ..model.published import GROUP, Relaxation
from ..model.values import Concept
from ..namespaces import DCT, OWL, QB, RDF, RDFS, SH, SKOS, BlankNode, Iri, in_iri
from ..rdf.ntriples import term
from .lines import object_term

_BASE = "urn:oslo-interop:shapes"


def shapes(profile: Profile) -> str:
    """The SHACL shapes of a profile as Turtle.

    >>> from oslo.model.description import Profile
    >>> from oslo.models.persoon import Plaats
    >>> text = shapes(Profile("mine", "1", "Mine", "https://example.org/", (Plaats,)))
    >>> "sh:targetClass dct:Location" in text
    True
    """
    from .turtle import TurtleWriter

    return TurtleWriter({"shape": f"{_BASE}:{profile.name}/"}).block("".join(_shape_texts(profile)))


def _shape_texts(profile: Profile) -> Iterator[str]:
    """The shapes as N-Triples, one piece per class."""
    base = f"{_BASE}:{profile.name}/"
    yield "".join(_ontology_lines(f"{_BASE}:{profile.name}", profile))
    by_iri: dict[tuple[Iri, bool], list[ClassInfo]] = {}
    for cls in profile.classes:
        info = describe(cls)
        by_iri.setdefault((info.iri, info.typed), []).append(info)
    for (iri, typed), infos in by_iri.items():
        alone = len(infos) == 1 or not typed
        if not alone:
            name = "-of-".join(in_iri(info.name) for info in infos)
            yield "".join(_alternatives(base, name, iri, infos, profile))
        for info in infos:
            yield "".join(_node_shape(base, info, profile, targets=alone))


def _ontology_lines(subject: str, profile: Profile) -> Iterator[str]:
    """Metadata that identifies the shapes without their file name: name, title, source and version."""
    yield _line(subject, RDF.type, f"<{OWL.Ontology}>")
    yield _line(subject, DCT.identifier, term(profile.name))
    yield _line(subject, DCT.title, term(profile.title, language=profile.language))
    yield _line(subject, DCT.source, f"<{profile.source}>")
    yield _line(subject, OWL.versionInfo, term(profile.version))
    yield _line(GROUP, RDF.type, f"<{SH.PropertyGroup}>")
    yield _line(GROUP, RDFS.label, term("What the profile as published asks besides", language="en"))


def _line(subject: str, predicate: Iri, value: str) -> str:
    return f"<{subject}> <{predicate}> {value} .\n"


def _alternatives(base: str, name: str, target: Iri, infos: Sequence[ClassInfo], profile: Profile) -> Iterator[str]:
    """One shape for classes that share an IRI.

    The classes of linked nodes are checked here: inside the alternatives, a link to a node that is not described
    would make every alternative fail, and the result could not be distinguished from that of wrong data.
    """
    subject = f"{base}{name}"
    yield _line(subject, RDF.type, f"<{SH.NodeShape}>")
    yield _line(subject, SH.targetClass, f"<{target}>")
    yield from _list_lines(subject, SH["or"], [f"<{base}{in_iri(info.name)}>" for info in infos])
    links: dict[Iri, list[PropertyInfo]] = {}
    for prop in (prop for info in infos for prop in info.properties):
        links.setdefault(prop.path, []).append(prop)
    for path, props in links.items():
        ranges = [each for prop in props for each in prop.ranges]
        if any(each.cls for each in ranges):
            shape = f"{subject}.{in_iri(props[0].json_name)}"
            yield _line(subject, SH.property, f"<{shape}>")
            yield _line(shape, RDF.type, f"<{SH.PropertyShape}>")
            yield _line(shape, SH.path, f"<{path}>")
            yield _line(shape, SH.name, term(props[0].json_name, language=profile.language))
            yield from _any_of(shape, [option for each in ranges for option in _options(each, profile)])
    concepts = {prop.path: prop for info in infos for prop in _concepts(info, profile)}
    for prop in concepts.values():
        yield from _concept(subject, prop, profile)
    if any(relaxed(profile, info.cls) for info in infos):
        yield from _published_alternatives(base, name, target, infos, profile)


def _published_alternatives(
    base: str, name: str, target: Iri, infos: Sequence[ClassInfo], profile: Profile
) -> Iterator[str]:
    """What is asked besides of classes that share an IRI: that a node is one of them as it is published."""
    subject = f"{base}{name}-published"
    members = [f"{base}{in_iri(info.name)}-published" for info in infos]
    yield _line(subject, RDF.type, f"<{SH.NodeShape}>")
    yield _line(subject, SH.name, term(" / ".join(info.name for info in infos), language=profile.language))
    yield _line(subject, SH.description, term(_published_words(infos, profile), language="en"))
    yield _line(subject, SH.targetClass, f"<{target}>")
    yield _line(subject, SH.severity, f"<{SH.Warning}>")
    yield _line(subject, SH.group, f"<{GROUP}>")
    yield from _list_lines(subject, SH["or"], [f"<{member}>" for member in members])
    for member, info in zip(members, infos, strict=True):
        yield _line(member, RDF.type, f"<{SH.NodeShape}>")
        yield _line(member, SH.name, term(info.name, language=profile.language))
        yield _line(member, SH.group, f"<{GROUP}>")
        yield _line(member, SH.node, f"<{base}{in_iri(info.name)}>")
        yield from _relaxed_shapes(member, info, profile)


def _published_words(infos: Sequence[ClassInfo], profile: Profile) -> str:
    """What is asked besides of each class, in words: `Bestuursorgaan with bestuurt (1..1), or ...`."""
    words = []
    for info in infos:
        rows = relaxed(profile, info.cls).values()
        asked = " and ".join(f"{row.name} ({row.cardinality})" for row in rows)
        words.append(f"{info.name} with {asked}" if rows else info.name)
    return ", or ".join(words)


def _relaxed_shapes(subject: str, info: ClassInfo, profile: Profile) -> Iterator[str]:
    """A property shape for each cardinality that the published profile has and ours leaves open."""
    rows = relaxed(profile, info.cls)
    for prop in info.properties:
        if (row := rows.get(prop.name)) is not None:
            yield from _relaxed_shape(subject, prop, row, profile)


def _relaxed_shape(subject: str, prop: PropertyInfo, row: Relaxation, profile: Profile) -> Iterator[str]:
    shape = f"{subject}.{in_iri(prop.json_name)}-published"
    yield from _besides(subject, shape, prop, profile)
    yield _line(shape, SH.description, term(row.why, language="en"))
    if row.lacks(prop.min):
        yield _line(shape, SH.minCount, object_term(row.least))
    if row.most is not None and row.limits(prop.max):
        yield _line(shape, SH.maxCount, object_term(row.most))


def _concept(subject: str, prop: PropertyInfo, profile: Profile) -> Iterator[str]:
    """That a value is a skos:Concept where it is described at all: sh:class itself would ask that it is described."""
    shape = f"{subject}.{in_iri(prop.json_name)}-concept"
    yield from _besides(subject, shape, prop, profile)
    concept, undescribed = f"_:{_blank_label(shape)}.concept", f"_:{_blank_label(shape)}.undescribed"
    yield from _list_lines(shape, SH["or"], [concept, undescribed])
    yield f"{concept} <{SH['class']}> <{SKOS.Concept}> .\n"
    yield f"{undescribed} <{SH.path}> <{RDF.type}> .\n"
    yield f"{undescribed} <{SH.maxCount}> {object_term(0)} .\n"


def _besides(subject: str, shape: str, prop: PropertyInfo, profile: Profile) -> Iterator[str]:
    """A property shape of what the published profile asks besides, without its constraint."""
    yield _line(subject, SH.property, f"<{shape}>")
    yield _line(shape, RDF.type, f"<{SH.PropertyShape}>")
    yield _line(shape, SH.path, f"<{prop.path}>")
    yield _line(shape, SH.name, term(prop.json_name, language=profile.language))
    yield _line(shape, SH.severity, f"<{SH.Warning}>")
    yield _line(shape, SH.group, f"<{GROUP}>")


def _concepts(info: ClassInfo, profile: Profile) -> list[PropertyInfo]:
    """The properties of which the published profile asks that all values are concepts."""
    return [
        prop
        for prop in (info.properties if profile.concepts else ())
        if prop.ranges and all(each.value is not None and issubclass(each.python, Concept) for each in prop.ranges)
    ]


def _node_shape(base: str, info: ClassInfo, profile: Profile, *, targets: bool) -> Iterator[str]:
    subject = f"{base}{in_iri(info.name)}"
    docs = documentation(info.cls)
    yield _line(subject, RDF.type, f"<{SH.NodeShape}>")
    yield _line(subject, SH.name, term(info.name, language=profile.language))
    if targets and info.typed:
        yield _line(subject, SH.targetClass, f"<{info.iri}>")
    if docs.summary:
        yield _line(subject, SH.description, term(docs.summary, language="en"))
    for prop in info.properties:
        yield _line(subject, SH.property, f"<{subject}.{in_iri(prop.json_name)}>")
    for prop in info.properties:
        sentence = docs.properties.get(prop.name)
        yield from _property_shape(f"{subject}.{in_iri(prop.json_name)}", prop, profile, sentence, links=targets)
    if targets:  # a member of sh:or fails by any result, whatever its severity
        yield from _relaxed_shapes(subject, info, profile)
        for prop in _concepts(info, profile):
            yield from _concept(subject, prop, profile)


def _property_shape(
    subject: str, prop: PropertyInfo, profile: Profile, sentence: str | None, *, links: bool
) -> Iterator[str]:
    """A property shape; without `links` it does not check the class of linked nodes."""
    yield _line(subject, RDF.type, f"<{SH.PropertyShape}>")
    yield _line(subject, SH.path, f"<{prop.path}>")
    yield _line(subject, SH.name, term(prop.json_name, language=profile.language))
    if sentence:
        yield _line(subject, SH.description, term(sentence, language="en"))
    if prop.min:
        yield _line(subject, SH.minCount, object_term(prop.min))
    if prop.max is not None:
        yield _line(subject, SH.maxCount, object_term(prop.max))
    if prop.unique_lang:
        yield _line(subject, SH.uniqueLang, object_term(True))
    if prop.code_list:
        yield _line(subject, QB.codeList, f"<{prop.code_list}>")
    if not prop.anything:
        yield from _any_of(subject, [option for each in prop.ranges for option in _options(each, profile, links=links)])


def _any_of(subject: str, options: Sequence[list[Constraint]]) -> Iterator[str]:
    """Sets of constraints of which one must hold (sh:or); duplicates are left out."""
    options = [option for number, option in enumerate(options) if option not in options[:number]]
    if len(options) == 1:
        yield from _constraint_lines(f"<{subject}>", options[0])
    elif options:
        members = [f"_:{_blank_label(subject)}.{number}" for number in range(len(options))]
        yield from _list_lines(subject, SH["or"], members)
        for member, option in zip(members, options, strict=True):
            yield from _constraint_lines(member, option)


Constraint = tuple[Iri, Any]


def _options(each: Range, profile: Profile, *, links: bool = True) -> Iterator[list[Constraint]]:
    """The sets of constraints of a range, of which one must hold."""
    facets = [(SH[name], value) for name, value in each.facets]
    if each.cls is not None and not links:
        yield [(SH.nodeKind, SH.BlankNodeOrIRI)]
    elif each.cls is not None and not each.cls.typed:
        info = describe(each.cls)
        typed = [(SH["class"], info.type)] if info.type else []
        yield [*typed, (SH.node, Iri(f"{_BASE}:{profile.name}/{in_iri(info.name)}"))]
    elif each.cls is not None:
        known = [each.cls, *(cls for cls in profile.classes if issubclass(cls, each.cls) and cls is not each.cls)]
        for iri in dict.fromkeys(describe(cls).iri for cls in known):
            yield [(SH["class"], iri)]
    elif each.value is not None and each.value.node:
        yield [(SH.nodeKind, SH.BlankNode if each.python is BlankNode else SH.IRI), *facets]
    elif each.value is not None and each.value.datatypes:
        for datatype in each.value.datatypes:
            yield [(SH.datatype, datatype), *facets]
    else:
        yield [(SH.nodeKind, SH.Literal), *facets]


def _constraint_lines(subject: str, constraints: list[Constraint]) -> Iterator[str]:
    for predicate, value in constraints:
        if isinstance(value, tuple):
            yield from _list_lines(subject[1:-1], predicate, [object_term(each) for each in value])
        else:
            yield f"{subject} <{predicate}> {object_term(value)} .\n"


def _list_lines(subject: str, predicate: Iri, members: Sequence[str]) -> Iterator[str]:
    """A property whose value is an RDF list."""
    cells = [f"_:{_blank_label(subject)}.{_blank_label(predicate)}{number}" for number in range(len(members))]
    yield _line(subject, predicate, cells[0])
    for cell, following, member in zip(cells, [*cells[1:], f"<{RDF.nil}>"], members, strict=True):
        yield f"{cell} <{RDF.first}> {member} .\n{cell} <{RDF.rest}> {following} .\n"


def _blank_label(iri: str) -> str:
    """The end of an IRI as a blank node label, a different one for each."""
    return re.sub(r"[^A-Za-z0-9]", lambda match: f"_{ord(match[0]):x}_", iri.rpartition("/")[2].rpartition("#")[2])
