"""The compiled Turtle writer gives the bytes that the lines give."""

from __future__ import annotations

import pytest
from helpers.laws import Profile, Resource, each_class, examples
from helpers.strategies import instances
from hypothesis import given, strategies as st

from oslo.exchange.lines import lines
from oslo.exchange.turtle import Names, turtle
from oslo.exchange.turtle_blocks import Unusual, block, blocks
from oslo.models.persoon import Plaats
from oslo.namespaces import BlankNode


@each_class
@examples(12)
@given(data=st.data())
def test_same_bytes(profile: Profile, cls: type[Resource], data: st.DataObject) -> None:
    resource = data.draw(instances(cls, known=profile.classes))
    assert "".join(blocks([resource, resource], [cls])) == "".join(turtle(lines([resource, resource]), [cls]))


def test_the_compiled_way_is_taken_by_the_usual_and_left_by_the_unusual() -> None:
    names = Names()
    assert (
        block(Plaats(id="urn:gent", plaatsnaam="Gent"), names)
        == '<urn:gent> a dct:Location ;\n    rdfs:label "Gent"@nl .\n\n'
    )
    assert names.used == {"dct", "rdfs"}
    assert block(Plaats(plaatsnaam="Gent"), names).startswith("<urn:uuid:")
    with pytest.raises(Unusual):
        block(Plaats(id=BlankNode("_:b"), plaatsnaam="Gent"), names)
