"""What tests of the ready mappings share: a conversion with all that it said, and whether its result conforms."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import rdflib

from oslo import Format, Listeners, Notice, Reject, Validator, convert, load_mapping
from oslo.mapping.conversion import Input
from oslo.models import load
from oslo.validation.findings import Report


@dataclass(frozen=True)
class Converted:
    """What came out of some records: N-Triples, and what did not."""

    text: str
    resources: int
    rejects: list[Reject]
    notices: list[Notice]

    @cached_property
    def graph(self) -> rdflib.Graph:
        return rdflib.Graph().parse(data=self.text, format="nt")

    def values(self, prop: str, node: str | None = None) -> list[rdflib.term.Node]:
        """What is said by a property, of a node or of all."""
        return list(self.graph.objects(node and rdflib.URIRef(node), rdflib.URIRef(prop)))

    @property
    def reasons(self) -> list[str]:
        return [str(each) for each in self.rejects]


def converted(inputs: Iterable[Input], mapping: str | Path) -> Converted:
    out, rejects, notices = io.StringIO(), list[Reject](), list[Notice]()
    hears = Listeners(reject=rejects.append, notice=notices.append)
    done = convert(inputs, load_mapping(mapping), out, Format.NTRIPLES, listeners=hears)
    assert (done.rejects, len(done.notices)) == (len(rejects), len(notices))
    return Converted(out.getvalue(), done.resources, rejects, notices)


def report_of(text: str, profile: str, *classes: str) -> Report:
    """The report of a text that has to conform, with focus nodes for the named classes."""
    report = Validator(load(profile)).validate(text, Format.NTRIPLES)
    assert report.violations == []
    hit = {each.name for each in report.coverage.shapes if each.focus_nodes}
    assert set(classes) <= hit
    assert report.coverage.focus_nodes
    return report
