"""Whatever stands in a shapes file, the module made of it parses, runs nothing of it, and its classes are written."""

from __future__ import annotations

import ast
import importlib.util
import json
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from types import ModuleType

import pytest
from helpers.laws import examples
from hypothesis import given, strategies as st

from oslo import Format, OsloError, read_all, write
from oslo.generating import module
from oslo.model.example import example

SH = "http://www.w3.org/ns/shacl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
CANARY = "it_ran_by_a_shapes_file"
CALL = f"setattr(__import__('builtins'),'{CANARY}',1)"
NUMBERS = count()

PIECES = [
    *"'\"\\\n\r\t{}%#()[]:;,=@_ ",
    "'''", '"""', "\\'", "{0}", "%s", "\\N{BULLET}", "\\u0027", "\u2028", "\u2029", "\x00", "\x0c", "\x1b[31m",
    "\ufeff", "\u202e", "\U0001d4d0", "\U0001f600", "ﬁ", "fi", "\u212a", "K", "ſ", "s", "é", "e\u0301", "²", "ª", "1",
    "x", "class", "None", "lambda", "import os", "__init__", "__class__", "list", "str", "int", "Field", "self", "id",
    "dt", "date", "model_config", "model_fields", "copy", "schema", "Annotated", "Ref", "Resource", "Namespace",
    "PROFILE", "Profile", "OneOf", "Iri", "Decimal", "type", "property", "typing", "oslo", "language", "iri",
    CALL, f"'+{CALL}+'", f"'''+{CALL}+'''", f'"""\n{CALL}\n"""', f"\\'''+{CALL}#", f"{{{CALL}}}", f'"+{CALL}+"',
]  # fmt: skip
"""Pieces of texts: what closes a string or opens a hole, names that mean something, and code."""

NOT_IN_IRI = set('<>"{}|^`\\%[]#') | {chr(number) for number in range(33)}
TEXTS = st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
LOCALS = TEXTS.map(lambda text: "".join(char for char in text if char not in NOT_IN_IRI and char.isprintable()))
SPACES = ["https://ex.org/ns#", "https://ex.org/o'clock/", "urn:x:", "https://ex.org/'''/"]
CLASSES = [f"<{SPACES[0]}C'{CALL}>", f"<{SPACES[1]}class>", f"<{SPACES[0]}\U0001d4d0>"]


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


@st.composite
def _iris(draw: st.DrawFn) -> str:
    return f"<{draw(st.sampled_from(SPACES))}{draw(LOCALS)}>"


@st.composite
def _properties(draw: st.DrawFn) -> str:
    said = [f"<{SH}path> {draw(_iris())}"]
    datatype = draw(st.sampled_from(["string", "integer", "date", "boolean", "decimal", "anyURI", "gYear"]))
    ranges = [
        f"<{SH}datatype> <{XSD}{datatype}>",
        f"<{SH}class> {draw(st.sampled_from(CLASSES))}",
        f"<{SH}in> ( {_literal(draw(TEXTS))} {_literal(draw(TEXTS))} )",
        f"<{SH}datatype> <{XSD}string> ; <{SH}pattern> {_literal(draw(TEXTS))}",
        f"<{SH}nodeKind> <{SH}IRI> ; <http://purl.org/linked-data/cube#codeList> {draw(_iris())}",
        f"<{SH}datatype> <{XSD}decimal> ; <{SH}minInclusive> {_literal(draw(TEXTS))}^^<{XSD}decimal>",
    ]
    said.append(draw(st.sampled_from(ranges)))
    said += [f"<{SH}name> {_literal(draw(TEXTS))}", f"<{SH}description> {_literal(draw(TEXTS))}"]
    said += draw(st.sampled_from([[], [f"<{SH}maxCount> 1"], [f"<{SH}minCount> 1"]]))
    return f"<{SH}property> [ {' ; '.join(said)} ]"


@st.composite
def _shapes(draw: st.DrawFn) -> str:
    lines = [f"<urn:o> a <http://www.w3.org/2002/07/owl#Ontology> ; <{SH}name> {_literal(draw(TEXTS))} ."]
    for number, cls in enumerate(draw(st.lists(st.sampled_from(CLASSES), min_size=1, max_size=3, unique=True))):
        said = [f"a <{SH}NodeShape> ; <{SH}targetClass> {cls}", f"<{SH}name> {_literal(draw(TEXTS))}"]
        said += [f"<{SH}description> {_literal(draw(TEXTS))}", *draw(st.lists(_properties(), max_size=4))]
        lines.append(f"<https://ex.org/shapes/{number}> {' ; '.join(said)} .")
    return "\n".join(lines)


def _imported(path: Path) -> ModuleType:
    name = f"hostile_module_{next(NUMBERS)}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[name] = made
    spec.loader.exec_module(made)
    return made


STATEMENTS = (ast.Expr, ast.Import, ast.ImportFrom, ast.Assign, ast.ClassDef, ast.AnnAssign)


def _check_source(source: str) -> None:
    """Only declarations: docstrings, imports, namespaces, classes, fields, and calls of plain names."""
    for node in ast.walk(ast.parse(source)):
        assert not isinstance(node, ast.stmt) or isinstance(node, STATEMENTS)
        assert not isinstance(node, ast.Expr) or isinstance(node.value, ast.Constant)
        assert not isinstance(node, ast.Call) or isinstance(node.func, ast.Name)
        assert not isinstance(node, ast.JoinedStr | ast.Lambda | ast.comprehension | ast.NamedExpr)


def _check_classes(made: ModuleType) -> Iterator[object]:
    """The objects that were written and read back."""
    for cls in made.PROFILE.classes:
        try:
            made_of = example(cls)
        except OsloError:  # a pattern of which no example is known
            continue
        for form in (Format.NTRIPLES, Format.TURTLE):
            assert made_of in list(read_all(write(made_of, form), made.PROFILE, form).resources)
        yield made_of


@pytest.mark.slow
@given(_shapes())
@examples(150)
def test_any_shapes_give_a_module_that_runs_nothing_of_them(
    tmp_path_factory: pytest.TempPathFactory, shapes: str
) -> None:
    import builtins

    folder = tmp_path_factory.mktemp("shapes")
    (folder / "s.ttl").write_text(shapes, "utf-8")
    made = module([folder / "s.ttl"])
    _check_source(made.source)
    (folder / "m.py").write_text(made.source, "utf-8")
    list(_check_classes(_imported(folder / "m.py")))
    assert not hasattr(builtins, CANARY)


PLACES = {
    "a path": f"<{SH}path> <urn:p'''+{CALL}+'''> ; <{SH}datatype> <{XSD}string>",
    "a link": f"<{SH}path> <urn:o'clock\\u0027{CALL}> ; <{SH}class> <urn:Q>",
    "a long path with brackets": f"<{SH}path> <https://ex.org/ns#{'x' * 110}('{CALL}')> ; <{SH}datatype> <{XSD}string>",
    "a datatype": f"<{SH}path> <urn:p> ; <{SH}datatype> <urn:d'+{CALL}+'>",
    "a name beyond the basic plane": f'<{SH}path> <urn:p> ; <{SH}name> "\U0001d4d0"',
    "an empty name": f'<{SH}path> <urn:p> ; <{SH}name> ""',
    "a name of signs": f'<{SH}path> <urn:p> ; <{SH}name> "+-*/"',
    "a name that hides a type": f'<{SH}path> <urn:p> ; <{SH}name> "list" ; <{SH}datatype> <{XSD}string>',
    "a name of pydantic": f'<{SH}path> <urn:p> ; <{SH}name> "model_config"',
    "a dunder": f'<{SH}path> <urn:p> ; <{SH}name> "__class__"',
    "a list": f'<{SH}path> <urn:p> ; <{SH}in> ( "\'+{CALL}+\'" "a\\nb" )',
    "a pattern": f'<{SH}path> <urn:p> ; <{SH}datatype> <{XSD}string> ; <{SH}pattern> "\'\\"\\"\\"\\\\\\\\{{1}}"',
}


@pytest.mark.parametrize("said", PLACES.values(), ids=PLACES)
def test_a_text_in_each_place(tmp_path: Path, said: str) -> None:
    import builtins

    (tmp_path / "s.ttl").write_text(
        f"<urn:S> <{SH}targetClass> <urn:P> ; <{SH}property> [ {said} ] .\n"
        f"<urn:T> <{SH}targetClass> <urn:Q> ; <{SH}property> [ <{SH}path> <urn:t> ; <{SH}datatype> <{XSD}string> ] .",
        "utf-8",
    )
    made = module([tmp_path / "s.ttl"])
    _check_source(made.source)
    (tmp_path / "m.py").write_text(made.source, "utf-8")
    assert list(_check_classes(_imported(tmp_path / "m.py")))
    assert not hasattr(builtins, CANARY)


def test_names_that_are_one_name_for_python(tmp_path: Path) -> None:
    """Python reads identifiers in NFKC: these would be one field."""
    names = ["ﬁets", "fiets", "Fiets", "fi ets", "\u212am", "Km", "é", "e\u0301"]
    parts = [f'<{SH}property> [ <{SH}path> <urn:p{n}> ; <{SH}name> "{name}" ]' for n, name in enumerate(names)]
    (tmp_path / "s.ttl").write_text(f"<urn:S> <{SH}targetClass> <urn:P> ; {' ; '.join(parts)} .", "utf-8")
    (tmp_path / "m.py").write_text(module([tmp_path / "s.ttl"]).source, "utf-8")
    [cls] = _imported(tmp_path / "m.py").PROFILE.classes
    assert len(cls.model_fields) == len(names) + 1  # and the id


def test_names_of_a_context_are_no_code_either(tmp_path: Path) -> None:
    import builtins

    terms = {f"x'''+{CALL}+'''": "urn:p0", "class": "urn:p1", "\U0001d4d0": "urn:p2", "": "urn:p3", "a\nb": "urn:p4"}
    (tmp_path / "c.jsonld").write_text(json.dumps({"@context": terms}), "utf-8")
    parts = [f"<{SH}property> [ <{SH}path> <urn:p{n}> ]" for n in range(5)]
    (tmp_path / "s.ttl").write_text(f"<urn:S> <{SH}targetClass> <urn:P> ; {' ; '.join(parts)} .", "utf-8")
    made = module([tmp_path / "s.ttl"], tmp_path / "c.jsonld")
    _check_source(made.source)
    (tmp_path / "m.py").write_text(made.source, "utf-8")
    [cls] = _imported(tmp_path / "m.py").PROFILE.classes
    assert len(cls.model_fields) == 6
    assert not hasattr(builtins, CANARY)


@pytest.mark.slow
def test_ten_thousand_properties(tmp_path: Path) -> None:
    parts = [f"<{SH}property> [ <{SH}path> <urn:p{n}> ]" for n in range(10_000)]
    (tmp_path / "s.ttl").write_text(f"<urn:S> <{SH}targetClass> <urn:P> ; {' ; '.join(parts)} .", "utf-8")
    assert module([tmp_path / "s.ttl"]).source.count("Annotated[list[") == 10_000
