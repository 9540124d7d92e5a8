"""Faults that are planted: each is one change, and a test that would notice it does."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from mutation.__main__ import Outcome, drawn, equivalent, narrow_tests, report
from mutation.faults import faults_of, normal

_TESTS = Path(__file__).resolve().parent
_ROOT = _TESTS.parent

TOY = '''
"""Fares."""

DISCOUNTS = {"child": 50, "senior": 20}


def fare(age: int, kind: str = "adult") -> int:
    """What a ride costs."""
    if age < 3:
        return 0
    return 100 - DISCOUNTS.get(kind, 0)


def unused(text: str) -> str:
    return text.strip("x")
'''
TOY_TEST = """
import pytest
from oslo.toy import fare

@pytest.mark.parametrize(("age", "kind", "price"), [(2, "child", 0), (3, "child", 50), (40, "adult", 100)])
def test_fare(age, kind, price):
    assert fare(age, kind) == price
"""
NOTICED = {"age <= 3", "age >= 3", "return 101 -", "return 1", "{'senior': 20}", "'child': 51"}
"""Of the toy, the faults that its test notices, by what is put there; and those that it does not."""
UNNOTICED = {"'senior': 21", "{'child': 50}", "kind: str='adultx'"}


def _put(text: str, source: str = TOY) -> list[str]:
    return [fault.after for fault in faults_of(source) if text in fault.after]


@pytest.mark.parametrize("text", sorted(NOTICED | UNNOTICED))
def test_each_kind_of_fault_is_planted(text: str) -> None:
    assert _put(text)


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("a = b and not c", ["a = b or not c", "a = b and c"]),
        ("a = max(b, c) + 1", ["a = max(b, c) - 1", "a = min(b, c) + 1", "a = max(c, b) + 1", "a = max(b) + 1",
                               "a = max(b, c) + 2"]),
        ("a = b[1:c]", ["a = b[:c]", "a = b[1:]", "a = b[2:c]"]),
        ("a = any(x for x in b if x > 0)", ["a = all((x for x in b if x > 0))", "a = any((x for x in b))",
                                            "a = any((x for x in b if x >= 0))", "a = any((x for x in b if x <= 0))",
                                            "a = any((x for x in b if x > 1))"]),
        ("a = {'b': True, 'c': ''}", ["a = {'c': ''}", "a = {'b': True}", "a = {'': True, 'c': ''}",
                                      "a = {'bx': True, 'c': ''}", "a = {'b': True, 'cx': ''}",
                                      "a = {'b': True, '': ''}", "a = {'b': False, 'c': ''}",
                                      "a = {'b': True, 'c': 'x'}"]),
        ("for a in b:\n    if a:\n        continue\n    c.append(a)", ["pass", "if not a:", "pass", "pass"]),
        ("try:\n    a()\nexcept ValueError:\n    b()", ["pass", "except (): b()", "except ValueError: pass", "pass"]),
        ("def a(b=1, *, c=False):\n    b[0] = c", ["def a(b=2, *, c=False):", "def a(b=1, *, c=True):", "pass",
                                                  "b[1] = c"]),
    ],
    ids=["logic", "arithmetic", "slice", "condition", "table", "statements", "exceptions", "defaults"],
)  # fmt: skip
def test_the_faults_of_a_source(source: str, faults: list[str]) -> None:
    assert Counter(fault.after for fault in faults_of(source)) == Counter(faults)


@pytest.mark.parametrize(
    "source",
    [
        '"""Words."""',
        "def f(a: int | None) -> dict[str, int]:\n    'Words.'",
        "class A(B, iri=1):\n    def __repr__(self):\n        return 'A'",
        "from a import b",
        "@cache(1)\ndef f():\n    ...",
        "__all__ = ['a', 'b']",
        "Build = Callable[[Any], Resource | None]",
        "assert a > 1",
    ],
)
def test_what_says_nothing_has_no_faults(source: str) -> None:
    assert faults_of(source) == []


def test_the_words_of_messages_are_left_as_they_are() -> None:
    put = {fault.after for fault in faults_of("def f(a):\n    raise ValueError(f'not {a!r}: ' + a)")}
    assert put == {"pass"}
    assert {fault.after for fault in faults_of("tell('no', place, line)")} == {
        "pass", "tell(place, 'no', line)", "tell('no', place)"
    }  # fmt: skip


def test_a_fault_changes_one_place_and_leaves_the_tree_as_it_was() -> None:
    faults = faults_of(TOY)
    texts = [fault.text for fault in faults]
    assert len(set(texts)) == len(texts)
    assert normal(TOY) not in texts
    assert [fault.text for fault in faults] == texts
    compile(texts[0], "toy", "exec")
    found = next(fault for fault in faults if "age <= 3" in fault.after)
    assert TOY.splitlines()[found.line - 1].strip() == "if age < 3:"
    assert found.key == ("fare", "if age < 3:", "if age <= 3:")


def test_faults_are_drawn_evenly_and_the_same_each_time() -> None:
    faults = {"small": faults_of("a = 1"), "large": faults_of(TOY), "other": faults_of(TOY)}
    chosen = drawn(faults, 21, seed=0)
    assert {module: len(each) for module, each in chosen.items()} == {"small": 1, "large": 10, "other": 10}
    assert [str(each) for each in chosen["large"]] == [str(each) for each in drawn(faults, 21, seed=0)["large"]]
    assert [str(each) for each in chosen["large"]] != [str(each) for each in drawn(faults, 21, seed=1)["large"]]
    assert {module: len(each) for module, each in drawn(faults, None, 0).items()} == {
        module: len(each) for module, each in faults.items()
    }


def test_the_report_counts_and_names_what_survived() -> None:
    lines = list(report([Outcome("a.py", 10, 1, ["3: x  ->  y"]), Outcome("b.py", 1, 0, [])]))
    assert [line.split() for line in lines[1:4]] == [
        ["a.py", "10", "8", "1", "1"],
        ["b.py", "1", "1", "0", "0"],
        ["all", "11", "9", "1", "1"],
    ]
    assert lines[4:] == ["noticed: 90.0% of those that are not equal", "a.py:3: x  ->  y"]
    assert list(report([Outcome("c.py", 0, 0, [], "its tests fail")]))[-1] == "c.py: its tests fail"


def test_the_tables_name_files_that_are_there() -> None:
    assert {module for module in narrow_tests() if not (_ROOT / module).is_file()} == set()
    assert {
        test for tests in narrow_tests().values() for test in tests if not (_ROOT / test.partition("::")[0]).is_file()
    } == set()
    assert equivalent().keys() <= narrow_tests().keys()


@pytest.mark.slow
@pytest.mark.parametrize("module", sorted(equivalent()))
def test_what_is_listed_as_equivalent_is_a_fault_and_has_a_reason(module: str) -> None:
    planted = {fault.key for fault in faults_of((_ROOT / module).read_text("utf-8"))}
    assert equivalent()[module].keys() - planted == set()
    assert all(equivalent()[module].values())


_RUN = """
import json, sys
from pathlib import Path
from mutation.faults import faults_of
from mutation.running import survivors
root = Path(sys.argv[1])
faults = faults_of((root / "oslo/toy.py").read_text())
chosen = [fault for fault in faults if any(each in fault.after for each in json.loads(sys.argv[2]))]
print(json.dumps([fault.after for fault in survivors(root, "oslo/toy.py", ["tests/test_toy.py"], chosen)]))
"""


@pytest.mark.slow
def test_the_tests_of_a_module_run_on_each_fault(tmp_path: Path) -> None:
    pytest.importorskip("resource", reason="processes are forked")
    for name, text in {"oslo/__init__.py": "", "oslo/toy.py": TOY, "tests/test_toy.py": TOY_TEST}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    wanted = json.dumps(sorted(NOTICED | UNNOTICED))
    command: list[Any] = [sys.executable, "-c", _RUN, tmp_path, wanted]
    done = subprocess.run(command, cwd=_TESTS, capture_output=True, text=True, check=True, encoding="utf-8")
    survived = json.loads(done.stdout)
    assert {text for text in UNNOTICED if not any(text in each for each in survived)} == set()
    assert [each for each in survived if any(text in each for text in NOTICED)] == []
    assert (tmp_path / "oslo/toy.py").read_text("utf-8") == TOY
