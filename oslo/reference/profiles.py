"""The start page, and the page of a profile: its classes, a diagram, its shapes and context."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.description import Profile, describe
from ..model.documentation import documentation
from ..vocabularies.terms import outside
from .classes import CONTEXT, class_files, deviations_section
from .deviations import of_profile
from .diagram import diagram
from .links import Links
from .made_files import context_text, shapes_text
from .page import PROFILES, File, Page, code, facts, fill, table, text, text_in
from .site import Site, profile_folder, profile_path

SHAPES = "shapes.ttl"


def start_page(site: Site) -> Page:
    """The start page: the contents of the site, in tables."""
    path = "index.html"
    links = Links(site, path)
    profiles = [
        (
            links.to(profile_path(profile), text_in(profile.language, profile.title)),
            text(profile.version),
            str(len(profile.classes)),
            code(profile.name),
        )
        for profile in site.profiles
    ]
    vocabularies = [
        (
            links.to_iri(vocabulary.namespace, text(vocabulary.titles["en"]))
            + f'<small lang="nl">{text(vocabulary.titles["nl"])}</small>',
            code(vocabulary.namespace),
            str(len(vocabulary.terms)),
        )
        for vocabulary in site.vocabularies
    ]
    schemes = [
        (
            links.to_iri(scheme.iri, text(scheme.name)),
            text_in("nl", scheme.titles.get("nl", "")),
            text(scheme.titles.get("en", "")),
            str(len(scheme.codes)),
        )
        for scheme in site.schemes
    ]
    others = [(links.to(namespace, code(namespace)), text(title)) for namespace, title in outside().items()]
    html = fill(
        "start",
        profiles_html=table("The profiles", ("Profile", "Version", "Classes", "Name"), profiles),
        vocabularies_html=table("The terms", ("Vocabulary", "Namespace", "Terms"), vocabularies),
        codelists_html=table("The code lists", ("Code list", "Dutch", "English", "Codes"), schemes),
        others_html=table("What is used of others", ("Namespace", "Title"), others),
    )
    return Page(path, "OSLO and ISA reference", html)


def profile_files(site: Site, profile: Profile) -> Iterator[Page | File]:
    """The page of a profile and those of its classes, its shapes and its context."""
    folder = profile_folder(profile)
    yield f"{folder}/{SHAPES}", shapes_text(profile)
    yield f"{folder}/{CONTEXT}", context_text(profile)
    yield _profile_page(site, profile)
    for cls in profile.classes:
        yield from class_files(site, profile, cls)


def _profile_page(site: Site, profile: Profile) -> Page:
    path = profile_path(profile)
    links = Links(site, path)
    classes = [
        (
            links.to_class(profile, cls),
            links.to_term(describe(cls).iri),
            str(len(describe(cls).properties)),
            text(documentation(cls).summary),
        )
        for cls in profile.classes
    ]
    about = (
        ("Name", code(profile.name)),
        ("Version", text(profile.version)),
        ("Published at", links.to(profile.source, text(profile.source))),
        ("Shapes", f'<a href="{SHAPES}">{code(SHAPES)}</a> (SHACL, in Turtle)'),
        ("Context", f'<a href="{CONTEXT}">{code(CONTEXT)}</a> (JSON-LD)'),
        ("On the command line", code(f"oslo validate data.ttl --profile {profile.name}")),
    )
    html = fill(
        "profile",
        facts_html=facts(about),
        classes_html=table("The classes of the profile", ("Class", "IRI", "Properties", "Meaning"), classes),
        diagram_html=diagram(site, profile, path),
    )
    title = f"{profile.title} {profile.version}"
    return Page(path, title, html + deviations_section(of_profile(profile)), trail=(PROFILES,))
