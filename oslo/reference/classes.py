"""The page of a class: what it is, its properties, an example, and where the profile is not followed as published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ..errors import OsloError
from ..exchange import Format, render
from ..exchange.context import context, term_of
from ..exchange.jsonld import jsonld
from ..exchange.lines import ntriples
from ..model.description import Profile, PropertyInfo, Range, describe, documentation
from ..model.example import example
from ..model.resource import Resource
from ..model.values import Concept
from ..namespaces import BlankNode, Iri
from ..rdf.terms import short
from ..vocabularies.terms import definition, label
from .deviations import Deviation, of_class
from .page import Page, block, code, facts, in_language, link, said, section, table, text
from .site import Site, bases, declared_in, own, profile_folder, property_anchor

CONTEXT = "context.jsonld"
"""The context of a profile, in the folder of its pages."""


def class_files(site: Site, profile: Profile, cls: type[Resource]) -> Iterator[Page | tuple[str, str]]:
    """The page of a class, and its example as files beside it."""
    path = site.class_page(cls, profile) or ""
    stem = path.removesuffix(".html")
    try:
        examples = examples_of(profile, cls)
    except OsloError as error:
        shown = f"<p>{text(str(error))}</p>\n"
        examples = {}
    else:
        shown = _examples(cls, examples)
    yield from ((f"{stem}{suffix}", content) for suffix, (_, content) in examples.items())
    yield Page(
        path,
        cls.__name__,
        _head(site, profile, cls, path)
        + section("properties", "Properties", _properties(site, profile, cls, path))
        + _leading_here(site, profile, cls, path)
        + section("example", "Example", shown)
        + deviations_section(of_class(site, profile, cls)),
        trail=(("Profiles", "index.html#profiles"), (profile.title, f"{profile_folder(profile)}/index.html")),
        language=profile.language,
    )


def examples_of(profile: Profile, cls: type[Resource]) -> dict[str, tuple[str, str]]:
    """The example of a class in each syntax: by suffix, what it is called and its text.

    The JSON-LD has the context of the profile, by its path: the files stand in one folder.
    """
    lines = ntriples(example(cls))
    turtle = "".join(render([lines], Format.TURTLE, [])).rstrip("\n") + "\n"
    return {
        ".ttl": ("Turtle", turtle),
        ".jsonld": ("JSON-LD", "".join(jsonld([lines], context(profile.classes)["@context"], CONTEXT))),
    }


def _head(site: Site, profile: Profile, cls: type[Resource], page: str) -> str:
    info = describe(cls)
    dutch = definition(info.iri, "nl")
    home = site.home(cls)
    other = home if home is not profile else None
    kinds = sorted((each for each in profile.classes if cls in bases(each)), key=lambda each: each.__name__)
    return f'<p class="lead">{text(documentation(cls).summary)}</p>\n' + facts(
        (
            ("IRI", term_link(site, info.iri, page)),
            ("Called", _in_both(label(info.iri, "nl"), label(info.iri, "en"))),
            ("Meaning in Dutch", said(dutch, "nl") if dutch else ""),
            ("Kind of", class_links(site, profile, bases(cls), page)),
            ("Kinds of it", class_links(site, profile, kinds, page)),
            ("From", link(f"{profile_folder(other)}/index.html", text(other.title), page) if other else ""),
            ("In Python", code(f"from {cls.__module__} import {cls.__name__}")),
        )
    )


def _in_both(*words: str | None) -> str:
    return ", ".join(said(each, language) for each, language in zip(words, ("nl", "en"), strict=True) if each)


def class_links(site: Site, profile: Profile, classes: Iterable[type[Resource]], page: str) -> str:
    """The names of classes, each with a link to its page where it has one, else to its IRI."""
    return ", ".join(class_link(site, profile, each, page) for each in classes)


def class_link(site: Site, profile: Profile, cls: type[Resource], page: str) -> str:
    """The name of a class, with a link."""
    target = site.class_page(cls, profile) or describe(cls).iri
    return link(target, said(cls.__name__, profile.language), page)


def term_link(site: Site, iri: str, page: str) -> str:
    """An IRI in short, with a link: to its place on this site, else to where it leads itself."""
    return link(site.page(iri) or iri, code(short(iri)), page)


def _properties(site: Site, profile: Profile, cls: type[Resource], page: str) -> str:
    info = describe(cls)
    if not info.properties:
        return "<p>The class has no properties of its own.</p>\n"
    heads = ("Property, JSON-LD term", "Path", "Times", "Takes", "Meaning")
    html = ""
    for owner, group in groupby(info.properties, key=lambda prop: declared_in(cls, prop.name)):
        found = list(group)
        rows = [_property(site, profile, cls, prop, page) for prop in found]
        whose = f"Properties of {cls.__name__}" if owner is cls else f"Properties that it has from {owner.__name__}"
        html += table(whose, heads, rows, map(property_anchor, found))
    return html


def _property(site: Site, profile: Profile, cls: type[Resource], prop: PropertyInfo, page: str) -> list[str]:
    language = in_language(profile.language)
    english = documentation(cls).properties.get(prop.name, "")
    dutch = definition(prop.path, "nl")
    names = _in_both(label(prop.path, "nl"), label(prop.path, "en"))
    meaning = text(english)
    if names:
        meaning += f"<small>{names}{': ' if dutch else ''}{said(dutch, 'nl') if dutch else ''}</small>"
    kind = ", ".join(short(each) for key, each in term_of(prop).items() if key != "@id")
    return [
        f"<code{language}>{text(prop.name)}</code>"
        f"<small><code{language}>{text(prop.json_name)}</code> {text(kind)}</small>",
        term_link(site, prop.path, page),
        f"{prop.cardinality}{'<small>one per language</small>' if prop.unique_lang else ''}",
        _takes(site, profile, prop, page),
        meaning,
    ]


def _takes(site: Site, profile: Profile, prop: PropertyInfo, page: str) -> str:
    html = " or ".join(_range(site, profile, each, page) for each in prop.ranges)
    if prop.code_list:
        name = next((each.name for each in site.schemes if each.iri == prop.code_list), prop.code_list)
        html += f" from {link(site.page(prop.code_list) or prop.code_list, text(name), page)}"
    return html


_NODES: dict[type, str] = {Concept: "concept", Iri: "IRI", BlankNode: "blank node"}


def _range(site: Site, profile: Profile, each: Range, page: str) -> str:
    if each.cls:
        return class_link(site, profile, each.cls, page)
    if each.value and each.value.node:
        html = next(words for kind, words in _NODES.items() if issubclass(each.python, kind))
    else:
        html = " or ".join(code(short(iri)) for iri in (each.value.datatypes if each.value else ()))
    facets = ", ".join(f"{name} {_facet(value)}" for name, value in each.facets)
    return (html or "any literal") + (f" <small>{text(facets)}</small>" if facets else "")


def _facet(value: object) -> str:
    return " | ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _leading_here(site: Site, profile: Profile, cls: type[Resource], page: str) -> str:
    """The properties of the profile that lead to the class, each where it is declared."""
    links = [
        property_link(site, profile, each, prop, page)
        for each in profile.classes
        for prop in own(each, profile.classes)
        if any(one.cls is cls for one in prop.ranges)
    ]
    items = "".join(f"<li>{each}</li>" for each in links)
    return section("leading-here", "Properties that lead here", f'<ul class="columns">{items}</ul>\n') if links else ""


def property_link(site: Site, profile: Profile, cls: type[Resource], prop: PropertyInfo, page: str) -> str:
    """A property of a class, with a link to its place on the page of the class."""
    place = f"{site.class_page(cls, profile)}#{property_anchor(prop)}"
    return link(place, said(f"{cls.__name__}.{prop.json_name}", profile.language), page)


def _examples(cls: type[Resource], examples: dict[str, tuple[str, str]]) -> str:
    html = (
        "<p>Made from the description of the class, with a value for each property. Names, numbers and IRIs below "
        f"<code>data.example.be</code> are invented. The context is {link(CONTEXT, code(CONTEXT), '')}.</p>\n"
    )
    for suffix, (name, content) in examples.items():
        file = link(f"{cls.__name__}{suffix}", text(f"{cls.__name__}{suffix}"), "")
        html += f"<h3>{name}</h3><p>{file}</p>\n"
        html += block(f"The example in {name}", content)
    return html


def deviations_section(rows: list[Deviation]) -> str:
    """Where a profile is not followed as published; nothing where it is."""
    if not rows:
        return ""
    heads = ("Class and property", "Published", "Here", "Why")
    cells = [(_subject(row), *(_marked(each) for each in row[3:])) for row in rows]
    return section("deviations", "Deviations", table("Where the profile is not followed as published", heads, cells))


def _subject(row: Deviation) -> str:
    if row.cls == "-":
        return "the profile"
    return code(row.cls if row.property == "-" else f"{row.cls}.{row.property}")


def _marked(words: str) -> str:
    """Text of a Markdown cell: what stands between backticks is code."""
    parts = words.split("`")
    return "".join(code(each) if number % 2 else text(each) for number, each in enumerate(parts))
