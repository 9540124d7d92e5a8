"""The formats of a report, from reports that are made by hand."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import lxml.etree
import pyoxigraph as ox
import pytest
import rdflib

from oslo.errors import Place
from oslo.rdf.terms import visible
from oslo.report.formats import FORMATS, written
from oslo.report.html import report_html
from oslo.report.shacl import path_node
from oslo.report.text import report_text
from oslo.validation.engine_pyshacl import sparql_path
from oslo.validation.engines import Engine
from oslo.validation.findings import Coverage, Finding, NearMiss, Report, ShapeCoverage

DATA = Path(__file__).parent / "data" / "report"
SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "report.schema.json").read_text("utf-8"))
SH = "http://www.w3.org/ns/shacl#"
NS = "https://data.vlaanderen.be/ns/"
SHAPE = "urn:oslo-interop:shapes:adres/"
ODD = "<script>alert(\"1\")</script> & 'x' \\ \x1b[31m\u202e %s {0} ]]> </style>"


def finding(number: int, **changes: Any) -> Finding:
    node = f"https://data.example.be/id/adres/{number}"
    said: dict[str, Any] = {
        "focus": f"<{node}>",
        "node": node,
        "node_class": "Adres",
        "path": "<http://www.w3.org/ns/locn#postCode>",
        "property": "postcode",
        "value": f'"90O{number}"',
        "rule": "pattern",
        "limit": "^[0-9]{4}$",
        "severity": f"{SH}Violation",
        "shape": f"{SHAPE}Adres.postcode",
        "messages": {"en": f"'90O{number}' has to be four digits", "nl": f"'90O{number}' moet vier cijfers zijn"},
        "place": Place("adressen.csv", line=number + 1, column="POSTCODE"),
    }
    return Finding(**{**said, **changes})


def odd() -> list[Finding]:
    """Values, names and messages with characters that mean something elsewhere."""
    text = ODD.replace("\\", "\\\\").replace('"', '\\"').replace("\x1b", "\\u001B")
    return [
        finding(
            8, value=f'"{text}"@nl', property='na"am<b>', rule="sparql", shape=None, place=None, limit=None,
            messages={"en": ODD, "nl": ODD}, path="^<urn:x:p>", severity=f"{SH}Warning",
        ),
        finding(
            9, focus="_:b0", node="https://data.example.be/id/adres/9 / ligging", value="_:result1", rule="nodeKind",
            limit="an IRI", property="", path=None, shape="_:f0", node_class=None,
            messages={"en": "has to be an IRI", "nl": "moet een IRI zijn"},
            place=Place("b/ad res.xlsx", 3, sheet="A&B"),
        ),
        finding(
            9, value="<javascript:alert(1)>", rule="class", limit="Gemeente", property="gemeente",
            path=f"(<{NS}adres#a>/(^<urn:x:q>|<urn:x:r>)*)",
            messages={"en": "is no Gemeente", "nl": "is geen Gemeente"},
        ),
    ]  # fmt: skip


def unresolved(number: int) -> Finding:
    concept = f"https://data.vlaanderen.be/id/concept/status/{number % 2}"
    return finding(
        number, value=f"<{concept}>", rule="unresolved", limit="skos:Concept", property="status", place=None,
        path=f"<{NS}adres#status>", shape=f"{SHAPE}Adres.status",
        messages={"en": f"{concept} is described nowhere", "nl": f"{concept} is nergens beschreven"},
    )  # fmt: skip


COVERAGE = Coverage(
    94,
    (
        ShapeCoverage(f"{SHAPE}Adres", "Adres", "class locn:Address", 90),
        ShapeCoverage(f"{SHAPE}Straatnaam", "Straatnaam", "class adres:Straatnaam", 0),
        ShapeCoverage(f"{SHAPE}Gemeente", "Gemeente", "class adres:Gemeentenaam", 4),
    ),
    (("http://xmlns.com/foaf/0.1/Agent", 12), ("https://data.example.be/ns#<b>", 1)),
)
MISS = NearMiss("http://data.vlaanderen.be/ns/adres#X", f"{NS}adres#X", 712, "class")
MISSING = {"en": "is missing: at least 1 required", "nl": "ontbreekt: minstens 1 gevraagd"}

REPORTS: dict[str, Report] = {
    "conforms": Report(True, Engine.SHACL, 500, COVERAGE),
    "violations": Report(
        False, Engine.SHACL, 500, COVERAGE,
        [finding(1, rule="minCount", limit="1", property="huisnummer", value=None, messages=MISSING,
                 path=f"<{NS}adres#huisnummer>", shape=f"{SHAPE}Adres.huisnummer"),
         *(finding(number) for number in range(1, 8)), *odd()],
        [unresolved(number) for number in range(3)],
        ['sh:minCount "1" is now 1: <b>'], Counter({f"http://schema.org/ -> https://schema.org/ {ODD}": 3}),
        "adres 1.0", blank_shapes={"_:f0": f"_:f0 <{SH}nodeKind> <{SH}IRI> .\n"},
    ),
    "unresolved": Report(False, Engine.PYSHACL, 500, COVERAGE, [], [unresolved(0)]),
    "nothing": Report(
        True, Engine.SHACL, 9, Coverage(0, COVERAGE.shapes[1:2], COVERAGE.untouched, (MISS,)), profile="adres 1.0"
    ),
    "empty": Report(True, Engine.SHACL, 0, Coverage(0)),
}  # fmt: skip

every = pytest.mark.parametrize("name", REPORTS)


@pytest.mark.parametrize("language", ["en", "nl"])
@every
def test_text_is_as_it_was_looked_at(name: str, language: str) -> None:
    assert report_text(REPORTS[name], language=language, limit=3) == (DATA / f"{name}.{language}.txt").read_text(
        "utf-8"
    )


@every
def test_text_has_colour_and_control_characters_only_on_request(name: str) -> None:
    plain, coloured = report_text(REPORTS[name]), report_text(REPORTS[name], color=True)
    assert "\x1b" not in plain
    assert "\u202e" not in plain
    assert "\x1b[1;" in coloured.splitlines()[0]
    for style in ("1;31", "1;32", "1;33", "1", "2", "0"):
        coloured = coloured.replace(f"\x1b[{style}m", "")
    assert coloured == plain


@every
def test_every_format_gives_the_same_again(name: str) -> None:
    for format in FORMATS:
        text = written(REPORTS[name], format)
        assert text == written(REPORTS[name], format)
        assert text.endswith("\n")


def misfits(value: Any, schema: dict[str, Any], at: str = "$") -> list[str]:
    """Where a value is not as a JSON Schema says, for the words that our schema uses."""
    if "$ref" in schema:
        return misfits(value, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")], at)
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
    wanted = schema.get("type", [])
    wanted = [wanted] if isinstance(wanted, str) else wanted
    if wanted and not any(type(value) is kinds[each] for each in wanted):
        return [f"{at}: {value!r} is no {wanted}"]
    if ("const" in schema and value != schema["const"]) or ("enum" in schema and value not in schema["enum"]):
        return [f"{at}: {value!r}"]
    if "minimum" in schema and value < schema["minimum"]:
        return [f"{at}: {value!r} is too small"]
    found = []
    if isinstance(value, dict):
        known = schema.get("properties", {})
        found += [f"{at}: no {name}" for name in schema.get("required", []) if name not in value]
        for name, each in value.items():
            if name not in known and "additionalProperties" not in schema:
                found.append(f"{at}: {name} is not in the schema")
            else:
                found += misfits(each, known.get(name) or schema["additionalProperties"], f"{at}.{name}")
    if isinstance(value, list):
        found += [each for n, item in enumerate(value) for each in misfits(item, schema.get("items", {}), f"{at}[{n}]")]
    return found


@every
def test_json_is_as_its_schema_says(name: str) -> None:
    report = REPORTS[name]
    found = json.loads(written(report, "json"))
    assert misfits(found, SCHEMA) == []
    assert (found["conforms"], found["ok"]) == (report.conforms, report.ok)
    counted = sum(found["counts"][name] for name in ("violations", "warnings", "infos"))
    assert counted == len(found["violations"]) == len(report.violations)
    assert [each["value"] for each in found["violations"]] == [each.value for each in report.violations]


def test_the_schema_check_can_fail() -> None:
    found = json.loads(written(REPORTS["violations"], "json"))
    del found["violations"][0]["focus"]
    found["triples"], found["counts"]["focus_nodes"], found["version"] = "9", -1, 2
    assert len(misfits(found, SCHEMA)) == 4


@every
def test_turtle_and_jsonld_say_the_same_and_what_the_report_says(name: str) -> None:
    report = REPORTS[name]
    turtle = written(report, "turtle")
    quads = ox.Dataset(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    other = ox.Dataset(ox.parse(written(report, "jsonld"), format=ox.RdfFormat.JSON_LD))
    for each in (quads, other):
        each.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert set(quads) == set(other)

    graph = rdflib.Graph().parse(data=turtle, format="turtle")
    sh = rdflib.Namespace(SH)
    (root,) = graph.subjects(rdflib.RDF.type, sh.ValidationReport)
    assert bool(graph.value(root, sh.conforms)) is report.conforms
    said = Counter()
    for result in graph.objects(root, sh.result):
        path, value = graph.value(result, sh.resultPath), graph.value(result, sh.value)
        said[
            node_of(graph.value(result, sh.focusNode)),
            str(graph.value(result, sh.resultSeverity)),
            str(graph.value(result, sh.sourceConstraintComponent)),
            None if path is None else sparql_path(graph, path),
            node_of(value),
            frozenset((each.language, str(each)) for each in graph.objects(result, sh.resultMessage)),
        ] += 1
    assert sum(said.values()) == len(report.violations) + len(report.unresolved)
    names = {"pattern": "Pattern", "minCount": "MinCount", "unresolved": "Class", "sparql": "SPARQL",
             "nodeKind": "NodeKind", "class": "Class"}  # fmt: skip
    for each in report.violations + report.unresolved:
        value = None
        if each.value is not None:
            value = "_" if each.value.startswith("_") else each.value.strip("<>")
            value = ODD if each.rule == "sparql" else value.strip('"')
        key = (
            "_" if each.focus.startswith("_") else each.focus[1:-1], each.severity,
            f"{SH}{names[each.rule]}ConstraintComponent",
            each.path and each.path.replace("(^<urn:x:q>|<urn:x:r>)*", "((^<urn:x:q>|<urn:x:r>))*"),
            value, frozenset(each.messages.items()),
        )  # fmt: skip
        assert said[key] > 0, (key, said)


def node_of(term: rdflib.term.Node | None) -> str | None:
    """A term without its kind; blank nodes have no name that two graphs share."""
    return "_" if isinstance(term, rdflib.BNode) else None if term is None else str(term)


def test_blank_nodes_of_the_data_are_not_taken_for_ours() -> None:
    turtle = written(REPORTS["violations"], "turtle")
    assert "sh:value _:result1 ." in turtle
    assert "_:xresult01 a sh:ValidationResult" in turtle
    assert "\n_:result1" not in turtle
    assert "sh:sourceShape _:xshape_f0 ;" in turtle
    assert "_:xshape_f0\n    sh:nodeKind sh:IRI ." in turtle


@pytest.mark.parametrize(
    "path",
    ["<urn:p>", "^<urn:p>", "(<urn:p>/<urn:q>)", "(<urn:p>|^<urn:q>)", "(<urn:p>)*", "(<urn:p>)+", "(^<urn:p>)?",
     "^(<urn:p>/<urn:q>)", "(<urn:p>/(<urn:q>|(<urn:r>)*)/^(<urn:a>/<urn:b>)/(^<urn:r>)?/((<urn:z>/<urn:y>))+)"],
)  # fmt: skip
def test_paths_come_back(path: str) -> None:
    lines: list[str] = []
    node = path_node(path, "_:p", lines)
    graph = rdflib.Graph().parse(data="".join(lines), format="nt", bnode_context={}) if lines else rdflib.Graph()
    heads = set(graph.subjects()) - set(graph.objects())
    assert len(heads) == (0 if node.startswith("<") else 1)
    assert sparql_path(graph, heads.pop() if heads else rdflib.URIRef(node[1:-1])) == path


@pytest.mark.parametrize(
    ("path", "same"),
    [("urn:p", "<urn:p>"), ("^<urn:p>*", "^(<urn:p>)*"), ("<urn:a>/<urn:b>|<urn:c>", "((<urn:a>/<urn:b>)|<urn:c>)")],
)
def test_paths_bind_as_in_sparql(path: str, same: str) -> None:
    one: list[str] = []
    two: list[str] = []
    assert path_node(path, "_:p", one) == path_node(same, "_:p", two)
    assert one == two


@pytest.mark.parametrize("path", ["(<urn:p>", "<urn:p>/", "<urn:p> x", "|<urn:p>", "<urn:p>)"])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="property path"):
        path_node(path, "_:p", [])


class Page(HTMLParser):
    """Elements that are opened and closed in order, the scripts, the links, and the ids."""

    EMPTY = frozenset({"meta", "input", "br", "link"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        assert not [name for name, _ in attrs if name.startswith("on") or name == "src"], attrs
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open):
            self.words += data


@pytest.mark.parametrize("language", ["en", "nl"])
@every
def test_html_is_whole_and_safe(name: str, language: str) -> None:
    text = report_html(REPORTS[name], language=language)
    page = Page(text)
    assert page.open == []
    assert page.tags["script"] == page.tags["style"] == page.tags["html"] == 1
    assert page.tags["b"] == page.tags["summary"]  # only ours
    assert len(set(page.ids)) == len(page.ids)
    for link in page.links:
        assert link.startswith(("http://", "https://")) or link[1:] in page.ids, link
    assert f'lang="{language}"' in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_html_lets_its_own_script_run_and_no_other() -> None:
    text = report_html(REPORTS["violations"])
    script = text.partition("<script>")[2].partition("</script>")[0]
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert "addEventListener" in script
    assert f"script-src 'sha256-{digest}';" in text


def test_html_shows_values_as_they_are() -> None:
    text = report_html(REPORTS["violations"])
    words = Page(text).words
    assert "<script>alert(\"1\")</script> & 'x'" in words
    assert "<script>alert" not in text
    assert "moet vier cijfers zijn" in words
    assert "adressen.csv:2" in words
    assert 'href="https://data.example.be/id/adres/1"' in text


def test_html_says_how_much_it_leaves_out() -> None:
    many = Report(False, Engine.SHACL, 5000, COVERAGE, [finding(number) for number in range(700)])
    page = Page(report_html(many, language="en"))
    assert page.tags["tr"] == 1 + 500 + 1 + len(COVERAGE.shapes)
    assert "at most 500 of each group" in page.words


def located(uri: str) -> dict[str, str]:
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_sarif() -> None:
    report = REPORTS["violations"]
    log = json.loads(written(report, "sarif"))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    levels = Counter((each["kind"], each["level"]) for each in run["results"])
    assert levels == {("fail", "error"): 10, ("fail", "warning"): 1, ("open", "none"): 3}
    rules = [each["id"] for each in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules) == 6
    for each in run["tool"]["driver"]["rules"]:
        assert all(each[name]["text"] for name in ("shortDescription", "fullDescription", "help"))
    for each in run["results"]:
        assert rules[each["ruleIndex"]] == each["ruleId"]
    prints = [each["partialFingerprints"]["oslo/v1"] for each in run["results"]]
    assert len(set(prints)) == len(prints)
    places = [each["locations"][0].get("physicalLocation") for each in run["results"]]
    assert places[0] == {"artifactLocation": located("adressen.csv"), "region": {"startLine": 2}}
    assert {"artifactLocation": located("b/ad%20res.xlsx"), "region": {"startLine": 3}} in places
    assert {"artifactLocation": located("unnamed"), "region": {"startLine": 1}} in places


@pytest.mark.parametrize(
    ("file", "uri"), [("/data/a b.csv", "file:///data/a%20b.csv"), (r"C:\data\a.csv", "file:///C:/data/a.csv")]
)
def test_sarif_has_uris_for_files(file: str, uri: str) -> None:
    report = Report(False, Engine.SHACL, 1, COVERAGE, [finding(1, place=Place(file))])
    (result,) = json.loads(written(report, "sarif"))["runs"][0]["results"]
    place = {"artifactLocation": located(uri), "region": {"startLine": 1}}
    assert result["locations"][0]["physicalLocation"] == place


def test_sarif_has_places_that_code_hosts_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    files = {
        str(tmp_path / "data/a b.ttl"): "data/a%20b.ttl",
        "./data/../a.ttl": "a.ttl",
        "../a.ttl": (tmp_path.parent / "a.ttl").as_uri(),
        "data/é#%.ttl": "data/%C3%A9%23%25.ttl",
    }
    found = [finding(number, place=Place(file, 7, character=3)) for number, file in enumerate(files)]
    (run,) = json.loads(written(Report(False, Engine.SHACL, 1, COVERAGE, found), "sarif"))["runs"]
    places = [each["locations"][0]["physicalLocation"] for each in run["results"]]
    assert [each["artifactLocation"]["uri"] for each in places] == list(files.values())
    assert all(each["region"] == {"startLine": 7, "startColumn": 3} for each in places)


def test_a_finding_without_a_place_is_in_the_data_file_or_in_one_of_several() -> None:
    for files, note in (
        (["a.ttl"], ""),
        (["a.ttl", "b.ttl"], "in one of 2 files or folders; in which one is not known"),
    ):
        report = Report(False, Engine.SHACL, 1, COVERAGE, [finding(1, place=None)], files=files)
        (result,) = json.loads(written(report, "sarif"))["runs"][0]["results"]
        place = {"artifactLocation": located("a.ttl"), "region": {"startLine": 1}}
        assert result["locations"][0]["physicalLocation"] == place
        assert result["message"]["text"].partition("\n")[2] == note
        ((_, properties, _),) = of_github(report)
        assert (properties["file"], "line" in properties) == ("a.ttl", False)


def test_fingerprints_do_not_depend_on_labels_of_blank_nodes() -> None:
    def prints(*labels: str) -> list[str]:
        found = [finding(1, value=label) for label in labels]
        (run,) = json.loads(written(Report(False, Engine.SHACL, 1, COVERAGE, found), "sarif"))["runs"]
        return [each["partialFingerprints"]["oslo/v1"] for each in run["results"]]

    assert prints("_:b0", "_:b1") == prints("_:b7", "_:c")
    assert len(set(prints("_:b0", "_:b1", "<urn:a>", '"a"'))) == 4


JUNIT = lxml.etree.XMLSchema(lxml.etree.parse(DATA / "junit.xsd"))


@every
def test_junit_has_only_what_its_schema_has(name: str) -> None:
    root = lxml.etree.fromstring(written(REPORTS[name], "junit").encode())
    JUNIT.assertValid(root)
    for element in root.xpath("//testsuites|//testsuite"):
        tests, failures = len(element.xpath(".//testcase")), len(element.xpath(".//testcase[failure]"))
        assert (element.get("tests"), element.get("failures"), element.get("errors")) == (
            str(tests),
            str(failures),
            "0",
        )
        assert element.get("skipped") in (None, str(len(element.xpath(".//testcase[skipped]"))))
    cases = root.xpath("//testcase/@name")
    assert len(cases) == len(set(cases))


@pytest.mark.parametrize(
    "wrong",
    [
        "<testsuites/>",
        '<testsuites tests="1" failures="0" errors="0" skipped="0"/>',
        '<testsuites tests="-1" failures="0" errors="0"/>',
        '<testsuites tests="0" failures="0" errors="0"><testcase name="a" classname="b"/></testsuites>',
        '<testsuite name="" tests="0" failures="0" errors="0"/>',
        '<testcase name="a" classname="b" file="c"/>',
        '<testcase name="a" classname="b"><system-out/><failure message="m" type="t"/></testcase>',
        '<testcase name="a" classname="b"><skipped message="m"/><failure message="m" type="t"/></testcase>',
    ],
)
def test_the_schema_of_junit_refuses(wrong: str) -> None:
    assert not JUNIT.validate(lxml.etree.fromstring(wrong))


def of_github(report: Report, language: str = "en") -> list[tuple[str, dict[str, str], str]]:
    """The commands as GitHub reads them: the name, the properties, the message."""
    commands = []
    for line in written(report, "github", language=language).splitlines():
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        if match:
            pairs = [pair.split("=", 1) for pair in match[2].split(",")]
            commands.append((match[1], {name: unquote(value) for name, value in pairs}, unquote(match[3])))
    return commands


def test_github() -> None:
    commands = of_github(REPORTS["violations"])
    assert Counter(name for name, _, _ in commands) == {"error": 10, "warning": 1, "notice": 3}
    assert commands[0] == (
        "error",
        {"file": "adressen.csv", "line": "2", "title": "postcode: has to be four digits"},
        "https://data.example.be/id/adres/1: postcode: '90O1' has to be four digits",
    )
    assert len({properties["title"] for _, properties, _ in commands[:5]}) == 5  # one of each group first
    assert ("warning", {"title": f'na"am<b>: {visible(ODD)}'}) in [each[:2] for each in commands]
    assert any(properties.get("file") == "b/ad res.xlsx" for _, properties, _ in commands)
    lines = written(REPORTS["violations"], "github", language="nl").splitlines()
    assert lines[-1].startswith("Voldoet niet: ")
    assert len(lines) == 15


def test_github_has_line_and_column_and_reasons() -> None:
    reason = finding(2, messages=MISSING, property="straat", value=None)
    place = Place("a,b:c%.ttl", 7, character=3)
    found = finding(1, place=place, reasons=(reason,), messages={"en": "100% wrong\n::error::x", "nl": ""})
    (command,) = of_github(Report(False, Engine.SHACL, 1, COVERAGE, [found]))
    assert command[1] | {"title": ""} == {"file": "a,b:c%.ttl", "line": "7", "col": "3", "title": ""}
    assert command[2].splitlines() == [
        f"{found.node}: postcode: 100% wrong\\u000A::error::x",
        f"  {reason.node}: straat: is missing: at least 1 required",
    ]


def test_github_fails_where_nothing_was_checked() -> None:
    ((name, properties, message),) = of_github(REPORTS["nothing"])
    assert (name, properties) == ("error", {"title": "nothing-checked"})
    assert "did you mean https?" in message
    assert of_github(REPORTS["conforms"]) == []


def test_github_and_sarif_fail_where_what_was_not_checked_counts() -> None:
    coverage = replace(COVERAGE, near_misses=(MISS,))  # a twin
    report = Report(True, Engine.SHACL, 500, coverage, files=["a.ttl", "b.ttl"])
    ((name, properties, message),) = of_github(report)
    assert (name, properties) == ("error", {"file": "a.ttl", "title": "not-looked-at"})
    assert "did you mean https?" in message
    (result,) = json.loads(written(report, "sarif"))["runs"][0]["results"]
    place = {"artifactLocation": located("a.ttl"), "region": {"startLine": 1}}
    assert result["locations"] == [{"physicalLocation": place}]


def test_sarif_and_junit_fail_where_nothing_was_checked() -> None:
    (result,) = json.loads(written(REPORTS["nothing"], "sarif"))["runs"][0]["results"]
    assert result["level"] == "error"
    assert "did you mean https?" in result["message"]["text"]
    root = ElementTree.fromstring(written(REPORTS["nothing"], "junit"))
    assert (root.get("tests"), root.get("failures"), root[0].get("skipped")) == ("2", "1", "1")


def test_junit() -> None:
    root = ElementTree.fromstring(written(REPORTS["violations"], "junit"))
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert list(cases) == ["Adres", "Straatnaam", "Gemeente", "other shapes", "unresolved"]
    assert [len(case.findall("failure")) for case in cases.values()] == [4, 0, 0, 1, 0]
    assert (root.get("tests"), root.get("failures"), root[0].get("skipped")) == ("5", "2", "2")
    output = (cases["Adres"].findtext("system-out") or "").splitlines()
    assert output[:2] == ["90 nodes checked", "7 x postcode: has to be four digits"]
    assert cases["Gemeente"].findtext("system-out") == "4 nodes checked"
    failure = cases["Adres"].find("failure")
    assert failure is not None
    assert failure.get("message") == "7 x postcode: has to be four digits"
    assert (failure.text or "").splitlines()[0].startswith("adressen.csv:2: https://data.example.be/id/adres/1: '90O1'")
    assert len(output) == 5


def test_junit_and_sarif_are_quiet_where_all_is_well() -> None:
    root = ElementTree.fromstring(written(REPORTS["conforms"], "junit"))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("3", "0", "0")
    assert json.loads(written(REPORTS["conforms"], "sarif"))["runs"][0]["results"] == []
