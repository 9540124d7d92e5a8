"""What the lint rules know about vocabularies: datatypes, classes, well-known namespaces, placeholders."""

from __future__ import annotations

import re

from ..namespaces import FOAF, PREFIXES, RDF, RDFS, SCHEMA, SCHEMAS, SKOS, XSD, split

_DCT = "Box ISO3166 ISO639-2 ISO639-3 Period Point RFC1766 RFC3066 RFC4646 RFC5646 URI W3CDTF"
_VALUES = """Boolean CssSelectorType Date DateTime DataType False Float Integer Number PronounceableText Text Time True
    URL XPathType"""

DATATYPES = frozenset(
    [RDF[name] for name in ("HTML", "JSON", "PlainLiteral", "XMLLiteral", "dirLangString", "langString")]
    + [f"http://purl.org/dc/terms/{name}" for name in _DCT.split()]
    + [f"http://id.loc.gov/datatypes/edtf/{name}" for name in ("EDTF", "EDTF-level0", "EDTF-level1", "EDTF-level2")]
)
VALUE_CLASSES = frozenset(f"{base}{name}" for base in (SCHEMA, SCHEMAS) for name in _VALUES.split())
"""Value types of schema.org: classes by definition, datatypes in use. No rule judges them."""

SPACES = " \t\r\n\x0b\x0c"
"""Spaces that are often left at the ends of an IRI, where none is allowed; a no-break space is allowed in an IRI."""

LANG_STRING, ANY_LITERAL, CONCEPT = str(RDF.langString), str(RDFS.Literal), str(SKOS.Concept)


def is_datatype(iri: str) -> bool:
    """Whether an IRI is certainly a datatype: one of XSD, RDF, GeoSPARQL or a few others.

    >>> is_datatype("http://www.w3.org/2001/XMLSchema#date"), is_datatype("http://www.w3.org/ns/org#Organization")
    (True, False)
    """
    return iri.startswith(str(XSD)) or iri in DATATYPES or (split(iri)[1].endswith("Literal") and iri != ANY_LITERAL)


_CLASS_HOME = re.compile(r"https?://data\.vlaanderen\.be/ns/|http://data\.europa\.eu/m8g/|https?://schema\.org/")
_CLASS_NAME = re.compile(r"[A-Z0-9]")


def is_known_class(iri: str) -> bool:
    """Whether an IRI is a class, by its vocabulary and its capital; False for unknown vocabularies."""
    if not looks_like_class(iri):
        return False
    home = _CLASS_HOME.match(iri) or split(iri)[0] in _CLASS_NAMESPACES
    return bool(home)


def looks_like_class(iri: str) -> bool:
    """As `is_known_class`, for any vocabulary: not a known datatype, and the name begins like that of a class."""
    if is_datatype(iri) or iri == ANY_LITERAL or iri in VALUE_CLASSES:
        return False
    return bool(_CLASS_NAME.match(split(iri)[1]))


_MORE = (
    "http://www.w3.org/ns/dcat#",
    "http://www.w3.org/ns/sosa/",
    "http://www.w3.org/ns/ssn/",
    "http://www.w3.org/ns/hydra/core#",
    "http://www.w3.org/ns/oa#",
    "http://www.w3.org/ns/ldp#",
    "http://www.w3.org/ns/odrl/2/",
    "http://www.w3.org/ns/dqv#",
    "http://www.w3.org/ns/duv#",
    "http://www.w3.org/ns/csvw#",
    "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "http://purl.org/vocab/vann/",
    "http://purl.org/linked-data/cube#",
    "http://rdfs.org/ns/void#",
    "http://spdx.org/rdf/terms#",
)
_KNOWN = {str(space) for name, space in PREFIXES.items() if name != "gn"} | set(_MORE)
_CLASS_NAMESPACES = _KNOWN - {str(XSD), str(RDF)}


_WITHOUT_DOCUMENTS = ("w3.org/", "purl.org/", "xmlns.com/", "schema.org/", "rdfs.org/")
"""Hosts where nothing but terms stands below a namespace: there `/` for `#` is a mistake, as is `#` for `/`."""


def _variants(namespace: str) -> list[str]:
    scheme, rest = namespace.split("://", 1)
    bare = rest.removeprefix("www.")
    hosts = [bare, f"www.{bare}"] + ([f"ww.{bare}", f"wwww.{bare}"] if rest != bare else [])
    if bare.startswith(_WITHOUT_DOCUMENTS):
        hosts += [f"{each[:-1]}{'/' if each.endswith('#') else '#'}" for each in hosts]
    return [f"{each}://{host}" for each in (scheme, "http", "https") for host in hosts]


_PAIRS = [(wrong, right) for right in sorted(_KNOWN) for wrong in _variants(right) if wrong not in _KNOWN]
MISSPELT: dict[str, str] = {
    **dict(_PAIRS),
    **{wrong: right for wrong, right in _PAIRS if wrong.partition(":")[0] == right.partition(":")[0]},
}
"""Misspelt namespaces to the well-known ones that were meant."""

_MAGDA = "https://implementatie.data.vlaanderen.be/ns/magda/persoon#"
MISSPELT_TERMS = {f"{_MAGDA}PersonEnvelop": f"{_MAGDA}PersonEnvelope"}
"""IRIs that a published context misspells, to those in its own shapes and examples."""

_HOSTS = re.compile(r"[a-z]+://(?:www\.)?(?:wherever|todo|fixme|tbd|placeholder|changeme)(?:[./:#?]|$)", re.IGNORECASE)
_WORDS = re.compile(r"[/#.=:](?:TODO|FIXME|TBD|XXX)(?![A-Za-z])")


def is_placeholder(iri: str) -> bool:
    """Whether an IRI is a placeholder.

    >>> is_placeholder("https://wherever/TODO#naam"), is_placeholder("https://example.org/todo-list#Item")
    (True, False)
    """
    return bool(_HOSTS.match(iri) or _WORDS.search(iri))


_SHACL = """alternativePath and annotationProperty annotationValue annotationVarName ask class closed condition conforms
    construct datatype deactivated declare defaultValue description detail disjoint editor entailment equals
    expression filterShape flags focusNode group hasValue hasValueCount ignoredProperties in intersection inversePath js
    jsFunctionName jsLibrary jsLibraryURL labelTemplate languageIn lessThan lessThanOrEquals maxCount maxExclusive
    maxInclusive maxLength message minCount minExclusive minInclusive minLength name namespace node nodeKind
    nodeValidator nodes not object oneOrMorePath optional or order parameter path pattern predicate prefix prefixes
    property propertyValidator qualifiedMaxCount qualifiedMinCount qualifiedValueShape qualifiedValueShapesDisjoint
    result resultAnnotation resultMessage resultPath resultSeverity returnType rule select severity shapesGraph
    shapesGraphWellFormed sourceConstraint sourceConstraintComponent sourceShape sparql subject suggestedShapesGraph
    target targetClass targetNode targetObjectsOf targetSubjectsOf this union uniqueLang update validator value values
    viewer xone zeroOrMorePath zeroOrOnePath rootClass singleLine memberShape uniqueMembers minListLength maxListLength
    reifierShape reificationRequired codeIdentifier someValue subsetOf targetWhere if then else count min max
    sum desc orderBy limit offset groupConcat separator distinct exists"""
SHACL_TERMS = frozenset(_SHACL.split())
"""Local names of properties in the SHACL namespace: of SHACL, SHACL-AF, SHACL-JS and the drafts of SHACL 1.2."""

_SKOS = """altLabel broadMatch broader broaderTransitive changeNote closeMatch definition editorialNote exactMatch
    example hasTopConcept hiddenLabel historyNote inScheme mappingRelation member memberList narrowMatch narrower
    narrowerTransitive notation note prefLabel related relatedMatch scopeNote semanticRelation topConceptOf"""
SKOS_TERMS = frozenset(_SKOS.split())
"""Local names of the properties of SKOS."""

LABELS = (SKOS.prefLabel, RDFS.label, FOAF.name)
