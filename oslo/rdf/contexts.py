"""JSON-LD contexts: found by their IRI, put in the place of it, and repaired.

Nothing is fetched here: `Contexts` finds the document of an IRI. A context is put in the place of its IRI where that
says the same (JSON-LD 1.1 API, section 4.1); where it does not, its IRI stays, and the reader of documents asks for it.
What a JSON literal holds is no context, and is left alone (JSON-LD 1.1, section 4.2.2).
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import IO, Any, Protocol

from ..errors import InputError, Place
from .jsonld.iris import resolve
from .jsonld.plain import is_plain
from .jsonld.processing import Remote
from .limits import CONTEXTS
from .relative import NO_BASE


@dataclass(frozen=True, slots=True)
class Document:
    """A document from elsewhere: its IRI in the end, after redirects, and what it says, parsed or as text."""

    iri: str
    content: Any


Contexts = Callable[[str], Any]
"""Finds the JSON-LD context document of an IRI, parsed or as text, or a `Document`; None if it is not available."""


class Repairer(Protocol):
    """Repairs JSON-LD contexts and language tags before they are read; `oslo.lint.repairing` has one."""

    def text(self, source: str | bytes) -> str:
        """The text of a context document, repaired to valid JSON where possible."""

    def repair(self, document: Any) -> None:
        """Replace the contexts in a document with repaired ones."""

    def tags(self, stream: IO[bytes]) -> IO[bytes]:
        """Turtle or a related syntax, with language tags that a parser accepts."""


def carried(iri: str) -> Any:
    """The context document that comes with the library for an IRI, None for another IRI."""
    from ..files import carried_context

    return carried_context(iri)


def load_json(data: bytes | str, name: str | None) -> Any:
    """Parse JSON. Raises InputError with file and line for broken text."""
    try:
        return json.loads(data)
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8: byte {error.object[error.start]:#04x} at {error.start}", Place(name)) from None
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg} (column {error.colno})", Place(name, line=error.lineno)) from None
    except ValueError:  # Python makes no number of it
        limit = sys.get_int_max_str_digits()
        raise InputError(f"not usable JSON: a number of over {limit} digits", Place(name)) from None
    except RecursionError:
        raise InputError(
            f"not usable JSON: nested {levels(data)} levels deep, which is too deep", Place(name)
        ) from None


_OUTSIDE_TEXT = re.compile(r'"(?:[^"\\]|\\.)*+"|([\[{])|([\]}])', re.DOTALL)


def levels(data: bytes | str) -> int:
    """How deep the arrays and objects of JSON are nested.

    >>> levels('{"a": [{"b": "["}, 1]}')
    3
    """
    text = data if isinstance(data, str) else data.decode(errors="replace")
    steps = (1 if each[1] else -1 for each in _OUTSIDE_TEXT.finditer(text) if each[1] or each[2])
    return max(accumulate(steps), default=0)


@dataclass(slots=True)
class ContextLoader:
    """The contexts that one document names by their IRI; `name`: the document, in messages; `notes`: of ReadOptions."""

    find: Contexts
    repairer: Repairer | None = None
    name: str | None = None
    base: str | None = None
    notes: list[str] | None = None
    _found: dict[str, Remote] = field(default_factory=dict, init=False)
    _made: dict[str, Any] = field(default_factory=dict, init=False)
    _shared: bool = field(default=False, init=False)
    _named: int = field(default=0, init=False)
    _opaque: set[str] = field(default_factory=lambda: {"@value"}, init=False)

    def load(self, iri: str, written: str | None = None) -> Remote:
        """The context of an IRI, or else of the relative IRI that is written. Raises InputError if there is none."""
        if iri not in self._found:
            content = self.find(iri)
            if content is None and written not in (None, iri):
                content = self.find(str(written))
            self._found[iri] = self._checked(iri, content)
        return self._found[iri]

    def repaired(self, iri: str) -> Remote:
        """The context of an IRI that stayed in the document, with its known mistakes repaired."""
        found = self.load(iri.removeprefix(NO_BASE))
        if self.repairer is None:
            return found
        document = {"@context": found.context}
        self.repairer.repair(document)
        return Remote(found.iri, document["@context"])

    def _checked(self, iri: str, content: Any) -> Remote:
        """A context document as a context, if it is one."""
        if content is None:
            raise InputError(f"the JSON-LD context {iri} is not available, and nothing is fetched", Place(self.name))
        at = iri
        if isinstance(content, Document):
            at, content = content.iri, content.content
        try:
            if isinstance(content, str | bytes):
                content = load_json(self.repairer.text(content) if self.repairer else content, iri)
            if not isinstance(content, dict) or "@context" not in content:
                raise InputError("not a JSON-LD context: there is no @context in it", Place(iri))
        except InputError as error:
            raise InputError(str(error), Place(self.name)) from None
        return Remote(at, content["@context"])

    @property
    def named(self) -> list[str]:
        """The IRIs of the contexts that were found."""
        return list(self._found)

    def prepare(self, document: Any) -> bool:
        """Put contexts in the place of their IRIs in a parsed document, and repair them.

        Whether the document is plain: the quick way may read it. It is not if a context from elsewhere is used in
        several places, where that way would make it anew each time.
        """
        literals = list(self._visit(document))
        for holder, key, _ in literals:
            holder[key] = None
        if self.repairer:
            self.repairer.repair(document)
        for holder, key, value in literals:
            holder[key] = value
        return not literals and not self._shared and is_plain(document, self.base)

    def _visit(self, document: Any) -> Iterator[tuple[dict[str, Any], str, Any]]:
        """Put contexts in their places; yields what may be a JSON literal: the object, its key there, the value."""
        waiting = [document]
        while waiting:
            value = waiting.pop()
            if type(value) is list:
                waiting += [each for each in value if type(each) is dict or type(each) is list]
            elif type(value) is dict:
                if "@context" in value:
                    value["@context"] = self._placed(value["@context"])
                for key, part in value.items():
                    if (type(part) is dict or type(part) is list) and key != "@context":
                        if key in self._opaque:
                            yield value, key, part
                        else:
                            waiting.append(part)

    def _placed(self, context: Any) -> Any:
        """A context of a document without the IRIs of others: one for all places that name the same."""
        self._named = 0
        if not isinstance(context, str):
            return self._inline(context, self.base, ())
        self._shared = self._shared or context in self._made
        if context not in self._made:
            self._made[context] = self._inline(context, self.base, ())
        return self._made[context]

    def _inline(self, context: Any, base: str | None, chain: tuple[str, ...]) -> Any:
        """A context without the IRIs of others; `chain`: those that this one was reached by."""
        if isinstance(context, str):
            iri = resolve(base, context)
            if iri in chain:
                return iri  # it contains itself: the reader of documents knows when that ends
            self._named += 1
            if self._named > CONTEXTS:
                message = f"a context that names others over {CONTEXTS} times, they again others, is not read"
                raise InputError(f"{message} (at {iri})", Place(self.name))
            found = self.load(iri, context)
            return _without_base(self._inline(found.context, found.iri, (*chain, iri)))
        if isinstance(context, list):
            return [part for each in context for part in self._members(each, base, chain)]
        if not isinstance(context, dict):
            return context
        context = self._with_import(context, base)
        return {name: self._scoped(name, term, base, chain) for name, term in context.items()}

    def _members(self, context: Any, base: str | None, chain: tuple[str, ...]) -> list[Any]:
        """The contexts that stand for one in a list."""
        found = self._inline(context, base, chain)
        if isinstance(context, str) and isinstance(found, dict) and "@propagate" in found:
            return [resolve(base, context)]  # in a list, @propagate holds only for what is named by its IRI
        return found if isinstance(found, list) else [found]

    def _scoped(self, name: str, term: Any, base: str | None, chain: tuple[str, ...]) -> Any:
        """A term with the scoped context of its definition in place."""
        if term in ("@value", "@json"):
            self._opaque.add(name)
        if not isinstance(term, dict):
            return term
        if term.get("@id") == "@value" or term.get("@type") == "@json":
            self._opaque.add(name)
        if "@context" not in term or name.startswith("@"):
            return term
        return {**term, "@context": self._inline(term["@context"], base, chain)}

    def _with_import(self, context: dict[str, Any], base: str | None) -> dict[str, Any]:
        """A context with the one that it imports below it, if that can be."""
        given = context.get("@import")
        found = self.load(resolve(base, given), given).context if isinstance(given, str) else None
        if not isinstance(found, dict) or "@import" in found:
            return context
        return {**found, **{key: value for key, value in context.items() if key != "@import"}}


def _without_base(context: Any) -> Any:
    """A context from elsewhere, in the place of its IRI: its `@base` does not hold (section 4.1.2, step 5.7)."""
    if isinstance(context, list):
        return [_without_base(each) for each in context]
    return {key: value for key, value in context.items() if key != "@base"} if isinstance(context, dict) else context
