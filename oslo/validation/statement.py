"""A statement of conformity: which data, against which text, by which software, on which day, with which outcome.

Written with EARL 1.0 (W3C, Evaluation and Report Language), to be kept beside the data. It has checksums and counts,
and nothing of the data itself: no names of files, no nodes, no values.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from typing import Any, NamedTuple

from ..model.published import Strength
from ..namespaces import DCT, EARL, OWL, RDF, SPDX, XSD, Iri
from ..rdf.ntriples import term
from ..rdf.parsing import Format
from ..words.sentences import ENGLISH, say

SOFTWARE = "oslo-interop"
_SHOWN = 3  # checksums in a line for people
_LINKS = {
    "earl": ("assertedBy", "subject", "test", "mode", "result", "outcome"),
    "dct": ("requires", "isPartOf", "source"),
}
_VALUES = {"dct": ("title", "hasVersion", "identifier", "description"), "owl": ("versionInfo",)}
_CONTEXT: dict[str, Any] = {
    **{"earl": str(EARL), "dct": str(DCT), "spdx": str(SPDX), "owl": str(OWL), "xsd": str(XSD)},
    **{name: f"earl:{name}" for name in ("Assertion", "Software", "TestSubject", "TestRequirement", "TestResult")},
    **{name: {"@id": f"{prefix}:{name}", "@type": "@id"} for prefix, names in _LINKS.items() for name in names},
    **{name: f"{prefix}:{name}" for prefix, names in _VALUES.items() for name in names},
    "date": {"@id": "dct:date", "@type": "xsd:date"},
    "Checksum": "spdx:Checksum",
    "checksum": "spdx:checksum",
    "algorithm": {"@id": "spdx:algorithm", "@type": "@id"},
    "checksumValue": {"@id": "spdx:checksumValue", "@type": "xsd:hexBinary"},
}


class Tested(NamedTuple):
    """The shapes that data was checked against: what they say of themselves, and the checksums of their files."""

    iri: str | None = None
    profile: str | None = None
    version: str | None = None
    source: str | None = None
    checksums: tuple[str, ...] = ()


class Statement(NamedTuple):
    """What is stated of some data; `outcome`: passed, failed, cantTell or inapplicable (EARL 1.0 Schema, section 2.8).

    `checksums`: SHA-256 of each file of the data, in hexadecimal digits.
    """

    tested: Tested
    strength: Strength
    engine: str
    outcome: str
    counts: str
    checksums: tuple[str, ...]
    day: date

    def text(self, format: Format = Format.TURTLE) -> str:
        """The statement in Turtle or JSON-LD; the same bytes for the same statement.

        Raises ValueError for another format.
        """
        blocks = list(_blocks(self))
        if format is Format.TURTLE:
            from ..exchange.turtle import TurtleWriter

            writer = TurtleWriter()
            return "".join(writer.block(block) for block in blocks)
        if format is Format.JSONLD:
            from ..exchange.jsonld import jsonld

            return "".join(jsonld(["".join(blocks)], _CONTEXT))
        raise ValueError(f"a statement is written in turtle or jsonld, not in {format}")

    def sentence(self, language: str = ENGLISH) -> str:
        """The statement in one line, for people."""
        return say(
            "statement.line",
            language,
            day=self.day.isoformat(),
            outcome=say(f"statement.{self.outcome}", language),
            profile=_title(self.tested, language),
            strength=say(f"statement.as_{self.strength}", language),
            software=f"{SOFTWARE} {version(SOFTWARE)}",
            engine=f"{self.engine} {version(self.engine)}",
            sums=self._sums(language),
        )

    def _sums(self, language: str) -> str:
        more = len(self.checksums) - _SHOWN
        shown = ", ".join(self.checksums[:_SHOWN])
        return f"{shown} {say('report.more', language, more)}" if more > 0 else shown


def _title(tested: Tested, language: str) -> str:
    names = [name for name in (tested.profile, tested.version) if name]
    return " ".join(names) or say("statement.shapes", language)


def _blocks(stated: Statement) -> Iterator[str]:
    """The nodes of the statement as N-Triples, each after the one that refers to it."""
    tested, sums = stated.tested, (*stated.checksums, *stated.tested.checksums)
    nodes = {name: f"_:{name}" for name in ("statement", "software", "engine", "data", "test", "result")}
    names = [f"_:checksum{number}" for number in range(1, len(sums) + 1)]
    of_data, of_shapes = names[: len(stated.checksums)], names[len(stated.checksums) :]
    yield _node(
        nodes["statement"],
        EARL.Assertion,
        (EARL.assertedBy, nodes["software"]),
        (EARL.subject, nodes["data"]),
        (EARL.test, nodes["test"]),
        (EARL.mode, f"<{EARL.automatic}>"),
        (EARL.result, nodes["result"]),
    )
    yield _software(nodes["software"], SOFTWARE, (DCT.requires, nodes["engine"]))
    yield _software(nodes["engine"], stated.engine)
    yield _node(nodes["data"], EARL.TestSubject, *((SPDX.checksum, name) for name in of_data))
    strength = say(f"statement.as_{stated.strength}", ENGLISH)
    yield _node(
        nodes["test"],
        EARL.TestRequirement,
        (DCT.title, term(f"{_title(tested, ENGLISH)}, {strength}", language=ENGLISH)),
        (DCT.identifier, term(" ".join(filter(None, (tested.profile, tested.version, stated.strength))))),
        *((OWL.versionInfo, term(each)) for each in (tested.version,) if each),
        *((DCT.isPartOf, f"<{each}>") for each in (tested.iri,) if each),
        *((DCT.source, f"<{each}>") for each in (tested.source,) if each),
        *((SPDX.checksum, name) for name in of_shapes),
    )
    yield _node(
        nodes["result"],
        EARL.TestResult,
        (EARL.outcome, f"<{EARL[stated.outcome]}>"),
        (DCT.date, term(stated.day.isoformat(), XSD.date)),
        (DCT.description, term(stated.counts, language=ENGLISH)),
    )
    for name, value in zip(names, sums, strict=True):
        yield _node(
            name,
            SPDX.Checksum,
            (SPDX.algorithm, f"<{SPDX.checksumAlgorithm_sha256}>"),
            (SPDX.checksumValue, term(value, XSD.hexBinary)),
        )


def _software(node: str, name: str, *more: tuple[Iri, str]) -> str:
    return _node(node, EARL.Software, (DCT.title, term(name)), (DCT.hasVersion, term(version(name))), *more)


def _node(node: str, kind: Iri, *pairs: tuple[Iri, str]) -> str:
    return "".join(f"{node} <{name}> {value} .\n" for name, value in ((RDF.type, f"<{kind}>"), *pairs))
