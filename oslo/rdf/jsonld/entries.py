"""The entries of one object, expanded (JSON-LD 1.1 API, section 5.1.2, steps 13 and 14)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .active import ABSENT, ActiveContext, Term
from .keywords import KEYWORDS, JsonLdError, add, array

if TYPE_CHECKING:
    from .expansion import Expander

Object = dict[str, Any]


@dataclass(slots=True)
class Entries:
    """The entries of one object, as they are read.

    `active`: the context inside it; `scope`: that before the contexts of its types; `name`: the key that it stands
    under; `value_type`: its type, if it is a value.
    """

    expander: Expander
    active: ActiveContext
    scope: ActiveContext
    name: str | None
    value_type: str | None
    result: Object = field(default_factory=dict)

    def read(self, element: Object) -> None:
        """Expand each entry into `result`. Raises JsonLdError."""
        nests: list[str] = []
        for key, value in element.items():
            if key == "@context":
                continue
            meaning = self.active.expand(key, vocab=True)
            if meaning == "@nest":
                nests.append(key)
            elif meaning in KEYWORDS:
                self._keyword(str(meaning), key, value)
            elif meaning is not None and ":" in meaning:
                self._property(meaning, key, value)
        for key in nests:
            self._nest(key, element[key])

    def _nest(self, key: str, value: Any) -> None:
        outer = self.active
        self.active = self.expander.contexts.within(outer, outer.term(key))
        for nested in array(value):
            if not isinstance(nested, dict) or any(self.active.expand(each, vocab=True) == "@value" for each in nested):
                raise JsonLdError("invalid @nest value", nested)
            self.read(nested)
        self.active = outer

    def _keyword(self, keyword: str, key: str, value: Any) -> None:
        if self.name == "@reverse":
            raise JsonLdError("invalid reverse property map", key)
        if keyword in self.result and keyword not in ("@included", "@type"):
            raise JsonLdError("colliding keywords", keyword)
        read = _READ.get(keyword)
        if read is not None:
            read(self, value)

    def _id(self, value: Any) -> None:
        if not isinstance(value, str):
            raise JsonLdError("invalid @id value", value)
        self.result["@id"] = self.active.expand(value, relative=True)

    def _type(self, value: Any) -> None:
        if not all(isinstance(each, str) for each in array(value)):
            raise JsonLdError("invalid type value", value)
        found: Any = [self.scope.expand(each, relative=True, vocab=True) for each in array(value)]
        if "@type" in self.result:
            found = array(self.result["@type"]) + found
        self.result["@type"] = found if isinstance(value, list) or len(found) != 1 else found[0]

    def _graph(self, value: Any) -> None:
        self.result["@graph"] = _listed(self.expander.element(self.active, "@graph", value))

    def _included(self, value: Any) -> None:
        found = _listed(self.expander.element(self.active, None, value))
        if not all(is_node(each) for each in found) or (array(value) and not found):
            raise JsonLdError("invalid @included value", value)
        add(self.result, "@included", found)

    def _value(self, value: Any) -> None:
        if self.value_type != "@json" and isinstance(value, dict | list):
            raise JsonLdError("invalid value object value", value)
        self.result["@value"] = value

    def _language(self, value: Any) -> None:
        if not isinstance(value, str):
            raise JsonLdError("invalid language-tagged string", value)
        self.result["@language"] = value

    def _direction(self, value: Any) -> None:
        if value not in ("ltr", "rtl"):
            raise JsonLdError("invalid base direction", value)
        self.result["@direction"] = value

    def _index(self, value: Any) -> None:
        if not isinstance(value, str):
            raise JsonLdError("invalid @index value", value)
        self.result["@index"] = value

    def _list(self, value: Any) -> None:
        if self.name not in (None, "@graph"):
            self.result["@list"] = _listed(self.expander.element(self.active, self.name, value))

    def _set(self, value: Any) -> None:
        self.result["@set"] = self.expander.element(self.active, self.name, value)

    def _reverse(self, value: Any) -> None:
        if not isinstance(value, dict):
            raise JsonLdError("invalid @reverse value", value)
        found = self.expander.element(self.active, "@reverse", value) or {}
        for prop, items in found.pop("@reverse", {}).items():
            add(self.result, prop, items)
        for prop, items in found.items():
            self._add_reversed(prop, items)

    def _add_reversed(self, prop: str, items: Any) -> None:
        for item in array(items):
            if "@value" in item or "@list" in item:
                raise JsonLdError("invalid reverse property value", item)
            add(self.result.setdefault("@reverse", {}), prop, [item])

    def _property(self, meaning: str, key: str, value: Any) -> None:
        term = self.active.term(key)
        if term.type == "@json":
            found: Any = {"@value": value, "@type": "@json"}
        elif "@language" in term.container and isinstance(value, dict):
            found = self._language_map(term, value)
        elif term.container & {"@index", "@type", "@id"} and isinstance(value, dict):
            found = self._map(term, key, value)
        else:
            found = self.expander.element(self.active, key, value)
        if found is None:
            return
        if "@list" in term.container and not (isinstance(found, dict) and "@list" in found):
            found = {"@list": array(found)}
        if "@graph" in term.container and not term.container & {"@id", "@index"}:
            found = [{"@graph": array(each)} for each in array(found)]
        if term.reverse:
            self._add_reversed(meaning, found)
        else:
            add(self.result, meaning, found)

    def _language_map(self, term: Term, value: Object) -> list[Object]:
        direction = self.active.direction if term.direction is ABSENT else term.direction
        found: list[Object] = []
        for language in sorted(value):
            for item in array(value[language]):
                if item is None:
                    continue
                if not isinstance(item, str):
                    raise JsonLdError("invalid language map value", item)
                each = {"@value": item}
                if self.active.expand(language, vocab=True) != "@none":
                    each["@language"] = language
                if direction is not None and isinstance(direction, str):
                    each["@direction"] = direction
                found.append(each)
        return found

    def _map(self, term: Term, key: str, value: Object) -> list[Any]:
        """The items of an index, type or id map (step 13.8)."""
        found: list[Any] = []
        for index in sorted(value):
            inside = self.active
            if "@type" in term.container:
                outer = self.active.previous or self.active
                if outer.term(index).context is not ABSENT:
                    inside = self.expander.contexts.within(outer, outer.term(index), propagate=False)
            items = self.expander.element(inside, key, array(value[index]), from_map=True)
            name = self.active.expand(index, vocab=True)
            for item in items:
                if "@graph" in term.container and not is_graph(item):
                    item = {"@graph": [item]}
                if name != "@none":
                    self._mark(term, item, index, str(name))
                found.append(item)
        return found

    def _mark(self, term: Term, item: Object, index: str, name: str) -> None:
        """Say in an item of a map which key it had."""
        if "@index" in term.container and term.index not in (None, "@index"):
            prop = self.active.expand(str(term.index), vocab=True)
            assert prop is not None
            item[prop] = [self.expander.value(self.active, str(term.index), index), *item.get(prop, ())]
            if "@value" in item:
                raise JsonLdError("invalid value object", item)
        elif "@index" in term.container:
            item.setdefault("@index", index)
        elif "@id" in term.container:
            if "@id" not in item:
                item["@id"] = self.active.expand(index, relative=True)
        else:
            item["@type"] = [name, *item.get("@type", ())]


_READ = {
    "@id": Entries._id,
    "@type": Entries._type,
    "@graph": Entries._graph,
    "@included": Entries._included,
    "@value": Entries._value,
    "@language": Entries._language,
    "@direction": Entries._direction,
    "@index": Entries._index,
    "@list": Entries._list,
    "@set": Entries._set,
    "@reverse": Entries._reverse,
}


def _listed(value: Any) -> list[Any]:
    return [] if value is None else array(value)


def is_node(value: Any) -> bool:
    """Whether an expanded object is a node: not a value, a list or a set."""
    return isinstance(value, dict) and not value.keys() & {"@value", "@list", "@set"}


def is_graph(value: Any) -> bool:
    """Whether an expanded object is a graph: nothing but `@graph`, and perhaps `@id` and `@index`."""
    return isinstance(value, dict) and "@graph" in value and value.keys() <= {"@graph", "@id", "@index"}
