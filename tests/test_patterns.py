"""Patterns of others: the answers of `re`, in steps that grow with the text; and the patterns of our own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers.converting import converted
from helpers.laws import examples
from hypothesis import given, strategies as st

from oslo.errors import MappingError
from oslo.mapping.drafting import facts
from oslo.model import geometry
from oslo.patterns import GaveUp, Pattern, PatternError, is_filled
from oslo.patterns.pattern import MOST_STEPS
from oslo.patterns.program import compile_program
from oslo.patterns.risk import risk
from oslo.patterns.running import Run

PACKAGE = Path(__file__).resolve().parent.parent / "oslo"

SLOW = [
    (r"(a+)+$", "a"),
    (r"^(a|a)*$", "a"),
    (r"(a|aa)+b", "a"),
    (r"(\w+\s?)*!", "abc "),
    (r"(x+x+)+y", "x"),
    (r"^(([a-z])+.)+[A-Z]([a-z])+$", "a"),
    (r"(.*,?)*;", "a,b"),
    (r"(?:a?){30}a{30}b", "a"),
    (r"([a-z]+-?)+@", "ab-"),
    (r".*.*.*.*=.*", "a"),
    (r"^(?=(a+)+$)b", "a"),
]
"""Patterns that take a backtracking engine exponential time, or time by a power, and what to repeat in a text."""


class _Forgetful(set[object]):
    """With it a run tries each way again, as `re` does."""

    def __contains__(self, item: object) -> bool:
        return False


def _ways(pattern: str, flags: int, text: str, most: int, *, whole: bool) -> int:
    """The steps of all ways through a text that is no match; Exhausted for more than `most`."""
    program = compile_program(pattern, flags)
    run = Run(program, text, most)
    for start in range(1 if whole else len(text) + 1):
        if run._from(0, start, (-1,) * (2 * program.groups + 2), _Forgetful(), whole=whole) is not None:
            break
    return most - run.left


def _steps(pattern: str, text: str, *, whole: bool) -> int:
    run = Run(compile_program(pattern, 0), text, 10**7)
    assert (run.fullmatch() if whole else run.search()) is None
    return 10**7 - run.left


@pytest.mark.parametrize(("pattern", "part"), SLOW, ids=[pattern for pattern, _ in SLOW])
def test_the_steps_grow_with_the_text_and_not_faster(pattern: str, part: str) -> None:
    few, many = (_steps(pattern, f"{part * (40 * times)}\0", whole=True) for times in (1, 2))
    assert many < 2.5 * few
    assert Pattern(pattern).fullmatch(f"{part * 40}\0") is None
    assert Pattern(pattern).search(f"{part * 40}\0") is None


def test_a_match_of_a_slow_pattern_has_its_groups() -> None:
    found = Pattern(r"((\w+)\s?)+(!)?(\?)?").fullmatch("een twee drie!")
    assert found is not None
    assert [found[number] for number in range(5)] == ["een twee drie!", "drie", "drie", "!", None]


def test_what_grows_faster_is_given_up() -> None:
    slow = Pattern(r"(a*)(a*)(a*)(a*)\4\3\2\1b")
    with pytest.raises(GaveUp, match=rf"^gave up after {MOST_STEPS:,} steps of the pattern "):
        slow.fullmatch("a" * 400)
    with pytest.raises(GaveUp, match=f"after {MOST_STEPS // 2:,} steps"):  # a file of such texts ends as well
        slow.fullmatch("a" * 401)


@pytest.mark.parametrize("pattern", [r"(\w)\1b", r"(?i)(a)-\1", r"(?P<q>['\"]).*(?P=q)", r"(a)?(?(1)b|c)"])
def test_references_to_groups(pattern: str) -> None:
    program = compile_program(pattern, 0)
    for text in ["aab", "abb", "a-A", "'x'", "\"x'", "ab", "c", "ac", ""]:
        whole = re.fullmatch(pattern, text)
        assert (Run(program, text, 1000).fullmatch() is None) == (whole is None), text


def test_a_run_ends_where_nothing_is_read() -> None:
    for pattern in [r"(a*)*b", r"(?:a?){2,}b", r"()*b", r"((a*)*\2)*b", r"(?:|a)+b"]:
        assert Run(compile_program(pattern, 0), "aaaa", 100_000).search() is None


@pytest.mark.parametrize(
    "text", ["(a", "a**", "[z-a]", "(?P<1>a)", "\\", "(" * 5000, "a{4294967296}"], ids=lambda text: text[:8]
)
def test_what_is_no_pattern(text: str) -> None:
    with pytest.raises(PatternError) as caught:
        Pattern(text)
    assert caught.value.text == text


@pytest.mark.slow
def test_repetitions_that_cannot_be_written_out_are_given_up_where_re_may_be_slow() -> None:
    huge = Pattern(r"((\w{1,200}-?){1,200}){1,200}!")
    with pytest.raises(GaveUp):
        huge.fullmatch("a" * 500)


_CHARS = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", r"\d", r"\w", r"\s", "é", "-", r"\b", "^", "$", "(?i:A)"])
_TEXTS = st.text("aabbA1 -é\n", max_size=8)


def _more(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    repeated = st.sampled_from(["*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{0,2}?", "{2,}"])
    return st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map("(?:{0[0]}|{0[1]})".format),
        inner.map("({})".format),
        inner.map("(?={})".format),
        inner.map("(?!{})".format),
        # Each turn reads a character: `re` has ways of its own with a turn that does not.
        st.tuples(st.sampled_from("ab-"), inner, repeated).map("(?:{0[0]}{0[1]}){0[2]}".format),
    )


@given(st.recursive(_CHARS, _more, max_leaves=10), st.sampled_from([0, re.DOTALL, re.IGNORECASE, re.MULTILINE]), _TEXTS)
@examples(400)
def test_a_program_gives_the_answers_of_re(pattern: str, flags: int, text: str) -> None:
    known, program = re.compile(pattern, flags), compile_program(pattern, flags)
    for found, spans in [
        (known.fullmatch(text), Run(program, text, 10**6).fullmatch()),
        (known.search(text), Run(program, text, 10**6).search()),
    ]:
        expected = found and [place for number in range(known.groups + 1) for place in found.span(number)]
        assert spans is None if expected is None else list(spans or ()) == expected


@given(st.recursive(_CHARS, _more, max_leaves=12), _TEXTS)
@examples(200)
def test_a_text_is_left_to_re_only_if_its_steps_are_few(pattern: str, text: str) -> None:
    """The bound holds for the ways through a pattern: each of them is counted here, as `re` would go."""
    longest = risk(compile_program(pattern, 0), pattern).longest(2_000)
    if len(text) <= longest:
        _ways(pattern, 0, text, 40_000, whole=True)


PLAIN = [
    r"[0-9]{4}",
    r"[^@\s]+@[^@\s]+",
    r"(?:(?:https?://)?(?:www\.)?instagram\.com/)?@?([\w.]+)/?",
    r"@?([\w.\-]+)@([\w\-]+(?:\.[\w\-]+)+)",
    r"(\S+)\s+(\S+)",
    r"[^,]*(?:,[^,]*)*",
]


@pytest.mark.parametrize("pattern", PLAIN)
def test_plain_patterns_are_left_to_re(pattern: str) -> None:
    assert isinstance(Pattern(pattern).fullmatch("abc"), re.Match | None)
    assert risk(compile_program(pattern, 0), pattern).longest(4_000_000) > 10_000


def _patterns(node: Any) -> Iterator[str]:
    """The patterns of a mapping."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("pattern", "matches", "match") and isinstance(value, str):
                yield value
            yield from _patterns(value)
    elif isinstance(node, list):
        for each in node:
            yield from _patterns(each)


READY = [
    (path.stem, pattern)
    for path in sorted(PACKAGE.glob("*/ready/*.yaml"))
    for pattern in sorted(set(_patterns(yaml.safe_load(path.read_text("utf-8")))))
]


def test_the_patterns_of_ready_mappings_are_found() -> None:
    assert {"kbo", "uitdatabank", "service-list"} <= {name for name, _ in READY}


@pytest.mark.parametrize(("name", "pattern"), READY, ids=[f"{name}-{at}" for at, (name, _) in enumerate(READY)])
def test_the_patterns_of_ready_mappings_are_left_to_re(name: str, pattern: str) -> None:
    """Values of an ordinary length cost no more than with `re`, and longer ones grow with their length."""
    assert risk(compile_program(pattern, re.DOTALL), pattern).longest(4_000_000) >= 40


GROWTH = [
    (facts._EMAIL, "fullmatch", "a@", "a.", "@"),
    (facts._EMAIL, "fullmatch", "", "a", " "),
    (geometry._PAIR, "fullmatch", "1 2 ", "33 ", "x"),
    (geometry._PAIR, "search", "", "1", "x"),
    (geometry._PAIR, "search", "", "1.", "x"),
    (geometry._POSITIONS, "search", "", "<pos ", ""),
    (re.compile("^[^ :/][^ :/.]*[.][^ :/]+(/[^ ]*)?$"), "search", "", "a.", " "),
]
"""Patterns of our own over texts that do not match: pattern, method, begin, what is repeated, end."""


@pytest.mark.parametrize(("own", "method", "begin", "part", "end"), GROWTH)
def test_our_own_patterns_have_no_choices_that_multiply(
    own: re.Pattern[str], method: str, begin: str, part: str, end: str
) -> None:
    """The ways through a text are counted, each as often as `re` goes it."""

    few, many = (
        _ways(own.pattern, own.flags, begin + part * times + end, 10**6, whole=method == "fullmatch")
        for times in (40, 80)
    )
    assert many < 3 * few


def test_the_forms_of_addresses_are_what_they_were() -> None:
    taken = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
    for text in [
        "a@b.c",
        "a@.b.c",
        "a@..c",
        "a@b.",
        "a@.b",
        "a@b.c.",
        "a@b",
        "a@b.c@d",
        "a@bb.cc.dd",
        "@b.c",
        "a@b..c",
    ]:
        assert bool(taken.fullmatch(text)) == bool(facts._EMAIL.fullmatch(text)), text


def test_texts_with_holes() -> None:
    cases = [
        ("a*", "a"),
        ("*a", "ba"),
        ("a*a", "a"),
        ("a*b*c", "abc"),
        ("*", ""),
        ("a", "ab"),
        ("a*b*a", "aba"),
        ("", ""),
    ]
    for form, text in cases:
        expected = re.fullmatch(re.escape(form).replace(r"\*", ".*"), text, re.DOTALL) is not None
        assert is_filled(form.split("*"), text) == expected, form
    assert not is_filled(("a*" * 50).split("*"), "a" * 49)


MAPPING = """
profile: persoon-basis
model: Plaats
id: https://data.example.be/id/plaats/{CODE}
fields:
  plaatsnaam: {from: NAAM, pattern: PATTERN, invalid: drop}
"""


def _mapping(folder: Path, pattern: str) -> Path:
    path = folder / "m.yaml"
    path.write_text(MAPPING.replace("PATTERN", f"'{pattern}'"), "utf-8")
    return path


def test_a_slow_pattern_of_a_mapping_rejects_and_the_run_goes_on(tmp_path: Path) -> None:
    records = tmp_path / "plaats.csv"
    records.write_text(f"CODE,NAAM\n1,{'a' * 400}\n2,aab\n3,{'a' * 401}\n", "utf-8")
    done = converted([records], _mapping(tmp_path, r"(a*)(a*)(a*)(a*)\4\3\2\1b"))
    assert done.resources == 1
    assert ["plaatsnaam: gave up after" in reason for reason in done.reasons] == [True, True]


def test_a_pattern_that_takes_re_for_ever_is_answered(tmp_path: Path) -> None:
    records = tmp_path / "plaats.csv"
    records.write_text(f"CODE,NAAM\n1,{'a' * 3000}\n2,{'a' * 3000}b\n", "utf-8")
    done = converted([records], _mapping(tmp_path, r"(a+)+b"))
    assert done.resources == 1
    assert ["plaatsnaam: is required, but has no value" in reason for reason in done.reasons] == [True]


@pytest.mark.parametrize(
    "more", ["when: {NAAM: {matches: 'PATTERN'}}", "fields: {plaatsnaam: {from: NAAM, pattern: 'PATTERN'}}"]
)
def test_a_pattern_that_is_nested_too_deeply_is_one_line(tmp_path: Path, more: str) -> None:
    path = tmp_path / "m.yaml"
    head = MAPPING.partition("fields:")[0] + ("" if more.startswith("fields") else "fields: {plaatsnaam: NAAM}\n")
    path.write_text(head + more.replace("PATTERN", "(" * 3000 + ")" * 3000), "utf-8")
    records = tmp_path / "plaats.csv"
    records.write_text("CODE,NAAM\n1,Gent\n", "utf-8")
    with pytest.raises(MappingError, match="nested too deeply, or repeated too often") as caught:
        converted([records], path)
    assert "\n" not in str(caught.value)
