"""A report, an outcome and a mapping in Python and in a notebook."""

from __future__ import annotations

import io

import pytest
from helpers.published import REPOSITORY

from oslo import OsloError, convert, load_mapping, validate

PLACE = '<urn:gent> a <http://purl.org/dc/terms/Location> ; <http://www.w3.org/2000/01/rdf-schema#label> "Gent"'
EXAMPLES = REPOSITORY / "docs" / "examples"


def test_a_report_is_true_if_the_check_succeeds() -> None:
    assert validate(f"{PLACE}@nl .", "persoon-basis", "turtle")
    assert not validate(f"{PLACE} .", "persoon-basis", "turtle")
    assert not validate("<urn:a> a <urn:b> .", "persoon-basis", "turtle")  # nothing was checked


def test_a_report_prints_as_the_command_does() -> None:
    report = validate(f"{PLACE} .", "persoon-basis", "turtle")
    assert str(report) == report.text() != report.text("nl")
    assert "has to be text with a language" in str(report)
    assert report._repr_html_().startswith("<pre>Does not conform: 1 node checked, 1 violation")
    assert "&quot;Gent&quot;" in report._repr_html_()


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_the_findings_as_a_frame(library: str) -> None:
    pytest.importorskip(library, reason=f"{library} is not installed")
    person = (
        "<urn:p> a <http://www.w3.org/ns/person#Person> ; <https://data.vlaanderen.be/ns/persoon#geslacht> <urn:x> ."
    )
    report = validate(f"{PLACE} .\n{person}", "persoon-basis", "turtle")
    frame = report.frame(library)
    assert len(frame) == len(report.violations) + len(report.unresolved)
    severity = frame["severity"]
    kinds = severity.to_pylist() if library == "pyarrow" else list(severity)
    assert kinds == ["Violation"] * len(report.violations) + ["Unresolved"] * len(report.unresolved)
    names = frame.column_names if library == "pyarrow" else list(frame.columns)
    assert names[:4] == ["severity", "node", "property", "message"]
    with pytest.raises(OsloError, match="no frames of 'x'"):
        report.frame("x")


def test_an_outcome_and_a_mapping_show_themselves() -> None:
    mapping = load_mapping(EXAMPLES / "inwoners" / "inwoners.yaml")
    assert repr(mapping).endswith("inwoners.yaml: persoon-basis, Persoon>")
    outcome = convert(EXAMPLES / "inwoners" / "inwoners.csv", mapping, io.StringIO())
    assert str(outcome) == "10 converted, 2 rejected"
    assert outcome.text("nl") == "10 omgezet, 2 afgekeurd"
