"""The quick way back: what it takes becomes what the other way makes of it, and it takes most of what is right."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from helpers.laws import EIGEN, PROFILES, Deel, each_class, examples
from helpers.strategies import instances
from hypothesis import given, strategies as st

from oslo import Format, load_mapping
from oslo.exchange.lines import ntriples
from oslo.exchange.reading import Reading, _Options, _read, _read_plainly
from oslo.mapping.conversion import convert
from oslo.model.description import Profile
from oslo.model.resource import Resource
from oslo.namespaces import RDF, XSD
from oslo.rdf.parsing import carried

NTRIPLES = _Options(Format.NTRIPLES, carried, True, None, False, 0)
INWONERS = Path(__file__).resolve().parent.parent / "docs" / "examples" / "inwoners"


def both(text: str, profile: Profile, *, parts: bool = False) -> tuple[Reading | None, Reading]:
    plain = _read_plainly(text, profile.classes, NTRIPLES, parts)
    return plain, _read(text, profile.classes, NTRIPLES, parts)[0]


def inside(value: Any) -> Any:
    """All that can be seen of a value: of a resource its fields in their order, and which of them were given."""
    if isinstance(value, Resource):
        fields = {name: inside(each) for name, each in value.__dict__.items()}
        return type(value), list(fields.items()), value.model_fields_set, value.__pydantic_private__
    return [inside(each) for each in value] if isinstance(value, list) else (type(value), value)


def check(text: str, profile: Profile, *, parts: bool = False) -> bool:
    """The law; whether the data was plain."""
    plain, other = both(text, profile, parts=parts)
    if plain is None:
        return False
    assert (plain.problems, plain.unread) == (other.problems, other.unread) == ([], 0)
    assert [inside(each) for each in plain.resources] == [inside(each) for each in other.resources]
    return True


def changed(text: str, random: Random) -> str:
    """A line less, one twice, or the term of one in another one."""
    lines = [f"{line}\n" for line in text.split("\n")[:-1]]  # other ends of lines are characters of a text
    one, other = random.randrange(len(lines)), random.choice(lines)
    parts, others = lines[one].split(" ", 2), other.split(" ", 2)
    match random.randrange(5):
        case 0:
            del lines[one]
        case 1:
            lines.append(lines[one])
        case 2:
            lines[one] = " ".join([*parts[:2], others[2]])
        case 3:
            lines[one] = " ".join([parts[0], others[1], parts[2]])
        case _:
            lines.append(" ".join([others[0], *parts[1:]]))
    return "".join(lines)


@each_class
@examples(8)
@given(data=st.data())
def test_the_quick_way_back_makes_what_the_other_makes(
    profile: Profile, cls: type[Resource], data: st.DataObject
) -> None:
    text = ntriples(data.draw(instances(cls, known=profile.classes)))
    parts = data.draw(st.booleans())
    check(text, profile, parts=parts)
    check(changed(text, data.draw(st.randoms(use_true_random=False))), profile, parts=parts)


@pytest.mark.parametrize("syntax", [Format.NTRIPLES, Format.TURTLE, Format.JSONLD, Format.RDFXML])
def test_what_a_conversion_writes_is_plain(syntax: Format, tmp_path: Path) -> None:
    mapping, out = load_mapping(str(INWONERS / "inwoners.yaml")), tmp_path / "out"
    outcome = convert([INWONERS / "inwoners.csv"], mapping, out, syntax)
    options = NTRIPLES._replace(format=syntax)
    plain = _read_plainly(out, mapping.profile.classes, options, False)
    other = _read(out, mapping.profile.classes, options, False)[0]
    assert plain is not None
    assert [inside(each) for each in plain.resources] == [inside(each) for each in other.resources]
    assert len(plain.resources) >= outcome.resources


def test_nearly_all_that_is_right_is_plain() -> None:
    from hypothesis import HealthCheck, Phase, find, settings

    quiet = settings(
        max_examples=1, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), deadline=None
    )
    seen = []
    for profile in PROFILES[:6]:
        for cls in profile.classes[:8]:
            resource = find(instances(cls, known=profile.classes), lambda _: True, settings=quiet)
            seen.append(check(ntriples(resource), profile))
    assert sum(seen) > 0.6 * len(seen)


def test_circles() -> None:
    [profile] = [each for each in PROFILES if each.name == "eigen"]
    of = f"<{EIGEN.verwant}>"
    ding = {
        EIGEN.code: '"AB123"',
        EIGEN.graad: '"hoog"',
        EIGEN.prijs: f'"1"^^<{XSD.decimal}>',
        EIGEN.deel: "<urn:deel>",
    }
    text = ntriples(Deel(id="urn:deel", nummer=7))
    for name in "abc":
        text += f"<urn:{name}> <{RDF.type}> <{EIGEN.Ding}> .\n"
        text += "".join(f"<urn:{name}> <{path}> {value} .\n" for path, value in ding.items())
    for links in ["ab ba", "ab bc ca", "ab ba bc", "aa", "ab bb"]:
        whole = text + "".join(f"<urn:{one}> {of} <urn:{other}> .\n" for one, other in links.split())
        assert check(whole, profile), links
        assert check(whole, profile, parts=True), links
