"""The places of statements in Turtle and TriG.

The text is cut into its top-level statements by one regular expression, which is quick; only those about a node that is
asked for are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...lint.turtle import BLANK, IRI, Term, located
from ...rdf.relative import joined
from .statements import Located, Wanted

_BLOCK = re.compile(  # possessive, since a text without an end would be tried in all ways
    r"""(?:[^"'<\#.{}\\]++|\\.|<[^<>]*+>|\#[^\n]*+
    |\"{3}(?:[^"\\]|\\.|"(?!""))*+\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*+'{3}
    |"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'
    |(?<![>"'\])\s])\.(?=[^\s\#<"'\[({}])|[<"'])*+(?:[.{}]|$)""",
    re.VERBOSE | re.DOTALL,
)
_SPACE = r"(?:\s++|\#[^\n]*+)*+"
_PREFIX = re.compile(rf"{_SPACE}@?prefix{_SPACE}([^\s:]*):{_SPACE}<([^<>]*)>", re.IGNORECASE)
_BASE = re.compile(rf"{_SPACE}@?base{_SPACE}<([^<>]*)>", re.IGNORECASE)
_SUBJECT = re.compile(rf"{_SPACE}(<[^<>]*>|[^\s<>\"'()\[\]{{}};,@#^:]*:[^\s<>\"'()\[\]{{}};,]*|[\[(])")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


def statements(text: str, wanted: Wanted, base: str) -> Iterator[Located]:
    """The statements of the blocks about the nodes that are asked for, in their order."""
    prefixes: dict[str, str] = {}
    mentioned = re.compile("|".join(re.escape(_tail(each)) for each in wanted.mentioned)) if wanted.mentioned else None
    for number, block in enumerate(_BLOCK.finditer(text)):
        at, end = block.span()
        while directive := _PREFIX.match(text, at, end) or _BASE.match(text, at, end):
            at = directive.end()
            iri = directive[directive.lastindex or 1]
            iri = _resolved(iri, base)
            if directive.lastindex == 2:
                prefixes[directive[1]] = iri
            else:
                base = iri
        subject = _SUBJECT.match(text, at, end)
        if subject is None or text[end - 1 : end] == "{":
            continue
        if (
            _is_wanted(subject[1], wanted, prefixes, base)
            or (wanted.blanks and text.find("_:", at, end) >= 0)
            or (mentioned and mentioned.search(text, at, end))
        ):
            whole = text[at:end].removesuffix("}").rstrip()
            whole = whole if whole.endswith(".") else f"{whole} ."
            yield from _shifted(whole, at, number, prefixes, base)


def _tail(node: Term) -> str:
    """What stands in the text for a node, however it is written: the end of its IRI, the beginning of a literal."""
    return re.split(r"[/#:]", node.value)[-1] or node.value if node.kind == IRI else node.value.partition("\n")[0]


def _resolved(iri: str, base: str) -> str:
    whole = iri if _ABSOLUTE.match(iri) else joined(base, iri)
    return f"{whole}#" if iri.endswith("#") and not whole.endswith("#") else whole  # joining drops an empty fragment


def _is_wanted(subject: str, wanted: Wanted, prefixes: dict[str, str], base: str) -> bool:
    if "\\" in subject:  # an escape: reading a block too many does no harm
        return True
    if subject[0] in "[(_":
        return wanted.blanks
    if subject[0] == "<":
        return Term(IRI, _resolved(subject[1:-1], base)) in wanted.subjects
    prefix, _, name = subject.partition(":")
    return Term(IRI, prefixes.get(prefix, "") + name.rstrip(".")) in wanted.subjects


def _shifted(block: str, offset: int, number: int, prefixes: dict[str, str], base: str) -> Iterator[Located]:
    """The statements of a block, their offsets those in the whole text; its unlabelled blank nodes are its own."""

    def own(term: Term) -> Term:
        if term.kind == BLANK and term.value[:2] != "_:":
            return Term(BLANK, f"{number}:{term.value}")
        return term._replace(language=term.language.lower()) if term.language else term

    for each in located(block, None, prefixes, base):
        value_at = each.object_at.start if each.object_at else 0
        predicate_at = each.predicate_at.start if each.predicate_at else value_at
        subject_at = each.subject_at.start if each.subject_at else predicate_at
        places = (offset + at for at in (subject_at, predicate_at, value_at))
        yield Located(own(each.subject), each.predicate, own(each.object), *places)
