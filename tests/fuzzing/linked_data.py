"""Targets for linked data: data, shapes, contexts, code lists and tables between standards, in every syntax."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path

from helpers.published import REPOSITORY

from oslo import Format, Validator, load_profile, read_all, repair_context, translate, write
from oslo.alignment.tables import read_alignment
from oslo.exchange import render
from oslo.generating import module
from oslo.lint.linter import lint
from oslo.lint.output import REPORTS, written as reported
from oslo.lint.repairs import repaired
from oslo.models.persoon import Plaats
from oslo.rdf.parsing import ReadOptions
from oslo.rdf.sources import texts
from oslo.report.formats import FORMATS, written
from oslo.validation.engines import Engine
from oslo.vocabularies.codelists import read as read_code_lists
from oslo.vocabularies.inference import infer

from .checks import Check, Wrong, check_code, check_rdf
from .records import with_file
from .seeds import seeds

_WRITTEN = (Format.NTRIPLES, Format.TURTLE, Format.RDFXML)


_VOCABULARY = """@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
<http://xmlns.com/foaf/0.1/familyName> rdfs:subPropertyOf rdfs:label ; rdfs:domain <urn:P> ; rdfs:range <urn:R> .
<http://purl.org/dc/terms/Location> rdfs:subClassOf <urn:L> . <urn:p> owl:inverseOf <urn:q> ."""


def parsing(format: Format) -> Check:
    """Data as N-Triples."""
    return lambda data: check_rdf(
        "".join(texts([data], format, ReadOptions(graphs=set(), notes=[], strict=True))), "ntriples"
    )


def inference(format: Format) -> Check:
    """Data with what follows from it, in each syntax in turn."""

    def run(data: bytes) -> None:
        triples = "".join(infer([data], format, vocabularies=[_VOCABULARY], graphs=set()))
        check_rdf(triples, "ntriples")
        to = _WRITTEN[len(data) % len(_WRITTEN)]
        check_rdf("".join(render([triples], to, [])), to)

    return run


@cache
def _validator(engine: Engine) -> Validator:
    return Validator(REPOSITORY / "shapes" / "persoon-basis.ttl", engine=engine)


def data(format: Format, engine: Engine = Engine.AUTO) -> Check:
    """Data against the shapes of a profile, and the report in each form in turn."""

    def run(data: bytes) -> None:
        report = _validator(engine).validate(data, format, normalize=bool(len(data) % 2))
        names = sorted(FORMATS)
        name = names[len(data) % len(names)]
        text = written(report, name)
        text.encode()
        if name == "turtle":
            check_rdf(text, "turtle")

    return run


def shapes(engine: Engine) -> Check:
    """Shapes that are changed, and data that are not."""

    def run(data: bytes) -> None:
        report = Validator(data.decode("utf-8", "replace"), engine=engine).validate(seeds("ttl")[0], Format.TURTLE)
        check_rdf(written(report, "turtle"), "turtle")

    return run


def _lint(path: Path) -> None:
    defects = lint(path)
    for report in REPORTS:
        reported(defects, report).encode()
    content, repairs = repaired(path)
    broken = any(each.code in ("file/syntax", "file/unreadable", "file/not-json", "file/latin-1") for each in defects)
    if repairs and path.suffix == ".ttl" and not broken:
        try:
            check_rdf(content, "turtle", base="http://x.example/")  # a linter takes relative IRIs
        except Wrong as error:
            raise Wrong("output", f"a repaired copy is broken: {error}") from None


lint_shapes, lint_context, lint_rdf = (with_file(each, _lint) for each in (".ttl", ".jsonld", ".rdf"))
lint_lines = with_file(".nt", _lint)


def _generate(path: Path) -> None:
    check_code(module([path]).source, str(path))


def _generate_with_context(path: Path) -> None:
    shapes = Path("shapes.ttl")
    shapes.write_bytes(seeds("shapes")[0])
    check_code(module([shapes], path).source, str(path))


generate, generate_with_context = with_file(".ttl", _generate), with_file(".jsonld", _generate_with_context)


def translation(data: bytes) -> None:
    done = translate([data], "persoon-basis", "isa", "turtle")
    check_rdf(write(done.resources), "turtle")
    if done.statements != done.translated + done.lost.number:
        raise Wrong("lost", f"{done.statements} statements, {done.translated} translated, {done.lost.number} lost")


def _alignment(path: Path) -> None:
    read_alignment(path).attempt(Plaats(id="urn:gent", plaatsnaam="Gent"))


alignment = with_file(".yaml", _alignment)


def alignment_seeds() -> list[bytes]:
    table = (REPOSITORY / "oslo/alignment/ready/isa.yaml").read_text("utf-8")
    head, _, rest = table.partition("classes:")
    return [
        (head + "classes:" + "".join(rest.partition("\n- ")[:1])).encode(),
        (REPOSITORY / "oslo/alignment/ready/magda.yaml").read_bytes(),
    ]


def reading(data: bytes) -> None:
    """Data as resources, and these written again."""
    found = read_all(data, load_profile("persoon-basis"), Format.TURTLE)
    check_rdf(write(found.resources), "turtle")


def context(data: bytes) -> None:
    """A context that is repaired, and one that is written with."""
    document, _ = repair_context(data)
    text = write(Plaats(id="urn:gent", plaatsnaam="Gent"), "jsonld", context=document)
    for _ in texts([text], Format.JSONLD):
        pass


def code_list(data: bytes) -> None:
    for each in read_code_lists([data], Format.TURTLE).values():
        with suppress(ValueError):  # a label of several concepts
            each.find("een")
