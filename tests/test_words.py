"""The sentences of each language: the same in all, and each of them used."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import oslo
from oslo.errors import OsloError
from oslo.lint.terms import SHACL_TERMS
from oslo.model.published import Strength
from oslo.models.persoon import PROFILE, Persoon
from oslo.namespaces import PREFIXES
from oslo.report.html import report_html
from oslo.report.text import report_text
from oslo.templates import Template
from oslo.validation.engines import Engine
from oslo.validation.findings import Coverage, FailOn, Likeness, Report
from oslo.validation.messages import messages
from oslo.words import sentences as words
from oslo.words.sentences import languages, say, sentences

ROOM = Path(oslo.__file__).parent
SOURCE = "\n".join(
    text for path in sorted(ROOM.rglob("*.py")) if "sentences import" in (text := path.read_text("utf-8"))
)
TABLES = "|".join(sorted({key.partition(".")[0] for key in sentences("en")}))
KEYS_IN_SOURCE = set(re.findall(rf"""["']((?:{TABLES})\.(?!css|js)[A-Za-z_]+)["']""", SOURCE))


def own(language: str) -> dict[str, str]:
    """What the file of a language has, without what it would take from English."""
    tables = tomllib.loads((ROOM / "words" / f"{language}.toml").read_text("utf-8"))
    return {f"{table}.{name}": text for table, texts in tables.items() for name, text in texts.items()}


def holes(sentence: str) -> list[set[str]]:
    """The names between braces, of each form of a sentence."""
    return [set(re.findall(r"\{(\w*)\}", form)) for form in sentence.split("|")]


@pytest.mark.parametrize("language", languages())
def test_each_language_has_the_same_keys_forms_and_values(language: str) -> None:
    english, other = own("en"), own(language)
    assert list(other) == list(english)
    assert {key: holes(text) for key, text in other.items()} == {key: holes(text) for key, text in english.items()}
    assert all(other.values())


def is_made_from_data(table: str, name: str) -> bool:
    """A key that the code puts together from a name of SHACL, a datatype, or a name that stands elsewhere in it."""
    if f'f"{table}.{{' not in SOURCE:
        return False
    if table in ("fail_on", "report") and name in {*FailOn, *Likeness}:
        return True
    if table in ("statement", "report") and name.removeprefix("as_") in {*Strength}:
        return True
    prefix = name.partition(":")[0]
    return re.search(rf"""["']{name}["']""", SOURCE) is not None or (
        prefix in PREFIXES if table == "kind" else table == "finding" and name in SHACL_TERMS
    )


@pytest.mark.parametrize("key", sentences("en"))
def test_each_sentence_is_used(key: str) -> None:
    assert key in KEYS_IN_SOURCE or is_made_from_data(*key.split(".", 1))


def test_each_key_in_the_code_has_its_sentence() -> None:
    assert set(sentences("en")) >= KEYS_IN_SOURCE


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A third language, with a few sentences."""
    for language in ("en", "nl"):
        (tmp_path / f"{language}.toml").write_bytes((ROOM / "words" / f"{language}.toml").read_bytes())
    (tmp_path / "fr.toml").write_text(
        '[finding]\nminCount = "manque: au moins {limit}"\n'
        '[report]\nchecked = "{n} nœud contrôlé|{n} nœuds contrôlés"\n'
        '[page]\ntitle = "Rapport de \\"validation\\""\n[mark]\nhelp = "#aide"\n[help]\nrequired = "Obligatoire."\n',
        "utf-8",
    )
    monkeypatch.setattr(words, "folder", lambda: tmp_path)
    for each in (languages, sentences):
        each.cache_clear()
    yield
    monkeypatch.undo()
    for each in (languages, sentences):
        each.cache_clear()


@pytest.mark.usefixtures("french")
def test_a_language_is_one_more_file() -> None:
    assert languages() == ("en", "fr", "nl")
    assert [say("report.checked", "fr", n) for n in (1, 2)] == ["1 nœud contrôlé", "2 nœuds contrôlés"]
    assert say("report.near", "fr") == "Nearly the same:"  # not in the file
    assert messages("minCount", {"en": "1", "fr": "1", "nl": "1"}, None) == {
        "en": "is missing: at least 1 required",
        "fr": "manque: au moins 1",
        "nl": "ontbreekt: minstens 1 gevraagd",
    }
    report = Report(True, Engine.SHACL, 500, Coverage(94))
    assert report_text(report, language="fr") == "Conforms: 94 nœuds contrôlés, no violation (shacl).\n"
    page = report_html(report, language="fr")
    assert '<html lang="fr">' in page
    assert "Rapport de &quot;validation&quot;" in page
    template = Template(PROFILE, Persoon, "fr")
    assert template.about.endswith(" fr")
    assert Template.read(template.about) == template
    assert template.rows[1][0] == "#aide"
    assert any("Obligatoire." in cell for cell in template.rows[1])


def test_a_language_without_a_file_speaks_english() -> None:
    assert say("report.checked", "xx", 2) == "2 nodes checked"
    assert say("report.checked", "../en", 2) == "2 nodes checked"
    with pytest.raises(OsloError, match="no language 'xx'; there are en, nl"):
        Template(PROFILE, Persoon, "xx")
