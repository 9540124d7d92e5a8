"""Modules made from small shapes: a rule in each, the notes on the rest, and the command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from helpers.generated import imported
from helpers.small_shapes import PREFIXES, Make, shape

from oslo import Resource, describe
from oslo.cli import app
from oslo.errors import InputError
from oslo.generating import module
from oslo.generating.naming import read_context
from oslo.generating.source import RESERVED
from oslo.model.documentation import own_doc
from oslo.models import MODULES, load_profile

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("sh:datatype xsd:string ; sh:minCount 1 ; sh:maxCount 1", "p: Annotated[str, EX.p]"),
        ("sh:datatype xsd:integer ; sh:maxCount 1", "p: Annotated[int | None, EX.p] = None"),
        ("sh:datatype rdf:langString", "p: Annotated[list[LangString], EX.p] = []"),
        ("sh:datatype xsd:date ; sh:minCount 1", "p: Annotated[list[date], EX.p, MinLen(1)]"),
        ("sh:datatype xsd:string ; sh:maxCount 3", "p: Annotated[list[str], EX.p, MaxLen(3)] = []"),
        ("sh:class ex:D ; sh:maxCount 1", "p: Annotated[Ref[D] | None, EX.p] = None"),
        ("sh:or ( [ sh:class ex:D ] [ sh:datatype xsd:string ] )", "p: Annotated[list[Ref[D] | str], EX.p] = []"),
        ("sh:or ( [ sh:class ex:D ] [ sh:class ex:E ] )", "p: Annotated[list[Ref[D] | Ref[E]], EX.p] = []"),
        ("sh:nodeKind sh:IRI", "p: Annotated[list[Iri], EX.p] = []"),
        ("sh:nodeKind sh:BlankNodeOrIRI", "p: Annotated[list[Iri | BlankNode], EX.p] = []"),
        ("sh:nodeKind sh:Literal", "p: Annotated[list[Literal], EX.p] = []"),
        ("sh:nodeKind sh:Literal ; sh:datatype xsd:time", "p: Annotated[list[time], EX.p] = []"),
        ("sh:minCount 2", "p: Annotated[list[Iri | BlankNode | Literal], EX.p, MinLen(2)]"),
        ("sh:class skos:Concept ; sh:minCount 1 ; sh:maxCount 1", "p: Annotated[Concept, EX.p]"),
        (
            "qb:codeList ex:scheme ; sh:maxCount 1",
            'p: Annotated[Concept | None, EX.p, CodeList("https://example.org/ns#scheme")] = None',
        ),
        (
            "sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYear ] [ sh:datatype xsd:gYearMonth ] )",
            "p: Annotated[list[PartialDate], EX.p] = []",
        ),
        ('sh:in ( "a" "b" ) ; sh:maxCount 1', 'p: Annotated[OneOf["a", "b"] | None, EX.p] = None'),
        (
            'sh:datatype xsd:string ; sh:maxCount 1 ; sh:pattern "^[0-9]{4}$"',
            'p: Annotated[str | None, EX.p, Field(pattern="^[0-9]{4}$")] = None',
        ),
        (
            "sh:datatype xsd:string ; sh:minLength 2 ; sh:maxLength 5",
            "p: Annotated[list[Annotated[str, MinLen(2), MaxLen(5)]], EX.p] = []",
        ),
        (
            "sh:datatype xsd:decimal ; sh:maxCount 1 ; sh:minInclusive 0.5 ; sh:maxExclusive 7",
            'p: Annotated[Decimal | None, EX.p, Ge(Decimal("0.5")), Lt(Decimal("7"))] = None',
        ),
        (
            'sh:datatype xsd:date ; sh:maxCount 1 ; sh:minExclusive "1830-10-04"^^xsd:date',
            "p: Annotated[date | None, EX.p, Gt(date(1830, 10, 4))] = None",
        ),
    ],
)
def test_a_property_is_a_field(make: Make, asked: str, field: str) -> None:
    made, found = make(shape("C", f"sh:path ex:p ; {asked}"))
    assert f"    {field}\n" in made.source
    assert describe(found.C).properties[0].name == "p"


@pytest.mark.parametrize(
    ("asked", "note"),
    [
        ("sh:datatype xsd:string ; sh:uniqueLang true", "C.p: sh:uniqueLang true: not asked here"),
        ("sh:datatype xsd:gMonthDay", "C.p: the datatype xsd:gMonthDay: any literal will do"),
        ("sh:class skos:Concept", "C.p: sh:class skos:Concept: any IRI will do, a blank node will not"),
        ("sh:class ex:D ; sh:nodeKind sh:IRI", "C.p: sh:nodeKind IRI: an IRI or a blank node will do"),
        ("sh:class xsd:string", "C.p: repaired: sh:class with a datatype: sh:datatype"),
        ('sh:minCount "1"', "C.p: repaired: sh:minCount as text: read as a number"),
        ('sh:maxCount "n"', 'C.p: repaired: sh:maxCount "n": left out'),
        ("sh:datatype ex:D", "C.p: repaired: sh:datatype D, which is a class: sh:class"),
        ("sh:minCount 3 ; sh:maxCount 2", "C.p: at least 3 and at most 2: repaired, at least 2"),
        ("sh:maxCount 0", "C.p: at most 0 values: left out"),
        ("sh:hasValue ex:d", "C.p: sh:hasValue https://example.org/ns#d: not asked here"),
        ("sh:in ( ex:a ex:b )", "C.p: sh:in: the list is not asked here, only the kind of its values"),
        ("sh:not [ sh:class ex:D ]", "C.p: sh:not: not asked here"),
        (
            "sh:qualifiedValueShape [ sh:class ex:D ] ; sh:qualifiedMinCount 1",
            "C.p: sh:qualifiedMinCount 1: not asked here",
        ),
        ("sh:xone ( [ sh:class ex:D ] [ sh:datatype xsd:string ] )", "C.p: sh:xone: read as sh:or"),
        ("sh:or ( [ sh:class ex:D ; sh:minCount 1 ] [ sh:class ex:E ] )", "C.p: sh:or: not asked here"),
        ('sh:datatype xsd:string ; sh:pattern "(?=a)"', "C.p: sh:pattern (?=a): not asked here"),
        ('sh:datatype xsd:string ; sh:pattern "a" ; sh:flags "i"', "C.p: sh:flags i: not asked here"),
        ("sh:minCount 1 ; sh:severity sh:Warning", "C.p: sh:Warning: advice, so counts and facets are left out"),
        ("sh:lessThan ex:q", "C.p: sh:lessThan https://example.org/ns#q: not asked here"),
        ('sh:sparql [ sh:select "" ]', "C.p: sh:sparql: not asked here"),
        ("sh:shape ex:DShape", "C.p: sh:shape DShape: not asked here"),
    ],
)
def test_what_a_class_cannot_say_is_told(make: Make, asked: str, note: str) -> None:
    made, _ = make(shape("C", f"sh:path ex:p ; {asked}") + shape("D") + shape("E"))
    assert note in made.notes
    assert f"- {note}".replace('"', "'")[:60] in made.source


@pytest.mark.parametrize(
    ("turtle", "note"),
    [
        (
            shape("C", rest="sh:not [ sh:property [ sh:path ex:q ; sh:minCount 1 ] ] ;"),
            "C, C.q: sh:not: not asked here",
        ),
        (
            shape("C").replace("closed false", "closed true"),
            "C: sh:closed: other properties are not refused in data, only in Python",
        ),
        (
            shape("C", "sh:name 'deel van' ; sh:path [ sh:inversePath ex:q ] ; sh:minCount 1"),
            "C.^https://example.org/ns#q: a path that is no plain property (deel van): left out",
        ),
        (
            shape("C", "sh:path ( ex:p [ sh:zeroOrMorePath ex:q ] )"),
            "C.(https://example.org/ns#p/(https://example.org/ns#q)*): a path that is no plain property: left out",
        ),
        (shape("C", "sh:name 'naam'"), "C: the property shape naam has no sh:path: left out"),
        (
            shape("C") + "ex:T a sh:NodeShape ; sh:targetSubjectsOf ex:p .",
            "T: a target that is no class (of subjects of): left out",
        ),
        (
            shape("C") + "ex:TShape a sh:NodeShape ; sh:targetClass xsd:string .",
            "TShape: targets the datatype xsd:string, which no node is: left out",
        ),
        (
            shape("C") + "ex:StatusShape a sh:NodeShape ; sh:targetClass skos:Concept .",
            "StatusShape: asks nothing of skos:Concept: left out",
        ),
        (
            shape("C", "sh:path ex:p ; sh:class ex:D", "sh:path ex:p ; sh:class ex:E"),
            "C.p: contradictory ranges: any of D, E will do",
        ),
        (shape("C", "sh:path rdf:type ; sh:hasValue ex:C"), "C.type: the class itself: left out"),
        (
            shape("C") + "ex:T a sh:NodeShape ; sh:target [ a sh:SPARQLTarget ] .",
            "T: sh:target: left out",
        ),
        (
            shape("C", rest="sh:and ( [ sh:property [ sh:path ex:q ; sh:minCount 1 ] ] ) ;"),
            "C, C.q: sh:node a shape without a name: asked property by property",
        ),
        (
            shape("C", "sh:path <https://wherever/TODO> ; sh:name 'iets'"),
            "C.iets: the path https://wherever/TODO was to be filled in",
        ),
    ],
)
def test_what_is_left_out_is_told(make: Make, turtle: str, note: str) -> None:
    made, found = make(turtle)
    assert note in made.notes
    assert found.PROFILE.classes[0].__name__ == "C"


def test_what_is_switched_off_asks_nothing(make: Make) -> None:
    made, found = make(
        shape("C", "sh:path ex:p ; sh:minCount 1 ; sh:deactivated true")
        + shape("C", "sh:path ex:q ; sh:minCount 1")
        .replace("CShape", "Off")
        .replace("false", "false ; sh:deactivated true")
    )
    assert describe(found.C).properties == ()
    assert made.notes == []


# The module and the command.


def test_the_language_of_the_file_is_that_of_bare_texts(make: Make) -> None:
    english = "ex:S a sh:NodeShape ; sh:targetClass ex:C ; rdfs:comment 'A thing.'@en ; sh:property [ sh:path ex:p ;"
    made, found = make(f"{english} sh:datatype rdf:langString ; sh:maxCount 1 ] .")
    assert found.C(p="chair").p.language == "en"
    assert own_doc(found.C) == "A thing."
    assert 'class C(Resource, iri=EX.C, language="en"):' in made.source


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Een <b>naam</b>\n  van iets.", "Een naam van iets."),
        ("...", "The class ex:C."),
        ("zie bv. dit en dat. Meer.", "Zie bv. dit en dat."),
        ('Zegt \\"ja\\" of \\\\d', "Zegt 'ja' of \\d."),
        ("woord " * 60, "Woord " + " ".join(["woord"] * 16) + "..."),
    ],
)
def test_sentences(make: Make, text: str, sentence: str) -> None:
    literal = text.replace("\n", "\\n")
    made, found = make(f'ex:S a sh:NodeShape ; sh:targetClass ex:C ; rdfs:comment "{literal}" .')
    assert own_doc(found.C) == sentence
    assert all(len(line) <= 120 for line in made.source.split("\n"))


EVIL = '"""\nimport os\\'


def test_no_text_of_the_shapes_becomes_code(make: Make, tmp_path: Path) -> None:
    evil = EVIL.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    _, found = make(
        f"""<urn:S> a sh:NodeShape ; sh:targetClass <urn:C> ; rdfs:label "{evil}" ; rdfs:comment "{evil}" ;
        sh:property [ sh:path <urn:p> ; sh:name "{evil}" ; sh:description "{evil}" ; sh:in ( "{evil}" "b" ) ],
        [ sh:path <urn:q> ; sh:datatype xsd:string ; sh:pattern "{evil}a" ], [ sh:name "{evil}" ],
        [ sh:path <urn:r> ; sh:datatype xsd:double ; sh:minInclusive "{evil}", "INF"^^xsd:double, 1e3 ]."""
    )
    assert not hasattr(found, "os")
    p, q, r = describe(found.PROFILE.classes[0]).properties
    assert [prop.ranges[0].facets for prop in (p, q, r)] == [
        (("in", (EVIL, "b")),),
        (("pattern", f"{EVIL}a"),),
        (("minInclusive", 1000.0),),
    ]
    named = module([tmp_path / "voorbeeld-SHACL.ttl"], name='x"; import os #')
    assert imported(named.source, tmp_path / "named.py").PROFILE.name == "x-import-os"


@pytest.mark.slow(but="adresregister")
@pytest.mark.parametrize("name", sorted(MODULES))
def test_our_own_shapes_give_our_own_classes(name: str, tmp_path: Path) -> None:
    context = ROOT / "vocabularies" / "contexts" / f"{name}.jsonld"
    made = module([ROOT / "shapes" / f"{name}.ttl"], context)
    found = imported(made.source, tmp_path / f"own_{name.replace('-', '_')}.py").PROFILE
    profile = load_profile(name)
    assert (found.name, found.version, found.source) == (profile.name, profile.version, profile.source)
    theirs = {cls.iri: said(cls) for cls in found.classes}
    shared = {cls.iri for cls in profile.classes if sum(each.iri == cls.iri for each in profile.classes) > 1}
    alone = [cls for cls in profile.classes if cls.iri not in shared and cls.__name__ not in RESERVED]
    assert len(alone) >= 5
    for cls in alone:
        assert theirs[cls.iri] == said(cls)


def said(cls: type[Resource]) -> tuple[str, set[tuple[str, str, str]]]:
    """The name of a class and its properties, but for where a word ends: XSDdatum does not tell."""
    props = describe(cls).properties
    return cls.__name__, {(prop.name.replace("_", ""), prop.path, prop.cardinality) for prop in props}


def test_a_value_in_two_lists_is_one_of_both(make: Make) -> None:
    made, found = make(
        shape("C", 'sh:path ex:p ; sh:in ( "a" "b" "c" ) ; sh:maxCount 1') + "ex:CShape2 a sh:NodeShape ;"
        'sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:in ( "c" "b" "d" ) ] .'
    )
    assert made.notes == []
    assert describe(found.C).properties[0].ranges[0].facets == (("in", ("b", "c")),)


def test_shapes_with_links_where_literals_belong(make: Make) -> None:
    terms = ("name", "description", "minCount", "maxCount", "uniqueLang", "deactivated")
    said = " ; ".join(f"sh:{term} ex:x" for term in terms)
    _, found = make(shape("C", f"sh:path ex:p ; {said}") + "ex:CShape sh:closed ex:x ; sh:name ex:x .")
    assert [prop.cardinality for prop in describe(found.C).properties] == ["0..n"]


def test_a_path_inside_itself_is_left_out(make: Make) -> None:
    made, _ = make(shape("C", "sh:path _:a ; sh:minCount 1") + "_:a sh:inversePath [ sh:inversePath _:a ] .")
    assert made.notes == ["C.^^...: a path that is no plain property: left out"]


def test_version_and_source(make: Make) -> None:
    made, found = make(
        "<https://example.org/ap/releases/1.2.0/#S> a sh:NodeShape ; sh:targetClass ex:C ; rdfs:label 'Ding' ."
    )
    assert (found.PROFILE.name, found.PROFILE.version) == ("voorbeeld", "1.2.0")
    assert found.PROFILE.source == "https://example.org/ap/releases/1.2.0/"
    assert made.source.startswith('"""Voorbeeld, version 1.2.0: classes made by `oslo generate`.\n')


def test_input_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> 1 .")
    (tmp_path / "b.jsonld").write_text('["no context"]')
    with pytest.raises(InputError, match=r"a\.ttl: no shape in it targets a class"):
        module([tmp_path / "a.ttl"])
    with pytest.raises(InputError, match=r"b\.jsonld: not a JSON-LD context"):
        module([tmp_path / "a.ttl"], tmp_path / "b.jsonld")
    with pytest.raises(InputError, match="No such file"):
        module([tmp_path / "none.ttl"])


@pytest.mark.parametrize("key", ["@vocab", "@language", "@direction"])
@pytest.mark.parametrize("value", ["5", "[]", '{"@id": "urn:x"}', "true"])
def test_a_context_with_a_setting_that_is_no_text(tmp_path: Path, key: str, value: str) -> None:
    (tmp_path / "a.jsonld").write_text(f'{{"@context": {{"{key}": {value}}}}}')
    with pytest.raises(InputError, match=rf"a\.jsonld: not a JSON-LD context: {key} is text, not "):
        read_context(tmp_path / "a.jsonld")


@pytest.mark.parametrize(
    "term",
    [
        '{"@id": "urn:x", "@type": ["@id"]}',
        '{"@id": "urn:x", "@type": 5}',
        '{"@id": "urn:x", "@container": [["@set"]]}',
        '{"@id": "urn:x", "@container": {"a": 1}}',
        '{"@id": ["urn:x"]}',
        "5",
        "[]",
    ],
)
def test_a_term_of_a_context_that_says_nothing_usable_gives_no_name(tmp_path: Path, term: str) -> None:
    (tmp_path / "a.jsonld").write_text(f'{{"@context": {{"naam": "urn:naam", "x": {term}}}}}')
    names = read_context(tmp_path / "a.jsonld")
    assert [term.name for term in names.active.terms_for("urn:naam")] == ["naam"]
    assert names.active.terms_for("urn:x") == []


def test_the_command(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    (tmp_path / "ding-SHACL.ttl").write_text(PREFIXES + shape("C", "sh:path ex:p ; sh:hasValue 1"))
    words: list[Any] = ["generate", str(tmp_path / "ding-SHACL.ttl")]
    shown = CliRunner().invoke(app, words, catch_exceptions=False)
    assert shown.exit_code == 0
    assert shown.stderr == "C.p: sh:hasValue 1: not asked here\n"
    written = CliRunner().invoke(app, [*words, "-o", str(tmp_path / "ding.py")], catch_exceptions=False)
    assert (written.stdout, (tmp_path / "ding.py").read_text()) == ("", shown.stdout)
    assert imported(shown.stdout, tmp_path / "ding.py").PROFILE.name == "ding"
