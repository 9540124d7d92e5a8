"""The page of a class: what it is, its properties, an example, and deviations from the profile as published."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ..errors import OsloError
from ..exchange import Format, render
from ..exchange.context import context, term_of
from ..exchange.jsonld import jsonld
from ..exchange.lines import ntriples
from ..model.description import Profile, PropertyInfo, Range, describe, relaxed
from ..model.documentation import documentation
from ..model.example import example
from ..model.resource import Resource
from ..model.values import Concept
from ..namespaces import BlankNode, Iri
from ..rdf.terms import short
from ..vocabularies.terms import definition, label
from .deviations import Deviation, of_class
from .links import Links
from .page import PROFILES, File, Page, block, code, facts, fill, lang_attribute, link, section, table, text, text_in
from .site import Site, bases, class_path, declared_in, own, profile_path, property_anchor

CONTEXT = "context.jsonld"
"""The context of a profile, in the folder of its pages."""


def class_files(site: Site, profile: Profile, cls: type[Resource]) -> Iterator[Page | File]:
    """The page of a class, and its example as files next to it."""
    path = class_path(profile, cls)
    links = Links(site, path)
    try:
        examples = examples_of(profile, cls)
    except OsloError as error:
        examples = {}
        example_html = f"<p>{text(str(error))}</p>\n"
    else:
        example_html = _show_examples(cls, examples)
    for suffix, (_, content) in examples.items():
        yield path.removesuffix(".html") + suffix, content
    html = fill(
        "class",
        summary=documentation(cls).summary,
        facts_html=_list_facts(links, profile, cls),
        properties_html=_list_properties(links, profile, cls),
        leading_here_html=_list_leading_here(links, profile, cls),
        example_html=example_html,
    )
    yield Page(
        path,
        cls.__name__,
        html + deviations_section(of_class(site, profile, cls)),
        trail=(PROFILES, (profile.title, profile_path(profile))),
        language=profile.language,
    )


def examples_of(profile: Profile, cls: type[Resource]) -> dict[str, tuple[str, str]]:
    """The example of a class in each syntax: by suffix, the name of the syntax and the text.

    The JSON-LD refers to the context of the profile by a relative path: the files are in one folder.
    """
    lines = ntriples(example(cls))
    turtle = "".join(render([lines], Format.TURTLE, [])).rstrip("\n") + "\n"
    return {
        ".ttl": ("Turtle", turtle),
        ".jsonld": ("JSON-LD", "".join(jsonld([lines], context(profile.classes)["@context"], CONTEXT))),
    }


def _show_examples(cls: type[Resource], examples: dict[str, tuple[str, str]]) -> str:
    html = fill("example", context=CONTEXT)
    for suffix, (name, content) in examples.items():
        file = f"{cls.__name__}{suffix}"
        html += f"<h3>{name}</h3><p>{link(file, text(file), '')}</p>\n"
        html += block(f"The example in {name}", content)
    return html


def _list_facts(links: Links, profile: Profile, cls: type[Resource]) -> str:
    iri = describe(cls).iri
    home = links.site.home(cls)
    kinds = sorted((kind for kind in profile.classes if cls in bases(kind)), key=lambda kind: kind.__name__)
    return facts(
        (
            ("IRI", links.to_term(iri)),
            ("Called", _list_labels(iri)),
            ("Meaning in Dutch", _define_in_dutch(iri)),
            ("Kind of", links.to_classes(profile, bases(cls))),
            ("Kinds of it", links.to_classes(profile, kinds)),
            ("From", links.to(profile_path(home), text(home.title)) if home and home is not profile else ""),
            ("In Python", code(f"from {cls.__module__} import {cls.__name__}")),
        )
    )


def _list_labels(iri: str) -> str:
    labels = ((language, label(iri, language)) for language in ("nl", "en"))
    return ", ".join(text_in(language, words) for language, words in labels if words)


def _define_in_dutch(iri: str) -> str:
    dutch = definition(iri, "nl")
    return text_in("nl", dutch) if dutch else ""


def _list_properties(links: Links, profile: Profile, cls: type[Resource]) -> str:
    """The properties of a class in tables: its own, and those of each class that it inherits from."""
    info = describe(cls)
    if not info.properties:
        return "<p>The class has no properties of its own.</p>\n"
    heads = ("Property, JSON-LD term", "Path", "Times", "Takes", "Meaning")
    html = ""
    for owner, group in groupby(info.properties, key=lambda prop: declared_in(cls, prop.name)):
        props = list(group)
        rows = [_describe_property(links, profile, cls, prop) for prop in props]
        whose = f"Properties of {cls.__name__}" if owner is cls else f"Properties that it has from {owner.__name__}"
        html += table(whose, heads, rows, map(property_anchor, props))
    return html


def _describe_property(links: Links, profile: Profile, cls: type[Resource], prop: PropertyInfo) -> list[str]:
    lang = lang_attribute(profile.language)
    meaning = text(documentation(cls).properties.get(prop.name, ""))
    if labels := _list_labels(prop.path):
        dutch = _define_in_dutch(prop.path)
        meaning += f"<small>{labels}{': ' if dutch else ''}{dutch}</small>"
    kind = ", ".join(short(value) for key, value in term_of(prop).items() if key != "@id")
    return [
        f"<code{lang}>{text(prop.name)}</code><small><code{lang}>{text(prop.json_name)}</code> {text(kind)}</small>",
        links.to_term(prop.path),
        _times(profile, cls, prop),
        _list_ranges(links, profile, prop),
        meaning,
    ]


def _times(profile: Profile, cls: type[Resource], prop: PropertyInfo) -> str:
    """How often, and what the profile as published asks where this one leaves it open."""
    row = relaxed(profile, cls).get(prop.name)
    published = f"<small>{row.cardinality} as published: {text(row.why)}</small>" if row else ""
    return f"{prop.cardinality}{'<small>one per language</small>' if prop.unique_lang else ''}{published}"


def _list_ranges(links: Links, profile: Profile, prop: PropertyInfo) -> str:
    html = " or ".join(_describe_range(links, profile, each) for each in prop.ranges)
    if prop.code_list:
        name = next((scheme.name for scheme in links.site.schemes if scheme.iri == prop.code_list), prop.code_list)
        html += f" from {links.to_iri(prop.code_list, text(name))}"
    return html


_NODES: dict[type, str] = {Concept: "concept", Iri: "IRI", BlankNode: "blank node"}


def _describe_range(links: Links, profile: Profile, taken: Range) -> str:
    if taken.cls:
        return links.to_class(profile, taken.cls)
    if taken.value and taken.value.node:
        html = next(words for kind, words in _NODES.items() if issubclass(taken.python, kind))
    else:
        html = " or ".join(code(short(iri)) for iri in (taken.value.datatypes if taken.value else ()))
    facets = ", ".join(f"{name} {_write_facet(value)}" for name, value in taken.facets)
    return (html or "any literal") + (f" <small>{text(facets)}</small>" if facets else "")


def _write_facet(value: object) -> str:
    return " | ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _list_leading_here(links: Links, profile: Profile, cls: type[Resource]) -> str:
    """The properties of the profile that lead to the class, each where it is declared."""
    items = "".join(
        f"<li>{links.to_property(profile, owner, prop)}</li>"
        for owner in profile.classes
        for prop in own(owner, profile.classes)
        if any(each.cls is cls for each in prop.ranges)
    )
    return section("leading-here", "Properties that lead here", f'<ul class="columns">{items}</ul>\n') if items else ""


def deviations_section(rows: list[Deviation]) -> str:
    """The deviations from a profile as published; empty text if there are none."""
    if not rows:
        return ""
    heads = ("Class and property", "Published", "Here", "Why")
    cells = [(_name_subject(row), *map(_render_markdown, (row.published, row.ours, row.why))) for row in rows]
    return section("deviations", "Deviations", table("Where the profile is not followed as published", heads, cells))


def _name_subject(row: Deviation) -> str:
    if row.cls == "-":
        return "the profile"
    return code(row.cls if row.property == "-" else f"{row.cls}.{row.property}")


def _render_markdown(cell: str) -> str:
    """The text of a Markdown cell: text between backticks is code."""
    return "".join(code(part) if number % 2 else text(part) for number, part in enumerate(cell.split("`")))
