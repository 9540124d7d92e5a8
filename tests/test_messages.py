"""What reaches a clerk, in every language: each sentence of the code is in each catalogue of `oslo/words/messages`.

The sentences are read from the code: what readers and steps raise, tell and reject with. One that is only for
developers or for writers of mappings is in a table here, with the reason. To mend a failure, add the lines that it shows.
"""
# ruff: noqa: E501

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.commands import Run

from oslo.errors import Place
from oslo.mapping.account import NotFound, NotRead
from oslo.mapping.identity import Repeated
from oslo.mapping.outcome import Outcome, sentences, summary
from oslo.mapping.reasons import _SENTENCES, _VALUES
from oslo.mapping.rejects import Notice, RecordProblem, Reject
from oslo.words.catalogue import HOLE, catalogue, language_of, message_languages, to_language
from oslo.words.sentences import sentences as report_sentences

OSLO = Path(__file__).resolve().parent.parent / "oslo"
SOURCES = [
    *sorted((OSLO / "mapping").glob("*.py")),
    *sorted((OSLO / "records").rglob("*.py")),
    *(OSLO / name for name in ("identifiers.py", "namespaces.py", "vocabularies/codelists.py", "model/values.py",
                               "model/text_values.py", "rdf/geometry/wkt.py", "rdf/geometry/areas.py", "rdf/geometry/geojson.py", "rdf/geometry/gml.py")),
]  # fmt: skip
SAID_BY = {
    **dict.fromkeys(("ValueError", "InputError", "Unreadable", "RecordProblem", "tell", "_tell"), (0,)),
    "Notice": (1,),
    "_refuse": (0, 1, 2),
    "_match_code": (2, 3),
}
"""The calls that say something, and which of their arguments are sentences."""
SENTENCES_OF = {
    "account.py": {"__str__"},
    "identity.py": {"__str__"},
    "outcome.py": {"_sentences", "_some", "summary"},
    "untaken.py": {"notice"},
    "reasons.py": {"_hint_date", "_hint_decimal", "_hint_bool", "_hint_iri", "_hint_whole"},
    "codelists.py": {"unknown"},
    "areas.py": {"check_area", "_check_degrees"},
}
"""The functions whose texts are sentences."""
FOR_OTHERS = {
    "rules.py": "the form of a mapping: for its writer",
    "date_forms.py": "the form of a mapping: for its writer",
}
FOR_DEVELOPERS = {
    "{} of {}",
    "holds {} files: open them one by one (`files_of`)",
    "a literal has a language if and only if its datatype is rdf:langString",
    "not a literal: {}",
    "xsd:dateTime has no time zone {}",
    "expected an {}, not {}",
    "not a blank node label: {}",
    "the type of an IRI is id, doc or ns, not {}",
    "not a domain name in lower case: {}",
    "a concept is written in lower case, its words joined by '-', not {}",
    "a reference has letters, digits and . _ ~ - only, not {}",
    "the reference holds the national number of a person ({}), and an IRI is public",
    "no register {}; there are {}",
}
"""What only a program that calls the library can cause."""
NOT_SENTENCES = re.compile(r"[\W\d_]*|(\{\}|\W)*(or|and|such as)?(\{\}|\W)*")


def texts(node: ast.expr | None, assigned: dict[str, list[ast.expr]]) -> list[str]:
    """The texts that an expression can be, with `{}` for what varies."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in node.values)]
    if isinstance(node, ast.IfExp):
        return texts(node.body, assigned) + texts(node.orelse, assigned)
    if isinstance(node, ast.BoolOp):
        return [text for each in node.values for text in texts(each, assigned)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [a + b for a in texts(node.left, assigned) or ["{}"] for b in texts(node.right, assigned) or ["{}"]]
    if isinstance(node, ast.Name):
        return [text for each in assigned.get(node.id, ()) for text in texts(each, {})]
    return []


def assignments(tree: ast.AST) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


def said(path: Path) -> Iterator[str]:
    """The sentences of a source file."""
    tree = ast.parse(path.read_text("utf-8"))
    constants = assignments(ast.Module([node for node in tree.body if isinstance(node, ast.Assign)], []))
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        assigned = {**constants, **assignments(function)}
        for node in ast.walk(function):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
                for place in SAID_BY.get(name, ()):
                    if len(node.args) > place:
                        yield from texts(node.args[place], assigned)
            elif isinstance(node, ast.Return | ast.Yield) and function.name in SENTENCES_OF.get(path.name, ()):
                yield from texts(node.value, assigned)


def all_said() -> dict[str, str]:
    """Each sentence, and the file that says it."""
    found = {text: path.name for path in SOURCES if path.name not in FOR_OTHERS for text in said(path)}
    found |= dict.fromkeys([HOLE.sub("{}", each) for each in (*_SENTENCES.values(), *_VALUES.values())], "reasons.py")
    return {
        text: name for text, name in found.items() if not NOT_SENTENCES.fullmatch(text) and text not in FOR_DEVELOPERS
    }


SAID = all_said()


def test_the_sentences_are_found() -> None:
    assert len(SAID) > 100
    assert "no such date: {}" in SAID


@pytest.mark.parametrize("language", [each for each in message_languages() if each != "en"])
def test_every_sentence_is_in_the_catalogue(language: str) -> None:
    keys = {HOLE.sub("{}", key) for key in catalogue(language)}
    missing = [f'"{text}" = ""  # {name}' for text, name in SAID.items() if text not in keys]
    assert not missing, f"add to oslo/words/messages/{language}.toml:\n" + "\n".join(missing)


@pytest.mark.parametrize("language", [each for each in message_languages() if each != "en"])
def test_a_translation_has_the_holes_of_its_key(language: str) -> None:
    for key, text in catalogue(language).items():
        assert text, key
        for form in text.split("|"):
            assert set(HOLE.findall(form)) <= set(HOLE.findall(key)), key


@pytest.mark.parametrize("language", [each for each in message_languages() if each != "en"])
def test_findings_of_the_check_are_in_the_catalogue(language: str) -> None:
    keys = {HOLE.sub("{}", key) for key in catalogue(language)}
    english = report_sentences("en")
    assert {HOLE.sub("{}", english[each]) for each in english if each.startswith(("finding.", "kind."))} <= keys


@pytest.mark.parametrize(
    ("english", "dutch", "french"),
    [
        ("unknown code 'Q'; did you mean K?", "onbekende code 'Q'; bedoelt u K?", "code inconnu 'Q'; vouliez-vous dire K ?"),
        ("not a date of the form %d/%m/%Y or %Y: 'x; y'", "geen datum van de vorm dd/mm/jjjj of jjjj: 'x; y'", "pas une date de la forme jj/mm/aaaa ou aaaa : 'x; y'"),
        (f"not a date of the form {' or '.join(['%d/%m/%Y', '%d.%m.%Y', '%Y', '%d %B %Y', '%y'])}: '1'", "geen datum van de vorm dd/mm/jjjj of dd.mm.jjjj of jjjj: '1'", "pas une date de la forme jj/mm/aaaa ou jj.mm.aaaa ou aaaa : '1'"),
        ("not an enterprise number (KBO): '0999': the check digits do not fit", "geen ondernemingsnummer (KBO): '0999': de controlecijfers kloppen niet", "pas un numéro d'entreprise (BCE) : '0999' : les chiffres de contrôle ne sont pas corrects"),
        ("3 cells where the first row names 2; beyond the last is 'NLD'", "3 cellen, en de eerste rij noemt er 2; na de laatste staat 'NLD'", "3 cellules, alors que la première ligne en nomme 2; après la dernière se trouve 'NLD'"),
        ("a hidden row, which is read as any other (2 times)", "een verborgen rij, die gelezen wordt zoals elke andere (2 keer)", "une ligne masquée, qui est lue comme les autres (2 fois)"),
        ("LAT: punt: not a number with a decimal comma: '1.25': left out", "LAT: punt: geen getal met een komma: '1.25': weggelaten", "LAT: punt: pas un nombre avec une virgule : '1.25' : laissé de côté"),
        ("written by somebody else: 5 things", "written by somebody else: 5 things", "written by somebody else: 5 things"),
        ("0 converted", "0 omgezet", "0 converti"),
        ("2 converted", "2 omgezet", "2 convertis"),
        ("x" * 5000, "x" * 5000, "x" * 5000),
    ],
)  # fmt: skip
def test_sentences_and_their_parts(english: str, dutch: str, french: str) -> None:
    assert (to_language(english, "nl"), to_language(english, "fr")) == (dutch, french)
    assert to_language(english, "en") == to_language(english, "xx") == english


def test_the_account_of_a_run() -> None:
    place, again = Place("a.csv", line=2), Place("a.csv", line=3)
    outcome = Outcome(
        resources=2, rejects=1, equal=1, conflicts=1,
        repeated=[Repeated(place, again, equal=True), Repeated(place, again, equal=False)],
        unread=[NotRead("TEL", 12, again)], unfound=[NotFound("mial", "email", "; did you mean mail?")],
    )  # fmt: skip
    assert [summary(outcome, "o.csv", "nl"), *sentences(outcome, language="nl")] == [
        "2 omgezet, 1 afgekeurd (bewaard in o.csv), 1 met de id van een ander",
        "1 record is gelijk aan een eerder: a.csv:3: gelijk aan a.csv:2",
        "a.csv:3: heeft de id van een ander record, met andere inhoud: a.csv:2",
        "niet gelezen: TEL (12 waarden, de eerste in a.csv:3)",
        "niets gevonden: mial (email): in geen enkel record; bedoelt u mail?",
    ]
    assert summary(outcome) == "2 converted, 1 rejected, 1 with the id of another"


def test_what_a_source_says_itself_stays_as_it_is() -> None:
    assert str(Notice(Place("a.xml"), "Niets gevonden").in_language("fr")) == "a.xml: Niets gevonden"
    reject = Reject(Place("a.csv", line=2), (RecordProblem("no such date: '31/04/1999'", "datum", "GEB"),), {})
    assert str(reject.in_language("fr")) == "a.csv:2: GEB: datum: cette date n'existe pas : '31/04/1999'"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "nl_BE.UTF-8"}, "nl"),
        ({"LC_ALL": "fr_BE.UTF-8", "LANG": "nl_BE.UTF-8"}, "fr"),
        ({"LC_ALL": "", "LC_MESSAGES": "nl_NL", "LANG": "en_US"}, "nl"),
        ({"LC_ALL": "C.UTF-8", "LANG": "nl_BE.UTF-8"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_of_an_environment(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language


@pytest.mark.parametrize(
    ("words", "locale", "told"),
    [
        ("", "C", ["in.csv:3: CODE: plaatsnaam: is required, but has no value", "1 converted, 1 rejected (kept in out.nt.rejects.csv)"]),
        ("--language nl", "C", ["is verplicht, maar niet ingevuld", "1 omgezet, 1 afgekeurd (bewaard in out.nt.rejects.csv)"]),
        ("-l fr", "nl_BE", ["est obligatoire, mais pas rempli", "1 converti, 1 rejeté (gardé dans out.nt.rejects.csv)"]),
        ("", "nl_BE.UTF-8", ["is verplicht, maar niet ingevuld", "1 omgezet, 1 afgekeurd"]),
    ],
)  # fmt: skip
def test_convert_speaks_the_language(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, locale: str, told: list[str]
) -> None:
    (tmp_path / "in.csv").write_text("CODE,NAAM\n1,Gent\n2,\n")
    monkeypatch.setenv("LC_ALL", locale)
    done = run("convert", "in.csv", "-m", "plaatsen.yaml", "-o", "out.nt", *words.split())
    for each in told:
        assert each.replace("CODE: ", "NAAM: ") in done.stderr
    reason = told[0].rpartition(": ")[2]
    assert reason in (tmp_path / "out.nt.rejects.csv").read_text("utf-8")


def test_errors_of_reading_are_in_the_language(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("CODE,NAM\n1,Gent\n")
    done = run("convert", "in.csv", "-m", "plaatsen.yaml", "-l", "nl")
    assert done.stderr == "oslo: in.csv: geen kolom 'NAAM'; bedoelt u NAM?\n"
    done = run("convert", "no.csv", "-m", "plaatsen.yaml", "-l", "fr")
    assert done.stderr == "oslo: no.csv: ce fichier n'existe pas\n"


def test_a_language_without_messages_is_refused(run: Run, tmp_path: Path) -> None:
    done = run("convert", "in.csv", "-m", "plaatsen.yaml", "--language", "de")
    assert done.returncode == 2
    assert "--language is one of en, fr, nl" in done.stderr
