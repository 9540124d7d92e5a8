"""What the models of a mapping prove of its output, so that no engine has to find it out.

A model accepts exactly what its shape accepts: a law that the tests hold for every class. So what one record says of a
node conforms, if the shapes are those of the models, if each class has one shape, and if a shape looks no further than
from a node to the classes of its values. What no model knows is what several records say together (`whole`): of one
node, or of a node that another record refers to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping as Fields, Sequence
from typing import NamedTuple

from ..model.completing import type_of
from ..model.description import Profile, PropertyInfo, describe
from ..model.published import Strength
from ..model.resource import Resource
from ..namespaces import RDF
from ..validation.strength import is_besides
from ..validation.validator import Validator
from .kinds import RecordKind
from .mapping import Mapping
from .rules import PartRule, ValueRule


class Proof(NamedTuple):
    """What is left open: values of which predicates refer to other nodes; whether records can describe one node.

    `joined`: whether the nodes of records themselves are among these, and not only parts with an id. `limited`: the
    predicates of which a node can have too many values, and rdf:type.
    """

    references: frozenset[str]
    limited: frozenset[str]
    shared: bool
    joined: bool

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left open."""
        return not (self.references or self.shared)


def prove(mapping: Mapping, check: Validator) -> Proof | None:
    """What is left open of the output of a mapping; None if its models prove nothing of what is to be checked."""
    if not check.is_of(mapping.profile) or check.strength is Strength.PUBLISHED or check.reach.across:
        return None
    kinds = [each for each in mapping.kinds if each.model is not None]
    uses = [use for kind in kinds for use in _uses(kind, kind.model, kind.rules.fields)]
    if not _are_alone({each.cls for each in uses}, mapping.profile, check):
        return None
    references = {f"<{each.refers.path}>" for each in uses if each.refers}
    props = [prop for each in uses for prop in describe(each.cls).properties]
    limited = {f"<{prop.path}>" for prop in props if not prop.many or prop.max is not None or prop.unique_lang}
    joined = bool(mapping.shared_id) or len(kinds) > 1
    return Proof(
        frozenset(references),
        frozenset({f"<{RDF.type}>", *limited}),
        joined or any(each.named for each in uses),
        joined,
    )


def _are_alone(classes: set[type[Resource]], profile: Profile, check: Validator) -> bool:
    """Whether no shape looks at the nodes of a class but its own, which has them all."""
    targets = [each for each in check.shapes.targets if not is_besides(check.shapes, each.shape)]
    looking = Counter(each.term for each in targets)
    own = Counter(f"<{type_of(each)}>" for each in profile.classes)

    def is_alone(cls: type[Resource]) -> bool:
        name = f"<{type_of(cls)}>"
        return not looking[name] or (cls in profile.classes and own[name] == looking[name] == 1)

    return all(map(is_alone, classes)) and all(each.kind == "class" for each in targets)


class _Use(NamedTuple):
    """A class that a mapping makes; as a part with an id (`named`); with a property that refers to other nodes."""

    cls: type[Resource]
    named: bool = False
    refers: PropertyInfo | None = None


def _uses(
    kind: RecordKind, cls: type[Resource] | None, fields: Fields[str, Sequence[ValueRule | PartRule]]
) -> Iterator[_Use]:
    assert cls is not None
    yield _Use(cls)
    properties = {prop.name: prop for prop in describe(cls).properties}
    for name, rules in fields.items():
        prop = properties[name]
        for each in rules:
            if isinstance(each, PartRule):
                part = kind.checker.part_class(prop, each, (name,))
                yield _Use(part, named=bool(each.id))
                yield from _uses(kind, part, each.fields)
            elif any(one.cls for one in prop.ranges):
                yield _Use(cls, refers=prop)
