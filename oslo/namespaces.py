"""IRIs, blank nodes, and the namespaces that OSLO and the SEMIC Core Vocabularies use.

>>> PERSOON.heeftGeboorte
Iri('https://data.vlaanderen.be/ns/persoon#heeftGeboorte')
>>> compact(PERSOON.heeftGeboorte), expand("foaf:familyName")
('persoon:heeftGeboorte', Iri('http://xmlns.com/foaf/0.1/familyName'))
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

# RFC 3987, section 2.2, without iprivate, which no register uses: an absolute IRI, characters unchanged.
_NOT_IN_IRI = r"""\x00-\x20\x7f-\x9f<>"{}|\\^`\[\]#%\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff"""
_NOT_IN_IRI += "".join(f"\\U{plane:04x}fffe-\\U{plane:04x}ffff" for plane in range(1, 0xE))
_NOT_IN_IRI += r"\U000e0000-\U000e0fff\U000efffe-\U0010ffff"
_ENCODED = "%[0-9A-Fa-f]{2}"
_RUN = f"[^{_NOT_IN_IRI}]*(?:{_ENCODED}[^{_NOT_IN_IRI}]*)*"
_USER = f"(?:(?:[^{_NOT_IN_IRI}/?@]|{_ENCODED})*@)?"
_HOST = rf"(?:\[[0-9A-Fa-f:.]+\]|(?:[^{_NOT_IN_IRI}/?:@]|{_ENCODED})*)"
_AUTHORITY = f"//{_USER}{_HOST}(?::[0-9]*)?(?=[/?#]|$)"
_IRI = re.compile(rf"[A-Za-z][A-Za-z0-9+.\-]*:(?:{_AUTHORITY}|(?!//)){_RUN}(?:#{_RUN})?")
# Most IRIs: a bare host, ASCII, nothing encoded. It accepts a subset of `_IRI`, and is quicker.
_ASCII = r"[A-Za-z0-9\-._~:/?@!$&'()*+,;=]*"
_USUAL = re.compile(rf"[A-Za-z][A-Za-z0-9+.\-]*:(?://[A-Za-z0-9.\-]+(?=[/?#]|$)|(?!//)){_ASCII}(?:#{_ASCII})?")
_BLANK = re.compile(r"_:[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?")

# The same for JSON Schema, with regular expressions that every validator supports.
IRI_PATTERN = r"""^[A-Za-z][A-Za-z0-9+.\-]*:[^\u0000-\u0020\u007f-\u009f<>"{}|\\^`]*$"""
NODE_PATTERN = rf"^_:[A-Za-z0-9_]|{IRI_PATTERN}"


class _Checked(str):
    """Text that is checked when it is made; an instance of the class is accepted unchanged."""

    __slots__ = ()
    _json_pattern: ClassVar[str]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    @classmethod
    def _from(cls, value: object) -> Self:
        if type(value) is cls:
            return value
        if not isinstance(value, str) or isinstance(value, _Checked):
            raise ValueError(f"expected an {cls.__name__}, not {value!r}")
        return cls(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        if source is not cls:  # an IRI in the metadata of a field is its path, and checks nothing
            return handler(source)
        return instance_or(cls, cls._from, f"not an {cls.__name__}", pattern=cls._json_pattern)


def instance_or(
    cls: type | tuple[type, ...],
    make: Callable[[Any], Any],
    message: str,
    *,
    pattern: str | None = None,
    taken: Sequence[CoreSchema] = (),
    given: CoreSchema | None = None,
) -> CoreSchema:
    """A pydantic schema that accepts an instance unchanged, without a call into Python, and makes one of other values.

    In JSON the value is text, with `pattern` for JSON Schema; for a class of tuples, `taken` are the JSON
    forms that it is made from, and `given` the one in which it is written.
    """
    from pydantic_core import PydanticSerializationUnexpectedValue, core_schema

    text = core_schema.str_schema(pattern=pattern)
    as_json: type = tuple if given else str

    def written(value: object) -> Any:
        if not isinstance(value, cls):
            raise PydanticSerializationUnexpectedValue(message)  # in a union: the next one is tried
        return as_json(value)

    form = core_schema.union_schema(list(taken)) if taken else text
    return core_schema.union_schema(
        [
            core_schema.is_instance_schema(cls),
            core_schema.no_info_plain_validator_function(make, json_schema_input_schema=form),
        ],
        mode="left_to_right",
        custom_error_type="oslo_value",
        custom_error_message=message,
        serialization=core_schema.plain_serializer_function_ser_schema(
            written, return_schema=given or text, when_used="json"
        ),
    )


class Iri(_Checked):
    """An absolute IRI (RFC 3987): checked, and kept unchanged, without percent-encoding.

    >>> Iri("https://data.vlaanderen.be/id/gemeente/44021")
    Iri('https://data.vlaanderen.be/id/gemeente/44021')
    >>> Iri("https://data.vlaanderen.be/id/een straat")
    Traceback (most recent call last):
    ...
    ValueError: not an absolute IRI: 'https://data.vlaanderen.be/id/een straat'
    """

    __slots__ = ()
    _json_pattern = IRI_PATTERN

    def __new__(cls, text: str) -> Self:
        if _USUAL.fullmatch(text) is None and _IRI.fullmatch(text) is None:
            raise ValueError(f"not an absolute IRI: {str(text)!r}")
        return super().__new__(cls, text)


class BlankNode(_Checked):
    """A node without an IRI: `_:` and a label that means nothing outside its file.

    >>> BlankNode("_:b0")
    BlankNode('_:b0')
    """

    __slots__ = ()
    _json_pattern = f"^{_BLANK.pattern}$"

    def __new__(cls, text: str) -> Self:
        if _BLANK.fullmatch(text) is None:
            raise ValueError(f"not a blank node label: {str(text)!r}")
        return super().__new__(cls, text)


class Namespace:
    """The common start of IRIs; an attribute or item of it is an `Iri`.

    >>> Namespace("https://example.org/ns#").naam
    Iri('https://example.org/ns#naam')
    >>> Namespace("https://example.org/ns#")["honorific-prefix"]
    Iri('https://example.org/ns#honorific-prefix')
    """

    __slots__ = ("_base", "_made")

    def __init__(self, base: str) -> None:
        self._base = base
        self._made: dict[str, Iri] = {}

    def __str__(self) -> str:
        return self._base

    def __repr__(self) -> str:
        return f"Namespace({self._base!r})"

    def __getattr__(self, name: str) -> Iri:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> Iri:
        if name not in self._made:
            self._made[name] = Iri(self._base + name)
        return self._made[name]


A4G = Namespace("http://data.europa.eu/a4g/ontology#")
AD = Namespace("http://inspire.ec.europa.eu/ont/ad#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
ADRES = Namespace("https://data.vlaanderen.be/ns/adres#")
CIDOC = Namespace("http://www.cidoc-crm.org/cidoc-crm/")
BESLUIT = Namespace("http://data.vlaanderen.be/ns/besluit#")  # http, as published
CPSV = Namespace("http://purl.org/vocab/cpsv#")
CULTUUR = Namespace("https://data.vlaanderen.be/ns/cultuurparticipatie#")
DC = Namespace("http://purl.org/dc/elements/1.1/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
DIENST = Namespace("https://data.vlaanderen.be/ns/dienst#")
DPV = Namespace("https://w3id.org/dpv#")
EARL = Namespace("http://www.w3.org/ns/earl#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
GCONSENT = Namespace("https://w3id.org/GConsent#")
GEBOUW = Namespace("https://data.vlaanderen.be/ns/gebouw#")
GENERIEK = Namespace("https://data.vlaanderen.be/ns/generiek#")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
GN = Namespace("https://www.geonames.org/ontology#")
INFRASTRUCTUUR = Namespace("https://data.vlaanderen.be/ns/cultuur-en-jeugd/infrastructuur#")
GTFS = Namespace("http://vocab.gtfs.org/terms#")
LEGAL = Namespace("http://www.w3.org/ns/legal#")
LOCN = Namespace("http://www.w3.org/ns/locn#")
LPDC = Namespace("https://productencatalogus.data.vlaanderen.be/ns/ipdc-lpdc#")
M8G = Namespace("http://data.europa.eu/m8g/")
MAGDA = Namespace("https://implementatie.data.vlaanderen.be/ns/magda/persoon#")
MAGDA_GENERIEK = Namespace("https://implementatie.data.vlaanderen.be/ns/generiek#")
MOBILITEIT = Namespace("https://data.vlaanderen.be/ns/mobiliteit#")
MOBILITEIT_AANBOD = Namespace("https://data.vlaanderen.be/ns/mobiliteit/trips-en-aanbod#")
NETWERK = Namespace("https://data.vlaanderen.be/ns/netwerk#")
MANDAAT = Namespace("http://data.vlaanderen.be/ns/mandaat#")  # http, as published
ORG = Namespace("http://www.w3.org/ns/org#")
ORGANISATIE = Namespace("https://data.vlaanderen.be/ns/organisatie#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PAV = Namespace("http://purl.org/pav/")
PERCEEL = Namespace("https://data.vlaanderen.be/ns/perceel#")
PERSON = Namespace("http://www.w3.org/ns/person#")
PERSOON = Namespace("https://data.vlaanderen.be/ns/persoon#")
PLATFORM = Namespace("https://data.uitwisselingsplatform.be/ns/platform#")
PROV = Namespace("http://www.w3.org/ns/prov#")
PUBLICSERVICE = Namespace("http://vocab.belgif.be/ns/publicservice#")
QB = Namespace("http://purl.org/linked-data/cube#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
REGORG = Namespace("http://www.w3.org/ns/regorg#")
SCHEMA = Namespace("http://schema.org/")
SCHEMAS = Namespace("https://schema.org/")  # with https, for profiles that write it so
SF = Namespace("http://www.opengis.net/ont/sf#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SOSA = Namespace("http://www.w3.org/ns/sosa/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
TIME = Namespace("http://www.w3.org/2006/time#")
UITDATABANK = Namespace("https://data.publiq.be/ns/uitdatabank#")
TRANSPORTNETWERK = Namespace("https://data.vlaanderen.be/ns/transportnetwerk#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
WEG = Namespace("https://data.vlaanderen.be/ns/weg#")
XHV = Namespace("http://www.w3.org/1999/xhtml/vocab#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

PREFIXES: dict[str, Namespace] = {
    name.lower().replace("_", "-"): value for name, value in list(globals().items()) if isinstance(value, Namespace)
}

_NOT_IN_NAME = re.compile(f"[{_NOT_IN_IRI}/?]")


def in_iri(name: str) -> str:
    """A name as the last part of an IRI: characters that are not allowed there are percent-encoded.

    >>> in_iri("cliënt"), in_iri("een straat")
    ('cliënt', 'een%20straat')
    """
    return _NOT_IN_NAME.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")), name)


_LOCAL = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?")


def split(iri: str) -> tuple[str, str]:
    """The namespace and the local name of an IRI: cut after the last `#` or `/`.

    >>> split("http://www.w3.org/ns/locn#Address")
    ('http://www.w3.org/ns/locn#', 'Address')
    """
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[:cut], iri[cut:]


_BY_NAMESPACE = {str(namespace): prefix for prefix, namespace in PREFIXES.items()}


def compact(iri: str, prefixes: dict[str, str] | None = None) -> str | None:
    """`prefix:name` for an IRI in a known namespace, else None.

    `prefixes` maps namespace to prefix; by default it has the namespaces of `PREFIXES`.
    """
    namespace, local = split(iri)
    prefix = (_BY_NAMESPACE if prefixes is None else prefixes).get(namespace)
    return f"{prefix}:{local}" if prefix is not None and _LOCAL.fullmatch(local) else None


def expand(name: str) -> Iri:
    """The IRI of `prefix:name`, or of text that is already an IRI.

    Raises ValueError for text that is neither.
    """
    prefix, colon, local = name.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        return PREFIXES[prefix][local]
    return Iri(name)
