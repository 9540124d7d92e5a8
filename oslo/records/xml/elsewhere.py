"""What an XML file has in place of the elements that a mapping takes as records."""

from __future__ import annotations

import difflib
from collections import Counter
from typing import NamedTuple

Seen = Counter[tuple[str, str]]
"""How often an element was seen, by its tag and the tag of its parent (`""` for the root)."""


class Name(NamedTuple):
    """A tag of lxml in its two parts.

    >>> Name.of("{urn:a}b")
    Name(namespace='urn:a', local='b')
    """

    namespace: str
    local: str

    @classmethod
    def of(cls, tag: str) -> Name:
        """The two parts of `{namespace}name`."""
        namespace, _, local = tag.rpartition("}")
        return cls(namespace.removeprefix("{"), local)

    @property
    def where(self) -> str:
        """The namespace, in words."""
        return f"in the namespace {self.namespace}" if self.namespace else "in no namespace"


def describe_elsewhere(path: str, steps: list[str], seen: Seen, *, alone: bool) -> str | None:
    """What to say if there is no element at a path; None if that is no wonder.

    `steps`: the tags on the path; `*` is any namespace. `alone`: nothing else is read from the file. If it is not,
    only elements in another namespace are worth a word.

    >>> describe_elsewhere("//c:b", ["{urn:2}b"], Counter({("{urn:3}b", "{urn:3}a"): 2}), alone=True)
    'no element at //c:b, but 2 of the name b in the namespace urn:3'
    """
    wanted = Name.of(steps[-1])
    tags: Counter[Name] = Counter()
    for (tag, _), count in seen.items():
        tags[Name.of(tag)] += count
    same = [(each, count) for each, count in tags.most_common() if each.local == wanted.local]
    head = f"no element at {path}"
    others = [f"{count} of the name {each.local} {each.where}" for each, count in same if each != wanted]
    if others and wanted.namespace != "*":
        return f"{head}, but {' and '.join(others[:3])}"
    spaces = Counter(each.namespace for each in tags.elements())
    known = wanted.namespace == "*" or wanted.namespace in spaces
    if not alone and known:
        return None
    if same:
        parents = Counter(
            Name.of(parent).local or "no other element" for tag, parent in seen if Name.of(tag).local == wanted.local
        )
        return f"{head}, but {same[0][1]} of the name {wanted.local} in {', '.join(list(parents)[:3])}"
    if not known:
        head += f": nothing is {wanted.where}, and the file is {Name(spaces.most_common(1)[0][0], '').where}"
    if not alone:
        return head
    close = difflib.get_close_matches(wanted.local, [each.local for each in tags], n=2, cutoff=0.6)
    if close:
        return f"{head}; did you mean {' or '.join(close)}?"
    shown = [f"{each.local} ({count})" for each, count in tags.most_common(3)]
    return f"{head}; there are {', '.join(shown)}"
