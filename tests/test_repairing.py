"""Contexts with mistakes, repaired before they are used: each repair, and what it changes."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from helpers.commands import oslo
from helpers.judges import by_pyoxigraph, canonical

from oslo import Format, InputError, read_all, repair_context, write
from oslo.lint.repair_documents import repaired_text
from oslo.lint.repairing import ContextRepairer
from oslo.models import load_profile
from oslo.namespaces import RDF, XSD
from oslo.rdf.parsing import ReadOptions, parse

DATA = Path(__file__).parent / "data"
EXAMPLES = Path(__file__).resolve().parent.parent / "docs" / "examples"
IRI = "https://example.org/context.jsonld"
MAGDA = "https://implementatie.data.vlaanderen.be/ns/magda/persoon#"
ADRES = "https://data.vlaanderen.be/ns/adres#Adres"


def triples(document: dict[str, Any], *, repair: bool = True) -> tuple[set[str], list[str]]:
    repairer = ContextRepairer()
    quads = parse(json.dumps(document), Format.JSONLD, options=ReadOptions(repairer=repairer if repair else None))
    return {f"{quad.predicate} {quad.object}" for quad in quads}, repairer.words()


@pytest.mark.parametrize(
    ("definition", "value", "as_it_is", "repaired", "repair"),
    [
        (
            {"@id": "urn:p", "@type": ADRES},
            "urn:1",
            {f'<urn:p> "urn:1"^^<{ADRES}>'},
            {"<urn:p> <urn:1>"},
            "1 x @type that is a class: @id",
        ),
        (
            {"@id": "urn:p", "@type": ADRES},
            ["urn:1", "Kerkstraat 1"],
            {f'<urn:p> "urn:1"^^<{ADRES}>', f'<urn:p> "Kerkstraat 1"^^<{ADRES}>'},
            {f'<urn:p> "urn:1"^^<{ADRES}>', f'<urn:p> "Kerkstraat 1"^^<{ADRES}>'},
            "1 x @type of t is a class: left, because not all its values are IRIs",
        ),
        (
            {"@id": "urn:p", "@type": str(RDF.langString)},
            ["Gent", {"@value": "Gand", "@language": "fr"}],
            {f'<urn:p> "Gent"^^<{RDF.langString}>', '<urn:p> "Gand"@fr'},
            {'<urn:p> "Gent"', '<urn:p> "Gand"@fr'},
            "1 x @type rdf:langString: left out",
        ),
        (
            "https://wherever/TODO",
            "x",
            {'<https://wherever/TODO> "x"'},
            {'<https://wherever/TODO> "x"'},
            "1 x a term for a placeholder IRI: left",
        ),
        (
            "https://www.w3.org/ns/locn#postCode",
            "9000",
            {'<https://www.w3.org/ns/locn#postCode> "9000"'},
            {'<http://www.w3.org/ns/locn#postCode> "9000"'},
            "1 x https://www.w3.org/ns/locn#: http://www.w3.org/ns/locn#",
        ),
        ({"@id": "urn:p", "@type": "@id"}, "urn:1", {"<urn:p> <urn:1>"}, {"<urn:p> <urn:1>"}, None),
    ],
)
def test_a_repair_and_what_it_changes(
    definition: Any, value: Any, as_it_is: set[str], repaired: set[str], repair: str | None
) -> None:
    document = {"@context": {"t": definition}, "@id": "urn:s", "t": value}
    assert triples(document, repair=False) == (as_it_is, [])
    assert triples(document) == (repaired, [f"JSON-LD context: {repair}"] if repair else [])


def test_contexts_that_a_reader_refuses_are_read_when_repaired() -> None:
    empty = {"@context": {"t": {"@id": "urn:p", "@type": ""}}, "@id": "urn:s", "t": "x"}
    prefixed = {"@context": {"ex:t": "urn:ex:t"}, "@id": "urn:s", "ex:t": "x"}
    spaced = {"@context": {"t": {"@id": " http://example.org/p"}}, "@id": "urn:s", "t": "x"}
    expected_of = (empty, '<urn:p> "x"'), (prefixed, '<urn:ex:t> "x"'), (spaced, '<http://example.org/p> "x"')
    for document, expected in expected_of:
        with pytest.raises(InputError):
            triples(document, repair=False)
        found, repairs = triples(document)
        assert found == {expected}
        assert len(repairs) == 1


def test_a_link_is_judged_by_the_class_that_it_is_of() -> None:
    scoped = {"naam": {"@id": "urn:naam", "@type": "urn:x/Naam"}}
    plain = {"naam": {"@id": "urn:tekst", "@type": str(XSD.token)}}
    document = {
        "@context": {"A": {"@id": "urn:A", "@context": scoped}, "B": {"@id": "urn:B", "@context": plain}},
        "@graph": [
            {"@id": "urn:a", "@type": "A", "naam": "urn:n"},
            {"@id": "urn:b", "@type": ["B"], "naam": "geen IRI"},
        ],
    }
    found, repairs = triples(document)
    assert {"<urn:naam> <urn:n>", f'<urn:tekst> "geen IRI"^^<{XSD.token}>'} < found
    assert repairs == ["JSON-LD context: 1 x @type that is a class: @id"]
    document["@graph"].append({"@id": "urn:c", "@type": "A", "naam": {"@set": ["geen IRI"]}})  # type: ignore[attr-defined]
    found, repairs = triples(document)
    assert '<urn:naam> "urn:n"^^<urn:x/Naam>' in found
    assert repairs == ["JSON-LD context: 1 x @type of A.naam is a class: left, because not all its values are IRIs"]


def test_a_map_is_no_list_of_links() -> None:
    terms = {"t": {"@id": "urn:p", "@type": ADRES, "@container": "@index"}, "u": {"@id": "urn:q", "@type": ADRES}}
    found, repairs = triples({"@context": terms, "@id": "urn:s", "t": {"a": "Kerkstraat 1"}, "u": "urn:u"})
    assert found == {f'<urn:p> "Kerkstraat 1"^^<{ADRES}>', "<urn:q> <urn:u>"}
    assert len(repairs) == 2


def test_relative_links_need_a_base() -> None:
    terms = {"t": {"@id": "urn:p", "@type": ADRES}}
    based = {"@context": [{"@base": "https://example.org/id/"}, terms], "@id": "urn:s", "t": "1"}
    assert triples(based)[0] == {"<urn:p> <https://example.org/id/1>"}
    assert triples({**based, "@context": terms})[0] == {f'<urn:p> "1"^^<{ADRES}>'}


def test_a_context_is_counted_once_and_a_document_can_have_several() -> None:
    context = {"t": {"@id": "urn:p", "@type": ADRES}}
    nodes = [{"@context": context, "@id": f"urn:{number}", "t": "urn:x"} for number in range(3)]
    other = {"@context": [None, context], "@id": "urn:n", "t": "urn:x"}
    repairer = ContextRepairer()
    assert len(list(parse(json.dumps([*nodes, other]), Format.JSONLD, options=ReadOptions(repairer=repairer)))) == 4
    assert repairer.words() == ["JSON-LD context: 2 x @type that is a class: @id"]


@pytest.mark.parametrize("text", ['{"@context": {"a": "urn:a"}', "[]", '{"a": 1}', b"\xff"])
def test_what_is_no_context_is_refused(text: str | bytes) -> None:
    with pytest.raises(InputError):
        repair_context(text)


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000, '{"@context":' * 5000 + "{}" + "}" * 5000, '{"@context": {"a": ' + "[" * 3000 + "]" * 3000 + "}}"],
)
def test_what_is_nested_too_deeply_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"nested too deeply|not JSON"):
        repair_context(text)


def test_a_context_document_without_a_context_is_refused() -> None:
    with pytest.raises(InputError, match=rf"{IRI}: not a JSON-LD context"):
        list(parse(json.dumps({"@context": IRI}), Format.JSONLD, options=ReadOptions(contexts={IRI: {"a": 1}}.get)))


def test_convert_with_a_context_that_has_to_be_repaired(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)
    broken, made = tmp_path / "broken.jsonld", tmp_path / "made.jsonld"
    broken.write_text(
        '{"@context": {"postcode": {"@id": "https://data.vlaanderen.be/ns/adres#postcode", "@type": ""},}}'
    )
    job = ("convert", "adressen/adressen.csv", "-m", "best-address", "-o", made, "--context", broken)
    assert oslo(*job)[0] == 2
    assert not made.exists()
    code, text = oslo(*job, "--repair")
    assert code == 0
    assert f"{broken}: 1 x @type that is empty: left out" in text
    expected = canonical(
        write(read_all(DATA / "adressen.ttl", load_profile("adresregister")).resources, Format.NTRIPLES)
    )
    assert by_pyoxigraph(made.read_text("utf-8")) == expected
    assert '"postcode": "8000"' in made.read_text("utf-8")


@pytest.mark.slow
def test_validate_with_a_context_of_its_own(tmp_path: Path) -> None:
    context_file, data = tmp_path / "context.jsonld", tmp_path / "data.jsonld"
    context_file.write_text(
        '{"@context": {"Geboorte": "https://data.vlaanderen.be/ns/persoon#Geboorte",'
        ' "datum": {"@id": "https://data.vlaanderen.be/ns/persoon#datum",'
        ' "@type": "http://www.w3.org/2001/XMLSchema#dateTime"},'
        ' "plaats": {"@id": "https://data.vlaanderen.be/ns/persoon#plaats", "@type": "http://purl.org/dc/terms/Location"},'
        ' "land": {"@id": "https://data.vlaanderen.be/ns/persoon#land", "@type": "http://purl.org/dc/terms/Location"},}}'
    )
    birth = {
        "@id": "urn:b",
        "@type": "Geboorte",
        "datum": "2000-01-01T00:00:00",
        "plaats": "urn:gent",
        "land": "urn:be",
    }
    data.write_text(json.dumps({"@context": IRI, **birth}))
    job = ("validate", data, "-p", "persoon-basis", "-r", "json", "--context")
    code, text = oslo(*job, f"{IRI}={context_file}")
    report = json.loads(text)
    assert (code, report["violations"]) == (0, [])
    assert report["repairs"] == [
        "JSON-LD context: 1 x an extra comma: removed",
        "JSON-LD context: 2 x @type that is a class: @id",
    ]
    assert oslo(*job, f"{IRI}={context_file}", "--no-repair")[0] == 2  # not JSON
    context_file.write_text(context_file.read_text().replace(",}}", "}}"))
    code, text = oslo(*job, f"{IRI}={context_file}", "--no-repair")
    assert (code, json.loads(text)["repairs"]) == (1, [])
    assert oslo(*job, str(context_file))[0] == 2
    assert oslo(*job, f"{IRI}={tmp_path / 'absent'}")[0] == 2
    assert oslo(*job, f"urn:other={context_file}")[0] == 2


@pytest.mark.parametrize(
    "terms",
    [
        {"PersonEnvelop": f"{MAGDA}PersonEnvelop", "envelop": f"{MAGDA}PersonEnvelop"},
        {"PersonEnvelop": {"@id": f"{MAGDA}PersonEnvelop", "@context": {"deel": f"{MAGDA}PersonEnvelop"}}},
    ],
    ids=["twice", "inside itself"],
)
def test_a_misspelt_term_gets_its_right_name_once(terms: dict[str, Any]) -> None:
    text = repaired_text(json.dumps({"@context": terms}), Counter())
    assert 'PersonEnvelop"' not in text.replace('"PersonEnvelop":', "")
    names: list[list[str]] = []
    json.loads(text, object_pairs_hook=lambda pairs: names.append([name for name, _ in pairs]))
    assert all(len(set(each)) == len(each) for each in names)
    assert "PersonEnvelope" in [name for each in names for name in each]
    assert repair_context(text)[1] == []


TAGS = """<urn:a> <urn:p> "a"@nl-BE-x-generated-formal, "b"@nl-be-x-formal, "mail \\"@nl-generatedformal",
    'c'@nl-be-x-generated-informal .
"""


def test_a_language_tag_that_no_parser_takes_is_cut_and_told() -> None:
    repairer = ContextRepairer()
    found = [str(each.object) for each in parse(TAGS, Format.TURTLE, options=ReadOptions(repairer=repairer))]
    assert found == [
        '"a"@nl-be-x-generate-formal',
        '"b"@nl-be-x-formal',
        '"mail \\"@nl-generatedformal"',
        '"c"@nl-be-x-generate-informal',
    ]
    words = "has a part of over eight characters: read as"
    assert repairer.words() == [
        f"language tag: 1 x nl-BE-x-generated-formal {words} nl-BE-x-generate-formal",
        f"language tag: 1 x nl-be-x-generated-informal {words} nl-be-x-generate-informal",
    ]


def test_without_a_repairer_such_a_tag_is_refused() -> None:
    with pytest.raises(InputError, match="eight characters"):
        list(parse(TAGS, Format.TURTLE))


def test_a_tag_across_the_blocks_of_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "data.nt"
    path.write_text('<urn:a> <urn:p> "a"@nl-be-x-generated-formal .\n' * 3000)
    repairer = ContextRepairer()
    assert (
        len(list(parse(path, options=ReadOptions(repairer=repairer))))
        == repairer.cut["nl-be-x-generated-formal"]
        == 3000
    )


def test_a_relative_iri_needs_a_base() -> None:
    text = "<> <urn:p> <ca/EHGQO1> ."
    with pytest.raises(InputError, match="relative"):
        list(parse(text, Format.TURTLE))
    with pytest.raises(InputError, match="not a base IRI: 'here'"):
        list(parse(text, Format.TURTLE, options=ReadOptions(base="here")))
    [quad] = parse(text, Format.TURTLE, options=ReadOptions(base="https://data.example.be/"))
    assert str(quad.object) == "<https://data.example.be/ca/EHGQO1>"


def test_a_tag_in_json_ld_is_cut_too() -> None:
    """A JSON-LD parser drops a text with such a tag, and says nothing; ours names it."""
    document = {"@id": "urn:a", "urn:p": [{"@value": "a", "@language": "nl-be-x-generated-formal"}]}
    with pytest.raises(InputError, match="invalid language tag: 'nl-be-x-generated-formal'"):
        triples(document, repair=False)
    found, words = triples(document)
    assert found == {'<urn:p> "a"@nl-be-x-generate-formal'}
    assert [each.partition(" has")[0] for each in words] == ["language tag: 1 x nl-be-x-generated-formal"]
