"""What `oslo lint` looks for: one line a rule, and the form of what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["file", "shapes", "context", "codelist"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of defect: its code, what it does to users, how to mend it, and whether `--fix` does so."""

    code: str
    kind: Kind
    title: str
    effect: str
    mend: str
    safe: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Defect:
    """One defect: the code of its rule, file and line, the node that has it, and what stands there."""

    code: str
    file: str
    line: int | None
    node: str
    detail: str


def _rule(code: str, title: str, effect: str, mend: str, *, safe: bool = False) -> Rule:
    kind: Kind = code.split("/")[0]  # type: ignore[assignment]
    return Rule(code, kind, title, effect, mend, safe)


_LIST = (
    # Files of any kind.
    _rule(
        "file/unreadable",
        "The file cannot be read",
        "Nothing in it reaches anyone.",
        "Check the name, the rights and the kind of the file.",
    ),
    _rule(
        "file/syntax",
        "The text breaks the rules of its syntax",
        "A parser that follows the standard refuses the file, wholly or from this line on.",
        "Mend the line that is named.",
    ),
    _rule(
        "file/not-json",
        "The file is not JSON",
        "No JSON-LD processor can read it, so no document that names it can be read.",
        "Mend the line that is named; commas too many and line ends in an IRI are removed for you.",
        safe=True,
    ),
    _rule(
        "file/latin-1",
        "The file is Latin-1, not UTF-8",
        "RDF and JSON are UTF-8: a parser refuses the file, or reads an accented letter as U+FFFD.",
        "Save the file as UTF-8.",
        safe=True,
    ),
    _rule(
        "file/broken-iri",
        "An IRI holds a character that no IRI may hold",
        "Strict parsers refuse the whole file, lenient ones keep an IRI that matches nothing.",
        "Write the IRI without spaces, line ends and quotes; those at its ends are removed for you.",
        safe=True,
    ),
    _rule(
        "file/placeholder-iri",
        "An IRI that was to be filled in",
        "It names nothing, and all things with the same placeholder become one.",
        "Put the right IRI in its place.",
    ),
    _rule(
        "file/local-iri",
        "An IRI of somebody's own disk",
        "Nobody else can look it up, and it differs with every run.",
        "Write the IRI in full, or give the file a base.",
    ),
    _rule(
        "file/misspelt-namespace",
        "A well-known namespace, misspelt",
        "The terms are others than the known ones: no shape, context or query matches them.",
        "Write it as its publisher does; done for you, but for data.vlaanderen.be, where data with http exists.",
        safe=True,
    ),
    _rule(
        "file/http-and-https",
        "One IRI, with http and with https",
        "For RDF these are two things: what is said of the one does not hold for the other.",
        "Choose the form that the publisher uses and write it everywhere.",
    ),
    _rule(
        "file/replacement-character",
        "A text holds U+FFFD",
        "A letter was lost when the text was read in the wrong encoding; people see a question mark.",
        "Take the text from its source again.",
    ),
    _rule(
        "file/mojibake",
        "A text that is UTF-8 read as Latin-1",
        "People see two strange characters for each accented letter, and searches do not find the word.",
        "Read the source as UTF-8.",
    ),
    # Shapes.
    _rule(
        "shapes/class-on-datatype",
        "sh:class names a datatype",
        "No literal is an instance of a class: every value is a violation.",
        "Write sh:datatype; for rdfs:Literal, sh:nodeKind sh:Literal.",
        safe=True,
    ),
    _rule(
        "shapes/literal-as-datatype",
        "sh:datatype rdfs:Literal",
        "No literal has this datatype: every value is a violation.",
        "Write sh:nodeKind sh:Literal.",
        safe=True,
    ),
    _rule(
        "shapes/class-as-datatype",
        "sh:datatype names a class",
        "No literal has this datatype: every value is a violation.",
        "Write sh:class, or the datatype that was meant.",
    ),
    _rule(
        "shapes/targets-datatype",
        "A shape targets a datatype",
        "A literal has no type in RDF: the shape hits nothing.",
        "Leave the shape out, or say sh:datatype where the values are used.",
    ),
    _rule(
        "shapes/targets-concept",
        "A shape targets skos:Concept",
        "It applies to the concepts of every code list, also of those it was not made for, and counts them as checked.",
        "Target the property that uses the code list, or leave out the target and refer with sh:node.",
    ),
    _rule(
        "shapes/count-as-text",
        "A count is not an xsd:integer",
        "The shape is ill-formed: some engines refuse the whole file, others leave the count out.",
        "Write the number without quotes.",
        safe=True,
    ),
    _rule(
        "shapes/count-n",
        'sh:maxCount "n"',
        "The shape is ill-formed: some engines refuse the whole file.",
        "Leave sh:maxCount out: that is what unbounded means.",
        safe=True,
    ),
    _rule(
        "shapes/no-path",
        "A property shape without sh:path",
        "The shape is ill-formed: some engines refuse the whole file, others never use the shape.",
        "Give it its sh:path, or remove it. Before a validation it is left out, not by --fix.",
    ),
    _rule(
        "shapes/placeholder-path",
        "sh:path is an IRI that was to be filled in",
        "The property is never in the data: nothing is checked, and a sh:minCount always fails.",
        "Put the IRI of the property in its place.",
    ),
    _rule(
        "shapes/contradictory-range",
        "One property of a shape has several ranges",
        "A value has to meet all of them at once; nearly always one of them was meant.",
        "Put the ranges in one sh:or, or keep the right one.",
    ),
    _rule(
        "shapes/contradictory-targets",
        "Two shapes ask of one class what cannot both hold",
        "Every instance of the class that has the property is a violation of one of them.",
        "Let the two shapes agree, or give them different targets.",
    ),
    _rule(
        "shapes/min-above-max",
        "sh:minCount is above sh:maxCount",
        "No data can conform.",
        "Correct one of the two.",
    ),
    _rule(
        "shapes/unknown-term",
        "A property that SHACL does not have",
        "Engines pass over it in silence: the constraint is never checked.",
        "Write the term that SHACL has; sh:shape of old drafts is sh:node.",
    ),
    _rule(
        "shapes/unreachable",
        "A node shape without target that no shape refers to",
        "It is never used, unless another file refers to it.",
        "Give it a target, refer to it with sh:node, or remove it.",
    ),
    # Contexts.
    _rule(
        "context/class-as-type",
        "The @type of a term is a class",
        "A string value becomes a literal with the class as its datatype: the link is lost.",
        'Write "@type": "@id".',
        safe=True,
    ),
    _rule(
        "context/literal-as-type",
        "The @type of a term is rdfs:Literal",
        "A value becomes a literal with a datatype that no literal can have.",
        "Leave @type out.",
        safe=True,
    ),
    _rule(
        "context/langstring-as-type",
        "The @type of a term is rdf:langString",
        "A plain string becomes a language string without a language, which RDF does not allow.",
        'Leave @type out and give the language: "@language" or "@container": "@language".',
        safe=True,
    ),
    _rule(
        "context/empty-type",
        "The @type of a term is empty",
        "A processor refuses the context, or makes literals with the context's own address as datatype.",
        "Leave @type out.",
        safe=True,
    ),
    _rule(
        "context/unknown-key",
        "The definition of a term has a key that JSON-LD does not know",
        "A processor refuses the context, and so every document that names it.",
        "Leave the key out; a definition in which nothing is left becomes null, for a term without meaning.",
        safe=True,
    ),
    _rule(
        "context/undefined-prefix",
        "A term has a prefix that the context does not define",
        "A processor refuses the context: the term says one IRI by its name and another by its definition.",
        "Define the prefix.",
        safe=True,
    ),
    _rule(
        "context/misspelt-term",
        "A term is misspelt, with its IRI",
        "Documents that spell the term as the shapes do lose it in silence, others name what no shape knows.",
        "Write it as the shapes of the same profile do; done for you, and the old name is kept.",
        safe=True,
    ),
    _rule(
        "context/placeholder-iri",
        "A term stands for an IRI that was to be filled in",
        "The values are published under a property or class that does not exist.",
        "Put the right IRI in its place.",
    ),
    _rule(
        "context/remote",
        "The context stands on the web",
        "Without network, or when the address changes its content, the document cannot be read or means another thing.",
        "Carry the context in the file, or ship a copy beside it.",
    ),
    _rule(
        "context/duplicate-key",
        "A key stands twice in one object",
        "Readers keep one of the two, mostly the last, in silence.",
        "Remove or rename one of them.",
    ),
    # Code lists.
    _rule(
        "codelist/latin-1",
        "The code list is Latin-1, not UTF-8",
        "A parser refuses the file, or reads an accented letter as U+FFFD.",
        "Save the file as UTF-8.",
        safe=True,
    ),
    _rule(
        "codelist/no-scheme",
        "A concept that is in no scheme",
        "Nobody can tell to which code list it belongs, so a value cannot be checked against the list.",
        "Say skos:inScheme for each concept.",
    ),
    _rule(
        "codelist/unknown-term",
        "A property that SKOS does not have",
        "It means nothing: what was to be said is not said.",
        "Write the term that SKOS has; where only capitals differ it is done for you.",
        safe=True,
    ),
    _rule(
        "codelist/no-label",
        "A concept or scheme without a label",
        "People see an IRI.",
        "Give it a skos:prefLabel with its language.",
    ),
    _rule(
        "codelist/label-without-language",
        "A label without a language",
        "Applications that ask for the Dutch or French label find none.",
        'Write the language: "Gebouw"@nl.',
    ),
)

RULES: dict[str, Rule] = {rule.code: rule for rule in _LIST}
"""Every rule by its code, in the order of the documentation."""
