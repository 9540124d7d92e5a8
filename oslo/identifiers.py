"""Belgian and Flemish identifiers: checked and normalised, and the IRIs made from them.

Each identifier is a function (text to its normal form; raises ValueError with the reason), a type for
a field of a model, and a row of `IDENTIFIERS`, by its name in mappings. python-stdnum checks the
check digits. A message never shows the number of a person in full.

>>> kbo("BE 0200.065.765"), IDENTIFIERS["ovo"].clean("ovo002949")
('0200065765', 'OVO002949')
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final, Literal as OneOf, NoReturn, TypeAlias

from pydantic import BeforeValidator, StringConstraints

from .namespaces import Iri

_INSZ: Final = "^[0-9]{11}$"
_KBO: Final = "^[01][0-9]{9}$"
_VESTIGING: Final = "^[2-8][0-9]{9}$"
_NIS: Final = "^[1-9][0-9]{4}$"
_OVO: Final = "^OVO[0-9]{6}$"
_POSTCODE: Final = "^[1-9][0-9]{3}$"
_IBAN: Final = "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"


def insz(text: str, *, test_numbers: bool = False) -> str:
    """The number of a person: of the national register, or a BIS number; 11 digits.

    `test_numbers`: also accept numbers of test environments, with 60 added to the month.

    >>> insz("85.07.30-033.28")
    '85073003328'
    >>> insz("85.07.30-033.29")
    Traceback (most recent call last):
    ...
    ValueError: not an INSZ: *********29: the check digits do not fit
    >>> insz("00600099536", test_numbers=True)
    '00600099536'
    """
    from stdnum.be import bis, nn
    from stdnum.exceptions import InvalidComponent, ValidationError

    number = _clean_text(text, " .-")
    if re.fullmatch(_INSZ, number) is None:
        shown = mask(number) if any(char.isdigit() for char in number) or len(text) > 20 else repr(text)
        raise ValueError(f"not an INSZ: {shown}: it has to be 11 digits")
    try:
        (nn if number[2] < "2" else bis).validate(number)
    except InvalidComponent:  # the check digits are right, the month is not one of 0-12, 20-32 or 40-52
        if int(number[2:4]) not in _TEST_MONTHS:
            raise ValueError(f"not an INSZ: {mask(number)}: the month of birth is impossible") from None
        if not test_numbers:
            raise ValueError(f"not an INSZ: {mask(number)}: a number for tests only (month + 60)") from None
    except ValidationError:
        raise ValueError(f"not an INSZ: {mask(number)}: the check digits do not fit") from None
    return number


# The months of a national number and of a BIS number (sex unknown), with 60 added.
_TEST_MONTHS: Final = {*range(60, 73), *range(80, 93)}


def mask(text: str) -> str:
    """The number of a person for a message: all but the last two characters hidden; for long text its length.

    >>> mask("85073003328")
    '*********28'
    """
    return "*" * (len(text) - 2) + text[-2:] if len(text) <= 20 else f"{len(text)} characters"


def kbo(text: str) -> str:
    """An enterprise number of the Crossroads Bank for Enterprises (KBO): 10 digits.

    >>> kbo("0200.065.765"), kbo("BE 0200 065 765"), kbo("200065765")
    ('0200065765', '0200065765', '0200065765')
    >>> kbo("0200065766")
    Traceback (most recent call last):
    ...
    ValueError: not an enterprise number (KBO): '0200065766': the check digits do not fit
    """
    if re.fullmatch(_KBO, plain := _clean_text(text, ".")) is not None and _has_check_digits(plain):
        return plain  # as registers have it: there is nothing to find out
    from stdnum.be import vat

    number = vat.compact(_clean_text(text, ""))
    if re.fullmatch(_KBO, number) is None:
        _refuse("an enterprise number (KBO)", text, "it has to be 10 digits that begin with 0 or 1")
    if not (vat.is_valid(number) and _has_check_digits(number)):
        _refuse("an enterprise number (KBO)", text, "the check digits do not fit")
    return number


def vestigingsnummer(text: str) -> str:
    """The number of an establishment unit of an enterprise, in the KBO: 10 digits.

    >>> vestigingsnummer("2.000.000.339")
    '2000000339'
    >>> vestigingsnummer("9.000.006.626")
    Traceback (most recent call last):
    ...
    ValueError: not an establishment unit number: '9.000.006.626': it has to be 10 digits that begin with 2 to 8
    """
    number = _clean_text(text, " .-/")
    if re.fullmatch(_VESTIGING, number) is None:
        _refuse("an establishment unit number", text, "it has to be 10 digits that begin with 2 to 8")
    if not _has_check_digits(number):
        _refuse("an establishment unit number", text, "the check digits do not fit")
    return number


def _has_check_digits(number: str) -> bool:
    """Whether the last two digits are 97 minus the first eight modulo 97, so 01 to 97."""
    return int(number[8:]) == 97 - int(number[:8]) % 97


def nis_code(text: str) -> str:
    """The code of a municipality at the statistics office (Statbel, formerly NIS): 5 digits.

    >>> nis_code("44021")
    '44021'
    """
    return _match_code(text, _NIS, "a NIS code of a municipality", "it has to be 5 digits, the first not 0")


def ovo_code(text: str) -> str:
    """The code of an organisation in the Flemish organisation register: OVO and 6 digits.

    >>> ovo_code("ovo002949")
    'OVO002949'
    """
    return _match_code(text, _OVO, "an OVO code", "it has to be OVO and 6 digits")


def postcode(text: str) -> str:
    """A Belgian postal code: 4 digits, from 1000.

    >>> postcode(" 9000 ")
    '9000'
    >>> postcode("90OO")
    Traceback (most recent call last):
    ...
    ValueError: not a Belgian postal code: '90OO': it has to be 4 digits, from 1000
    """
    return _match_code(text, _POSTCODE, "a Belgian postal code", "it has to be 4 digits, from 1000")


def iban(text: str) -> str:
    """The number of a bank account, of any country that has an IBAN.

    >>> iban("be71 0961 2345 6769")
    'BE71096123456769'
    """
    from stdnum import iban as standard
    from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError

    number = standard.compact(_clean_text(text, ""))
    if re.fullmatch(_IBAN, number) is None:
        _refuse("an IBAN", text, "it has to be a country, 2 check digits and 11 to 30 letters and digits")
    try:
        try:
            standard.validate(number)
        except InvalidComponent:  # an unknown bank is not an error: a list of banks goes out of date
            standard.validate(number, check_country=False)
    except InvalidChecksum:
        _refuse("an IBAN", text, "the check digits do not fit")
    except ValidationError:
        _refuse("an IBAN", text, "its country is unknown, or has IBANs of another form")
    return number


def _clean_text(text: object, delete: str) -> str:
    """Text without surrounding space and the characters of `delete`; typographic dashes, spaces and digits as ASCII."""
    if not isinstance(text, str):
        raise ValueError(f"expected text, not {type(text).__name__}")
    if not text.isascii():
        from stdnum.util import clean

        text = clean(text)
    for character in delete:
        text = text.replace(character, "")
    return text.strip()


def _match_code(text: str, pattern: str, what: str, reason: str) -> str:
    code = _clean_text(text, "").upper()
    if re.fullmatch(pattern, code) is None:
        _refuse(what, text, reason)
    return code


def _refuse(what: str, text: str, reason: str) -> NoReturn:
    raise ValueError(f"not {what}: {text!r}: {reason}") from None


Insz: TypeAlias = Annotated[str, StringConstraints(pattern=_INSZ), BeforeValidator(insz)]
KboNumber: TypeAlias = Annotated[str, StringConstraints(pattern=_KBO), BeforeValidator(kbo)]
Vestigingsnummer: TypeAlias = Annotated[str, StringConstraints(pattern=_VESTIGING), BeforeValidator(vestigingsnummer)]
NisCode: TypeAlias = Annotated[str, StringConstraints(pattern=_NIS), BeforeValidator(nis_code)]
OvoCode: TypeAlias = Annotated[str, StringConstraints(pattern=_OVO), BeforeValidator(ovo_code)]
Postcode: TypeAlias = Annotated[str, StringConstraints(pattern=_POSTCODE), BeforeValidator(postcode)]
Iban: TypeAlias = Annotated[str, StringConstraints(pattern=_IBAN), BeforeValidator(iban)]


@dataclass(frozen=True, slots=True)
class Identifier:
    """A kind of identifier: `clean` gives the normal form, which matches `pattern`, or raises ValueError.

    `personal`: the number belongs to a person and has to be masked wherever it is shown.
    """

    name: str
    clean: Callable[[str], str]
    pattern: str
    description: str
    personal: bool = False


IDENTIFIERS: dict[str, Identifier] = {
    each.name: each
    for each in (
        Identifier("insz", insz, _INSZ, "National register number or BIS number of a person", personal=True),
        Identifier("kbo", kbo, _KBO, "Enterprise number of the KBO"),
        Identifier("vestiging", vestigingsnummer, _VESTIGING, "Establishment unit number of the KBO"),
        Identifier("nis", nis_code, _NIS, "NIS code of a municipality"),
        Identifier("ovo", ovo_code, _OVO, "OVO code of a Flemish organisation"),
        Identifier("postcode", postcode, _POSTCODE, "Belgian postal code"),
        Identifier("iban", iban, _IBAN, "Bank account number (IBAN)"),
    )
}
"""The identifiers by their name in mappings: `identifier: insz`."""


# IRIs by the Flemish URI standard for data: https://{domain}/{type}/{concept}(/{reference}).

UriType: TypeAlias = OneOf["id", "doc", "ns"]
"""The type of an IRI: of a thing, of a document about it, or of a term of a vocabulary."""

_DOMAIN = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)+")
_CONCEPT = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_REFERENCE = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._~\-]+")  # RFC 3986, section 2.3; `.` and `..` are steps (5.2.4)
_PERSON = re.compile(r"(?<![0-9A-Za-z])[0-9]{2}[.-]?[0-9]{2}[.-]?[0-9]{2}[ .-]?[0-9]{3}[ .-]?[0-9]{2}(?![0-9A-Za-z])")


def mint(
    domain: str,
    concept: str,
    reference: str | None = None,
    *,
    kind: UriType = "id",
    allow_national_number: bool = False,
) -> Iri:
    """A new IRI by the Flemish URI standard; for a term of a vocabulary ("ns"), the reference follows a `#`.

    `allow_national_number`: the reference may be the number of a person, for IRIs that are only used internally.

    >>> mint("data.gent.be", "persoon", "4f1c")
    Iri('https://data.gent.be/id/persoon/4f1c')
    >>> mint("data.gent.be", "persoon", "85.07.30-033.28")
    Traceback (most recent call last):
    ...
    ValueError: the reference holds the national number of a person (*********28), and an IRI is public
    """
    if kind not in ("id", "doc", "ns"):
        raise ValueError(f"the type of an IRI is id, doc or ns, not {kind!r}")
    if _DOMAIN.fullmatch(domain) is None:
        raise ValueError(f"not a domain name in lower case: {domain!r}")
    if _CONCEPT.fullmatch(concept) is None:
        raise ValueError(f"a concept is written in lower case, its words joined by '-', not {concept!r}")
    base = f"https://{domain}/{kind}/{concept}"
    if reference is None:
        return Iri(base)
    if not allow_national_number:
        _refuse_national_number(reference)
    if _REFERENCE.fullmatch(reference) is None:
        raise ValueError(f"a reference has letters, digits and . _ ~ - only, not {reference!r}")
    return Iri(f"{base}{'#' if kind == 'ns' else '/'}{reference}")


def _refuse_national_number(reference: str) -> None:
    for text in _PERSON.findall(reference):
        try:
            number = insz(text, test_numbers=True)
        except ValueError:
            continue
        raise ValueError(f"the reference holds the national number of a person ({mask(number)}), and an IRI is public")


REGISTERS: dict[str, tuple[str, str]] = {
    "onderneming": ("kbo", "https://data.vlaanderen.be/id/onderneming/"),
    "vestiging": ("vestiging", "https://data.vlaanderen.be/id/vestiging/"),
    "organisatie": ("ovo", "https://data.vlaanderen.be/id/organisatie/"),
    "gemeente": ("nis", "https://data.vlaanderen.be/id/gemeente/"),
    "postinfo": ("postcode", "https://data.vlaanderen.be/id/postinfo/"),
    "belgif-onderneming": ("kbo", "https://org.belgif.be/id/CbeRegisteredEntity/"),
    "belgif-refnis2019": ("nis", "http://vocab.belgif.be/auth/refnis2019/"),
}
"""Register to the name of its identifier, and the start of its IRIs; those with belgif are federal."""


def register_iri(register: str, text: str) -> Iri:
    """The IRI in a register of `REGISTERS` for an identifier. Raises ValueError for an unknown register.

    >>> register_iri("gemeente", "44021"), register_iri("organisatie", "OVO027248")
    (Iri('https://data.vlaanderen.be/id/gemeente/44021'), Iri('https://data.vlaanderen.be/id/organisatie/OVO027248'))
    """
    if register not in REGISTERS:
        raise ValueError(f"no register {register!r}; there are {', '.join(REGISTERS)}")
    identifier, base = REGISTERS[register]
    return Iri(base + IDENTIFIERS[identifier].clean(text))


def kbo_iri(text: str) -> Iri:
    """The IRI of an enterprise in the Flemish publication of the KBO.

    >>> kbo_iri("0200.065.765")
    Iri('https://data.vlaanderen.be/id/onderneming/0200065765')
    """
    return register_iri("onderneming", text)
