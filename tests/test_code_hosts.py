"""What code hosts take: SARIF for GitHub, Code Quality for GitLab, from `oslo validate` and `oslo lint`."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers.code_hosts import GITHUB, GITLAB, Json, complaints, refused, results, rules, uris
from helpers.commands import oslo

from oslo.words import sarif
from oslo.words.alerts import Alert, fingerprints
from oslo.words.sarif import Rule, sarif_log

DATA = """
@prefix dct: <http://purl.org/dc/terms/> .
@prefix persoon: <https://data.vlaanderen.be/ns/persoon#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://data.example.be/id/geboorte/1> a persoon:Geboorte ;
    persoon:datum "1978-03-14"^^xsd:date ;
    persoon:plaats [ a dct:Location ; rdfs:label "Leuven", "Louvain" ], <urn:elsewhere> .
"""
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:s> a sh:NodeShape ; sh:targetClass <urn:c> ;
    sh:property [ sh:path <urn:p> ; sh:minCount "1" ], [ sh:path <urn:q> ; sh:minCount "1" ] ;
    sh:property [ sh:maxCount 1 ] .
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository: data, the same data without places and elsewhere, shapes with defects."""
    folder = tmp_path / "repository"
    (folder / "data" / "in a folder").mkdir(parents=True)
    monkeypatch.chdir(folder)
    for name in ("data/a.ttl", "data/in a folder/é#%.ttl", "../outside.ttl"):
        Path(name).write_text(DATA.replace("geboorte/1", f"geboorte/{len(name)}"), "utf-8")
    Path("other.ttl").write_text("<urn:a> a <urn:b> .\n")
    Path("no place.html").write_text(PAGE)
    for name in ("shapes.ttl", "../shapes.ttl"):
        Path(name).write_text(SHAPES)
    Path("table.csv").write_text("a\n")
    Path("broken.ttl").write_text("<urn:a> a <urn:b>\n")
    Path("not.jsonld").write_text('{"@context": {"a": 1,}}')
    return folder


PAGE = (
    '<html lang="nl"><body prefix="persoon: https://data.vlaanderen.be/ns/persoon#">'
    '<p about="urn:x" typeof="persoon:Geboorte"><b property="persoon:datum">maart</b></p></body></html>'
)
VALIDATE = {
    "places": ["data/a.ttl"],
    "a folder": ["data"],
    "elsewhere": ["data/a.ttl", "../outside.ttl"],
    "no places": ["data/a.ttl", "no place.html"],
    "a page": ["no place.html"],
    "nothing checked": ["other.ttl"],
    "unread": ["--strict", "data/a.ttl", "other.ttl"],
}
LINT = {
    "defects": ["shapes.ttl"],
    "unreadable": ["broken.ttl", "not.jsonld", "table.csv"],
    "a folder": ["."],
    "elsewhere": ["../shapes.ttl"],
}
COMMANDS = {
    **{f"validate {name}": ["validate", "-p", "persoon-basis", *words] for name, words in VALIDATE.items()},
    **{f"lint {name}": ["lint", *words] for name, words in LINT.items()},
}


def found(words: list[str], report: str) -> Any:
    code, said = oslo(*words, "--report", report)
    assert code == 1, said
    return json.loads(said)


@pytest.mark.parametrize("name", COMMANDS)
def test_sarif_is_what_github_takes(here: Path, name: str) -> None:
    log = found(COMMANDS[name], "sarif")
    assert results(log)
    assert refused(log) == []


@pytest.mark.parametrize("name", COMMANDS)
def test_gitlab_gets_issues_with_a_file_and_a_line(here: Path, name: str) -> None:
    issues = found(COMMANDS[name], "gitlab")
    assert issues
    assert complaints(GITLAB, issues) == []
    prints = [each["fingerprint"] for each in issues]
    assert len(set(prints)) == len(prints)
    assert sorted(prints) == sorted(
        each["partialFingerprints"]["oslo/v1"] for each in results(found(COMMANDS[name], "sarif"))
    )


@pytest.mark.slow
def test_places_are_those_of_the_files(here: Path) -> None:
    issues = found(COMMANDS["validate places"], "gitlab")
    places = {(each["check_name"], each["location"]["path"], each["location"]["lines"]["begin"]) for each in issues}
    assert ("datum/datatype", "data/a.ttl", 8) in places
    assert ("plaatsnaam/datatype", "data/a.ttl", 9) in places
    assert {each["severity"] for each in issues} == {"major", "info"}  # what is described elsewhere is open
    issues = found(COMMANDS["lint defects"], "gitlab")
    places = {(each["check_name"], each["location"]["path"], each["location"]["lines"]["begin"]) for each in issues}
    assert ("shapes/count-as-text", "shapes.ttl", 4) in places
    code, said = oslo("lint", "shapes.ttl", "-r", "github")
    assert code == 1
    assert "::warning file=shapes.ttl,line=4,title=A count or a length is not an xsd%3Ainteger::" in said
    assert said.splitlines()[-1] == "Defects: 3, in 1 file"


@pytest.mark.slow
def test_files_elsewhere_have_their_whole_uri_and_the_root_is_given(here: Path) -> None:
    log = found(COMMANDS["validate elsewhere"], "sarif")
    assert set(uris(log)) == {"data/a.ttl", (here.parent / "outside.ttl").as_uri()}
    (run,) = log["runs"]
    assert run["invocations"][0]["workingDirectory"] == {"uri": here.as_uri()}
    inside = found(COMMANDS["validate a folder"], "sarif")
    assert set(uris(inside)) == {"data/a.ttl", "data/in%20a%20folder/%C3%A9%23%25.ttl"}
    assert "workingDirectory" not in inside["runs"][0]["invocations"][0]


@pytest.mark.slow
def test_a_finding_without_a_line_is_known_by_its_own_fingerprint(here: Path) -> None:
    """Where there is a line GitHub makes `primaryLocationLineHash` of it, and warns if it finds another."""
    without = results(found(COMMANDS["validate a page"], "sarif"))
    assert without
    for each in without:
        assert each["partialFingerprints"]["primaryLocationLineHash"] == each["partialFingerprints"]["oslo/v1"]
    ((note,),) = notes(found(COMMANDS["validate a page"], "sarif"))
    assert note.startswith("Places were not looked for in: no place.html")
    for each in results(found(COMMANDS["validate places"], "sarif")):
        assert list(each["partialFingerprints"]) == ["oslo/v1"]


@pytest.mark.slow
def test_a_finding_is_the_same_one_when_its_line_moves(here: Path) -> None:
    for name, path in (("validate places", "data/a.ttl"), ("lint defects", "shapes.ttl")):
        before = [each["partialFingerprints"]["oslo/v1"] for each in results(found(COMMANDS[name], "sarif"))]
        Path(path).write_text(f"# a line\n\n{Path(path).read_text()}")
        assert [each["partialFingerprints"]["oslo/v1"] for each in results(found(COMMANDS[name], "sarif"))] == before


def notes(log: Json) -> list[list[str]]:
    """What each run says of itself."""
    said = [run["invocations"][0]["toolExecutionNotifications"] for run in log["runs"]]
    return [[each["message"]["text"] for each in of] for of in said]


# Limits.

RULES = {"r": Rule("r", "r", "r"), "s" * 2000: Rule("t" * 2000, "", "h" * 2000)}


def alert(number: int, **changes: Any) -> Alert:
    return Alert("r", "warning", "t", f"message {number}", str(number), "a.ttl", number + 1)._replace(**changes)


def noise(length: int, seed: int = 1) -> str:
    """Hexadecimal digits, which compress to half of them."""
    return f"{random.Random(seed).getrandbits(4 * length):x}"


def log_of(alerts: list[Alert]) -> Json:
    log: Json = json.loads(sarif_log("oslo", RULES, alerts))
    return log


@pytest.mark.parametrize("number", [10, 11, 500])
def test_of_too_many_the_heaviest_are_kept_and_it_is_said(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 10)
    alerts = [alert(each, level="error" if each % 50 == 0 else "open") for each in range(number)]
    log = log_of(alerts)
    assert refused(log) == []
    assert len(results(log)) == 10
    left = number - 10 + (number > 10)
    (said,) = notes(log)
    if number == 10:
        assert said == []
        return
    first, *rest = results(log)
    assert (first["ruleId"], first["level"]) == ("left-out", "error")
    assert first["message"]["text"].startswith(f"{left:,} finding")
    assert said == [first["message"]["text"]]
    heavy = min(9, len(range(0, number, 50)))
    assert [each["level"] for each in rest] == ["error"] * heavy + ["none"] * (9 - heavy)


@pytest.mark.slow
def test_25_000_results_are_taken_and_25_001_are_not() -> None:
    for number, rule in ((25_000, "r"), (25_001, "left-out")):
        log = log_of([alert(each) for each in range(number)])
        assert len(results(log)) == 25_000
        assert results(log)[0]["ruleId"] == rule
        assert [each for check in GITHUB.values() for each in check(log)] == []


def test_a_file_that_is_too_large_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST_BYTES", 20_000)
    log = log_of([alert(each, message=noise(2000, each)) for each in range(64)])
    assert results(log)[0]["message"]["text"].startswith(
        f"{64 - (len(results(log)) - 1)} findings are not in this file."
    )
    assert 1 < len(results(log)) < 65
    assert [*GITHUB["10 MB, compressed"](log)] == []


def test_long_texts_end_where_hosts_end_them() -> None:
    log = log_of([alert(1, rule="s" * 2000, message="m" * 20_000)])
    assert refused(log) == []
    (rule,) = rules(log)
    assert rule["help"]["text"].endswith("h... 1000 more characters")
    assert rule["fullDescription"] == rule["shortDescription"]
    assert len(results(log)[0]["message"]["text"]) == 10_000


def test_fingerprints_of_one_identity_are_numbered() -> None:
    same = [alert(1), alert(1, line=7), alert(2)]
    assert len(set(fingerprints(same))) == 3
    assert fingerprints(same[:1]) == fingerprints(same)[:1]


# The rules of GitHub can fail: each refuses what is broken here.


def _into(*way: Any, value: Any) -> Callable[[Json], None]:
    def change(log: Json) -> None:
        for step in way[:-1]:
            log = log[step]
        log[way[-1]] = value

    return change


RUN, FIRST = ("runs", 0), ("runs", 0, "results", 0)
PLACE = (*FIRST, "locations", 0, "physicalLocation")
RULE = (*RUN, "tool", "driver", "rules", 0)
BROKEN: dict[str, Callable[[Json], None]] = {
    "20 runs in a file": lambda log: log["runs"].extend(log["runs"] * 20),
    "25,000 results and rules in a run": lambda log: log["runs"][0]["results"].extend(results(log) * 25_000),
    "10 MB, compressed": lambda log: _into(*FIRST, "message", "text", value=noise(21_000_000))(log),
    "rules: each once, with texts of 1,024 characters": _into(*RULE, "help", "text", value="x" * 1025),
    "results: the rule is there": _into(*FIRST, "ruleIndex", value=9),
    "results: a message": _into(*FIRST, "message", "text", value=" "),
    "results: a level that goes with its kind": _into(*FIRST, "level", value="none"),
    "results: one place, with a line": _into(*FIRST, "locations", value=[]),
    "results: a path from the root": _into(*PLACE, "artifactLocation", "uri", value="https://example.org/a.ttl"),
    "results: a fingerprint of their own": _into(*FIRST, "partialFingerprints", value={}),
}


@pytest.mark.parametrize("name", GITHUB)
def test_each_rule_refuses_something(name: str) -> None:
    log = log_of([alert(1)])
    assert [*GITHUB[name](log)] == []
    broken = copy.deepcopy(log)
    BROKEN[name](broken)
    assert [*GITHUB[name](broken)] != []


@pytest.mark.parametrize("uri", ["/a.ttl", "../a.ttl", "./a.ttl", "a b.ttl", "file:///a.ttl", "é.ttl"])
def test_paths_that_are_not_from_the_root_are_refused(uri: str) -> None:
    log = log_of([alert(1)])
    _into(*PLACE, "artifactLocation", "uri", value=uri)(log)
    assert [*GITHUB["results: a path from the root"](log)]


@pytest.mark.parametrize(
    "change",
    [
        _into("version", value="2.0.0"),
        _into(*FIRST, "level", value="fatal"),
        _into(*FIRST, "message", value={}),
        _into(*PLACE, "region", "startLine", value=0),
        _into(*PLACE, "region", value={}),
        _into(*FIRST, "locations", value=[]),
        _into(*RUN, "results", value=None),
        _into(*RUN, "tool", "driver", "name", value=""),
    ],
)
def test_the_schema_refuses(change: Callable[[Json], None]) -> None:
    log = log_of([alert(1)])
    assert refused(log) == []
    change(log)
    assert refused(log) != []
