"""At the door: names that people write are taken, and what is wrong is refused with what would be right."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from oslo import (
    ContextStyle,
    Engine,
    Format,
    Validator,
    context,
    convert,
    infer,
    load_mapping,
    load_profile,
    read,
    read_all,
    validate,
    write,
    write_pieces,
)
from oslo.errors import OsloError
from oslo.models.persoon import Gezin, Plaats

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
GENT = Plaats(id="urn:gent", plaatsnaam="Gent")
TEXT = write(GENT)


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("ttl", Format.TURTLE),
        (".ttl", Format.TURTLE),
        ("Turtle", Format.TURTLE),
        ("text/turtle", Format.TURTLE),
        ("nt", Format.NTRIPLES),
        ("nq", Format.NQUADS),
        ("trig", Format.TRIG),
        ("json-ld", Format.JSONLD),
        ("jsonld", Format.JSONLD),
        ("xml", Format.RDFXML),
        ("rdf/xml", Format.RDFXML),
    ],
)
def test_a_format_has_the_names_that_people_use(name: Any, format: Format, tmp_path: Path) -> None:
    text = write(GENT, name)
    assert text == write(GENT, format)
    assert read(text, Plaats, name) == [GENT]
    assert validate(text, "persoon-basis", name).ok
    assert list(infer(text, name))
    out = tmp_path / "out"
    assert convert([EXAMPLES / "adressen/adressen.csv"], "best-address", out, name).resources
    assert read_all(out, load_profile("adresregister"), name).resources


@pytest.mark.parametrize("name", ["tutle", "", "csv", 7])
def test_a_format_that_is_none_is_refused_before_anything_is_written(name: Any, tmp_path: Path) -> None:
    kept = tmp_path / "kept.ttl"
    kept.write_text("as it was", "utf-8")
    for act in (
        lambda: write(GENT, name),
        lambda: write_pieces([GENT], name),
        lambda: convert([EXAMPLES / "adressen/adressen.csv"], load_mapping("best-address"), kept, name),
    ):
        with pytest.raises(ValueError, match="no format"):
            act()
    assert kept.read_text("utf-8") == "as it was"
    with pytest.raises(ValueError, match="did you mean turtle"):
        Format("tutle")


def test_a_file_given_as_text_is_refused_with_what_would_be_right(tmp_path: Path) -> None:
    mapping = load_mapping("best-address")
    table: Any = "adressen.csv"
    for act, told in (
        (lambda: convert([table], mapping, io.StringIO()), "Path('adressen.csv')"),
        (lambda: convert(table, mapping, io.StringIO()), "Path('adressen.csv')"),
        (lambda: convert([EXAMPLES / "adressen/adressen.csv"], mapping, "out.ttl"), "Path('out.ttl')"),  # type: ignore[arg-type]
        (lambda: read("feed.ttl", Plaats), "Path('feed.ttl')"),
        (lambda: validate("feed.ttl", "persoon-basis"), "Path('feed.ttl')"),
        (lambda: validate(TEXT, "shapes.ttl", "turtle"), "Path('shapes.ttl')"),
        (lambda: validate("data.nt.gz", "persoon-basis"), "Path('data.nt.gz')"),
    ):
        with pytest.raises(TypeError) as caught:
            act()
        assert told in str(caught.value)


def test_one_file_needs_no_list() -> None:
    assert convert(EXAMPLES / "adressen/adressen.csv", "best-address", io.StringIO()).resources > 1


def test_a_profile_is_known_by_its_name_and_a_wrong_name_is_told_the_nearest() -> None:
    assert Validator("persoon-basis").validate(TEXT, "ttl").ok
    with pytest.raises(OsloError, match="no profile 'persoon-basic'; did you mean persoon-basis"):
        validate(TEXT, "persoon-basic", "ttl")


def test_what_is_no_class_is_refused() -> None:
    with pytest.raises(TypeError, match=r"load_profile\('persoon-basis'\)"):
        read_all(TEXT, "persoon-basis", "ttl")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="nor several classes"):
        read_all(TEXT, Plaats, "ttl")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="read_all"):
        read(TEXT, load_profile("persoon-basis"), "ttl")  # type: ignore[type-var]


def test_other_choices_go_by_their_names_too() -> None:
    assert context([Gezin], "dotted") == context([Gezin], ContextStyle.DOTTED)  # type: ignore[arg-type]
    assert Validator("persoon-basis", engine="pyshacl").compiled.engine is Engine.PYSHACL  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="fast"):
        Validator("persoon-basis", engine="fast")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="piecewise"):
        validate(TEXT, "persoon-basis", "ttl", mode="piecewise")  # type: ignore[arg-type]
