"""What reaches a clerk, in every language: each sentence of the sources stands in each catalogue of `oslo/words/messages`.

The sentences are read from the code: what readers and steps raise, tell and reject with. One that is only for developers
or for writers of mappings is in `FOR_OTHERS`, with the reason. To mend a failure, add the line that it shows.
"""

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
    *sorted((OSLO / "records").glob("*.py")),
    *(OSLO / name for name in ("identifiers.py", "namespaces.py", "vocabularies/codelists.py", "model/values.py",
                               "model/text_values.py", "model/geometry.py")),
]  # fmt: skip
SAID_BY = {"ValueError": 0, "InputError": 0, "Unreadable": 0, "RecordProblem": 0, "Notice": 1, "tell": 0, "told": 0,
           "dropped": 1, "Misread": 0}  # fmt: skip
"""The calls that say something, and which of their arguments is the sentence."""
SENTENCES_OF = {
    "account.py": {"__str__"},
    "identity.py": {"__str__"},
    "outcome.py": {"_sentences", "_some", "summary"},
    "untaken.py": {"notice"},
    "reasons.py": {"_hint_date", "_hint_decimal", "_hint_bool", "_hint_iri", "_hint_whole"},
    "codelists.py": {"unknown"},
}
"""The functions whose texts are sentences."""
FOR_OTHERS = {
    "rules.py": "the form of a mapping: for its writer",
    "date_forms.py": "the form of a mapping: for its writer",
}
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
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        assigned = assignments(function)
        for node in ast.walk(function):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
                if name in SAID_BY and len(node.args) > SAID_BY[name]:
                    yield from texts(node.args[SAID_BY[name]], assigned)
            elif isinstance(node, ast.Return | ast.Yield) and function.name in SENTENCES_OF.get(path.name, ()):
                yield from texts(node.value, assigned)


def all_said() -> dict[str, str]:
    """Each sentence, and the file that says it."""
    found = {text: path.name for path in SOURCES if path.name not in FOR_OTHERS for text in said(path)}
    found |= dict.fromkeys([HOLE.sub("{}", each) for each in (*_SENTENCES.values(), *_VALUES.values())], "reasons.py")
    return {text: name for text, name in found.items() if not NOT_SENTENCES.fullmatch(text)}


SAID = all_said()


def test_the_sentences_are_found() -> None:
    assert len(SAID) > 100
    assert "no such date: {}" in SAID


@pytest.mark.parametrize("language", [each for each in message_languages() if each != "en"])
def test_every_sentence_is_in_the_catalogue(language: str) -> None:
    keys = {HOLE.sub("{}", key) for key in catalogue(language)}
    missing = [f'"{text}" = ""  # {name}' for text, name in SAID.items() if text not in keys]
    assert not missing, f"add to oslo/words/messages/{language}.toml:\n" + "\n".join(missing)
