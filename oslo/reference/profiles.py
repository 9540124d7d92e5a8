"""The start page, and the page of a profile: its classes, a diagram, its shapes and context."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.description import Profile, describe, documentation
from ..vocabularies.terms import outside
from .classes import CONTEXT, class_files, class_link, deviations_section, term_link
from .deviations import of_profile
from .diagram import diagram
from .made_files import context_text, shapes_text
from .page import Page, code, facts, link, said, section, table, text
from .site import Site, profile_folder

SHAPES = "shapes.ttl"


def start_page(site: Site) -> Page:
    """The start page: what there is, in three tables."""
    path = "index.html"
    profiles = [
        (
            link(f"{profile_folder(each)}/index.html", said(each.title, each.language), path),
            text(each.version),
            str(len(each.classes)),
            code(each.name),
        )
        for each in site.profiles
    ]
    terms = [
        (
            link(site.page(each.namespace) or "", text(each.titles["en"]), path)
            + f'<small lang="nl">{text(each.titles["nl"])}</small>',
            code(each.namespace),
            str(len(each.terms)),
        )
        for each in site.vocabularies
    ]
    lists = [
        (
            link(site.page(each.iri) or "", text(each.name), path),
            said(each.titles.get("nl", ""), "nl"),
            text(each.titles.get("en", "")),
            str(len(each.codes)),
        )
        for each in site.schemes
    ]
    others = [(link(space, code(space), path), text(title)) for space, title in outside().items()]
    lead = (
        '<p class="lead">The profiles of OSLO and of the ISA core vocabularies, as this library has them: their '
        "classes and properties, the terms that these are made of, and the code lists. All of it is made from the "
        "descriptions that the models, shapes and contexts come from.</p>\n"
    )
    html = (
        section("profiles", "Profiles", table("The profiles", ("Profile", "Version", "Classes", "Name"), profiles))
        + section("vocabularies", "Vocabularies", table("The terms", ("Vocabulary", "Namespace", "Terms"), terms))
        + section("codelists", "Code lists", table("The code lists", ("Code list", "Dutch", "English", "Codes"), lists))
        + section("others", "Vocabularies of others", table("What is used of others", ("Namespace", "Title"), others))
    )
    return Page(path, "OSLO and ISA reference", lead + html)


def profile_files(site: Site, profile: Profile) -> Iterator[Page | tuple[str, str]]:
    """The page of a profile and those of its classes, its shapes and its context."""
    folder = profile_folder(profile)
    path = f"{folder}/index.html"
    yield f"{folder}/{SHAPES}", shapes_text(profile)
    yield f"{folder}/{CONTEXT}", context_text(profile)
    rows = [
        (
            class_link(site, profile, cls, path),
            term_link(site, describe(cls).iri, path),
            str(len(describe(cls).properties)),
            text(documentation(cls).summary),
        )
        for cls in profile.classes
    ]
    about = facts(
        (
            ("Name", code(profile.name)),
            ("Version", text(profile.version)),
            ("Published at", link(profile.source, text(profile.source), path)),
            ("Shapes", f"{link(f'{folder}/{SHAPES}', code(SHAPES), path)} (SHACL, in Turtle)"),
            ("Context", f"{link(f'{folder}/{CONTEXT}', code(CONTEXT), path)} (JSON-LD)"),
            ("On the command line", code(f"oslo validate data.ttl --profile {profile.name}")),
        )
    )
    heads = ("Class", "IRI", "Properties", "Meaning")
    legend = (
        "<p>Each line in a box is a property that leads to another class; an open arrow leads from a class to what "
        "it is a kind of. A box with a broken border is a class of another profile.</p>\n"
    )
    yield Page(
        path,
        f"{profile.title} {profile.version}",
        about
        + section("classes", "Classes", table("The classes of the profile", heads, rows))
        + section("diagram", "Diagram", legend + diagram(site, profile, path))
        + deviations_section(of_profile(profile)),
        trail=(("Profiles", "index.html#profiles"),),
    )
    for cls in profile.classes:
        yield from class_files(site, profile, cls)
