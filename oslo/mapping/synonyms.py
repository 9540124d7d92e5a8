"""What people write in a mapping, in Dutch, French, English or the words of another tool, and what it takes."""

from __future__ import annotations

from collections.abc import Iterable

from ..words.text import close_names

KEYS = {
    **dict.fromkeys(
        ("column", "kolom", "colonne", "field", "veld", "path", "pad", "source", "bron", "van", "de"), "from"
    ),
    **dict.fromkeys(("value", "waarde", "valeur", "col"), "from"),
    **dict.fromkeys(("const", "constante", "vast", "fixed", "text", "tekst"), "constant"),
    **dict.fromkeys(("sjabloon", "format_string", "concat", "pattern_string", "gabarit"), "template"),
    **dict.fromkeys(("lang", "taal", "langue"), "language"),
    **dict.fromkeys(("talen", "langues"), "languages"),
    **dict.fromkeys(("regex", "regexp", "patroon", "match", "extract"), "pattern match matches"),
    **dict.fromkeys(("format", "dateformat", "date_format", "datum", "formaat"), "date"),
    **dict.fromkeys(("separator", "sep", "delimiter", "scheidingsteken", "splits"), "split"),
    **dict.fromkeys(
        ("map", "mapping", "lookup", "values", "enum", "code", "codelist", "codelijst", "translate"), "codes"
    ),
    **dict.fromkeys(("fallback", "standaard", "defaut", "défaut"), "default"),
    **dict.fromkeys(("if", "als", "si", "condition", "filter", "where", "voorwaarde"), "when"),
    **dict.fromkeys(("class", "klasse", "classe", "type", "target"), "model"),
    **dict.fromkeys(("profiel", "profil", "application_profile"), "profile"),
    **dict.fromkeys(("velden", "champs", "properties", "eigenschappen", "columns_map", "mappings"), "fields"),
    **dict.fromkeys(("prefixes", "prefix"), "namespaces"),
    **dict.fromkeys(("sheet", "blad", "iterator", "root", "record"), "records"),
    **dict.fromkeys(("ignore", "skip", "negeren", "genegeerd"), "ignored"),
    **dict.fromkeys(("omschrijving", "beschrijving", "title", "titel"), "description"),
    **dict.fromkeys(("iri", "uri", "subject", "identifier_template"), "id"),
    **dict.fromkeys(("not_in", "isnt", "niet", "ne"), "not"),
    **dict.fromkeys(("equals", "equal", "eq", "in", "==", "="), "is"),
    **dict.fromkeys(("like", "contains"), "matches"),
    **dict.fromkeys(("replace", "result", "output"), "to"),
    **dict.fromkeys(("foreach", "for_each", "repeat", "loop"), "each"),
    **dict.fromkeys(("comma", "decimal_sign", "komma"), "decimal"),
}
"""Words for the keys of a mapping; one word may stand for several keys, each at another place."""


def meant_key(word: str, known: Iterable[str]) -> str | None:
    """The key that a word probably stands for, None if there is none.

    >>> meant_key("kolom", ["from", "codes"]), meant_key("form", ["from", "codes"]), meant_key("NAAM", ["from"])
    ('from', 'from', None)
    """
    keys = list(known)
    meant = [key for key in KEYS.get(word.casefold(), "").split() if key in keys]
    return next(iter([*meant, *close_names(word, keys)]), None)


LANGUAGE_TAGS = {
    **dict.fromkeys(("nederlands", "dutch", "néerlandais", "neerlandais", "ned", "dut", "vlaams"), "nl"),
    **dict.fromkeys(("frans", "french", "français", "francais", "fre"), "fr"),
    **dict.fromkeys(("engels", "english", "anglais"), "en"),
    **dict.fromkeys(("duits", "german", "deutsch", "allemand", "ger"), "de"),
}

IDENTIFIER_NAMES = {
    **dict.fromkeys(("rijksregisternummer", "rrn", "niss", "rijksregister", "ssin", "nrn"), "insz"),
    **dict.fromkeys(("ondernemingsnummer", "bce", "btw", "vat", "tva", "cbe", "kbo-nummer"), "kbo"),
    **dict.fromkeys(("nis-code", "niscode", "ins"), "nis"),
    **dict.fromkeys(("zip", "zipcode", "postal", "code_postal"), "postcode"),
}

DUTCH = {
    **dict.fromkeys(("name", "nom", "label", "title", "titre"), "naam"),
    **dict.fromkeys(("firstname", "prenom", "givenname"), "voornaam"),
    **dict.fromkeys(("lastname", "surname", "familyname", "nomdefamille"), "achternaam"),
    **dict.fromkeys(("street", "rue"), "straat"),
    **dict.fromkeys(("address", "adresse"), "adres"),
    **dict.fromkeys(("phone", "tel"), "telefoon"),
    **dict.fromkeys(("mail", "emailaddress", "courriel"), "email"),
    **dict.fromkeys(("municipality", "commune", "city", "ville"), "gemeente"),
    **dict.fromkeys(("birth", "naissance", "birthdate", "dateofbirth"), "geboorte"),
    **dict.fromkeys(("gender", "sex", "sexe"), "geslacht"),
    **dict.fromkeys(("zip", "zipcode", "postalcode", "codepostal"), "postcode"),
    **dict.fromkeys(("housenumber", "numero"), "huisnummer"),
    "description": "beschrijving",
    "date": "datum",
}
"""Words for what many records have, in English and French, and the Dutch one that is in the names of properties."""
