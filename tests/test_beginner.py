"""What a beginner types, and what is said: one line with the place, and what to type in its place.

The mistakes are those of someone who has read docs/mapping.md once, in Dutch, French or English: YAML, keys, nesting, names,
ids, dates, codes, parts. Each ends before the first record wherever it can be known then; else in a reason to reject.
"""
# ruff: noqa: E501

from __future__ import annotations

import re
from pathlib import Path

import pytest
from helpers.commands import Run

from oslo.errors import MappingError, OsloError
from oslo.mapping.mapping import load_mapping, mapping_from
from oslo.mapping.rejects import Reject
from oslo.records import open_records

TABLE = """NR;NAAM;SOORT;STRAAT;HUISNR;GEB;MAIL
1;Fanfare;A;Dorp;1;17/09/2004;a@example.be
2;Leesclub;B;Markt;2;03/05/1921;b@example.be
"""


def mapping(
    id: str = "https://data.example.be/id/org/{NR}",
    model: str = "Organisatie",
    profile: str = "organisatie-basis",
    more: str = "",
    fields: str = "  voorkeursnaam: NAAM\n",
) -> str:
    """A mapping in which one thing may be wrong."""
    return f"profile: {profile}\nmodel: {model}\nid: {id}\n{more}fields:\n{fields}"


GOOD = mapping()


def added(fields: str) -> str:
    """The good mapping, with more fields."""
    return GOOD + "".join(f"  {line}\n" for line in fields.splitlines())


def said(folder: Path, text: str | bytes, table: str = TABLE) -> str:
    """What is said of a mapping, and of the first record that is rejected; empty if all is well."""
    (folder / "m.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    (folder / "in.csv").write_text(table)
    try:
        ready = load_mapping(Path("m.yaml"))
        with open_records(Path("in.csv"), ready.layout) as source:
            made = list(ready.run(source))
    except OsloError as error:
        return str(error)
    return next((str(each) for each in made if isinstance(each, Reject)), "")


# fmt: off
MISTAKES: list[tuple[str, str | bytes, str]] = [
    ('id column', mapping("NR"), "m.yaml:3: id: not an IRI: 'NR'; give a whole one, such as https://data.example.be/id/{NR}"),
    ('id object', mapping("{NR}"), 'm.yaml:3: id: YAML reads {NR} as an object: write "https://data.example.be/id/{NR}"'),
    ('id dollar', mapping("https://data.example.be/$(NR)"), "m.yaml:3: id: a column is written in braces: https://data.example.be/{NR}"),
    ('id same', mapping("https://data.example.be/x"), "m.yaml:3: id: the same for every record: 'https://data.example.be/x'; {NAME} stands for the value of a column"),
    ('id table', mapping("{from: NR, codes: soorten}"), "m.yaml:3: id: no table 'soorten'; give it at the top: `tables: {soorten: {A: ...}}`"),
    ('id identifier', mapping('{template: "https://data.example.be/{NR}", identifier: kboo}'), "m.yaml:3: id: identifier: 'kboo' is not one; did you mean kbo?"),
    ('id language', mapping('{from: NR, language: nl}'), "m.yaml:3: id: language: only text in a language (LangString) has one"),
    ('id part table', added("classificatie: {from: SOORT, codes: {A: https://example.be/a}}\ncontactinfo: {id: {from: MAIL, codes: soorten}, email: MAIL}"), "m.yaml:7: contactinfo.id: no table 'soorten'; give it at the top: `tables: {soorten: {A: ...}}`"),
    ('id relative', mapping("/id/{NR}"), "m.yaml:3: id: not an IRI: '/id/{NR}'; give a whole one, such as https://data.example.be/id/{NR}"),
    ('id www', mapping("www.example.be/{NR}"), "m.yaml:3: id: not an IRI: 'www.example.be/{NR}'; give a whole one, such as https://www.example.be/{NR}"),
    ('id double braces', mapping("https://data.example.be/{{NR}}"), "m.yaml:3: id: a column is written in single braces, without a sign: https://data.example.be/{NR}"),
    ('id open brace', mapping("https://data.example.be/{NR"), "m.yaml:3: id: a brace is not closed in 'https://data.example.be/{NR'"),
    ('id unknown column', mapping("https://data.example.be/{NUMMER}"), "in.csv: no column 'NUMMER'; there are GEB, HUISNR, MAIL, NAAM, NR, SOORT, STRAAT"),
    ('id rule', mapping("{from: NR}"), "in.csv:2: NR: id: not an absolute IRI: '1'; write `id: \"https://data.example.be/id/{NR}\"`"),
    ('day without date', added("is_het_resultaat_van: {model: Oprichting, datum: GEB}"), "in.csv:2: GEB: is_het_resultaat_van.datum: not a date, such as 2004-09-17: '17/09/2004'; `date: \"%d/%m/%Y\"` would read it"),
    ('date form', added("is_het_resultaat_van: {model: Oprichting, datum: {from: GEB, date: dd/mm/yyyy}}"), 'm.yaml:6: is_het_resultaat_van.datum: date: formats are written with %: for dd/mm/yyyy write "%d/%m/%Y"'),
    ('date form DD-MM-YYYY', added("is_het_resultaat_van: {model: Oprichting, datum: {from: GEB, date: DD-MM-YYYY}}"), 'm.yaml:6: is_het_resultaat_van.datum: date: formats are written with %: for DD-MM-YYYY write "%d-%m-%Y"'),
    ('date form nl', added("is_het_resultaat_van: {model: Oprichting, datum: {from: GEB, date: dd/mm/jjjj}}"), 'm.yaml:6: is_het_resultaat_van.datum: date: formats are written with %: for dd/mm/jjjj write "%d/%m/%Y"'),
    ('date true', added("is_het_resultaat_van: {model: Oprichting, datum: {from: GEB, date: true}}"), "m.yaml:6: is_het_resultaat_van.datum: date: formats are written with %: 'true' is no format; write for example \"%d/%m/%Y\""),
    ('date word', added("is_het_resultaat_van: {model: Oprichting, datum: {from: GEB, date: belgian}}"), "m.yaml:6: is_het_resultaat_van.datum: date: formats are written with %: 'belgian' is no format; write for example \"%d/%m/%Y\""),
    ('date slash m', added('is_het_resultaat_van: {model: Oprichting, datum: {from: GEB, date: "%d/%M/%Y"}}'), 'm.yaml:6: is_het_resultaat_van.datum: date: %M are minutes: write "%d/%m/%Y"'),
    ('date on text', added('beschrijving: {from: GEB, date: "%d/%m/%Y"}'), "m.yaml:6: beschrijving: date: this property takes text, not a date: leave `date` out"),
    ('date format key', added('is_het_resultaat_van: {model: Oprichting, datum: {from: GEB, format: "%d/%m/%Y"}}'), "m.yaml:6: is_het_resultaat_van.datum.format: not a key that a value rule has; did you mean date?"),
    ('concept from code', added("status: SOORT"), "in.csv:2: SOORT: status: 'A' is not in the code list OrganisatieStatus/v1; did you mean AN (Geannuleerd) or AF (Afgesloten) or AC (Actief)?; `codes` says which concept it is: `status: {from: SOORT, codes: {A: https://data.vlaanderen.be/id/concept/OrganisatieStatus/v1/AC}}`"),
    ('concept no list', added("classificatie: SOORT"), "in.csv:2: SOORT: classificatie: not an absolute IRI: 'A'; `codes` says which concept it is: `classificatie: {from: SOORT, codes: {A: https://...}}`"),
    ('codes no iri', added("status: {from: SOORT, codes: {A: actief, B: inactief}}"), "m.yaml:6: status: codes: B: 'inactief' is not in the code list OrganisatieStatus/v1; did you mean AC (Actief)?"),
    ('codes not of list', added("status: {from: SOORT, codes: {A: https://example.be/a, B: https://example.be/b}}"), "m.yaml:6: status: codes: A: https://example.be/a is not of the code list OrganisatieStatus/v1, whose concepts are such as https://data.vlaanderen.be/id/concept/OrganisatieStatus/v1/AC"),
    ('codes unknown table', added("status: {from: SOORT, codes: soorten}"), "m.yaml:6: status: no table 'soorten'; give it at the top: `tables: {soorten: {A: ...}}`"),
    ('codes list', added("status: {from: SOORT, codes: [A, B]}"), "m.yaml:6: status.codes: a list is given; it takes the codes, each with what it becomes: `codes: {A: https://...}`, or the name of a table under `tables`"),
    ('part as column', added("contactinfo: MAIL"), "in.csv:2: MAIL: contactinfo: not an absolute IRI: 'a@example.be'; contactinfo is a part: write `contactinfo: {email: MAIL}`, or an IRI: `contactinfo: {template: \"https://data.example.be/id/{MAIL}\"}`"),
    ('part dotted', added("contactinfo.email: MAIL"), "m.yaml:6: contactinfo.email: a part is nested: `contactinfo: {email: COLUMN}`"),
    ('value as part', added("beschrijving: {email: MAIL}"), "m.yaml:6: beschrijving: takes a value, not a nested part; write `beschrijving: MAIL`"),
    ('unquoted braces', mapping(fields="  voorkeursnaam: {NAAM}\n"), 'm.yaml:5: voorkeursnaam: YAML reads {NAAM} as an object: write `voorkeursnaam: NAAM` for a column, `voorkeursnaam: {template: "{NAAM}"}` for text with columns in it'),
    ('form', mapping(fields="  voorkeursnaam: {form: NAAM}\n"), "m.yaml:5: voorkeursnaam: 'form' is not a key of a value rule; did you mean from? `voorkeursnaam: {from: NAAM}`"),
    ('form FROM', mapping(fields="  voorkeursnaam: {From: NAAM}\n"), "m.yaml:5: voorkeursnaam: 'From' is not a key of a value rule; did you mean from? `voorkeursnaam: {from: NAAM}`"),
    ('column key', mapping(fields="  voorkeursnaam: {column: NAAM}\n"), "m.yaml:5: voorkeursnaam: 'column' is not a key of a value rule; did you mean from? `voorkeursnaam: {from: NAAM}`"),
    ('kolom key', mapping(fields="  voorkeursnaam: {kolom: NAAM}\n"), "m.yaml:5: voorkeursnaam: 'kolom' is not a key of a value rule; did you mean from? `voorkeursnaam: {from: NAAM}`"),
    ('nl fr', mapping(fields="  voorkeursnaam: {nl: NAAM, fr: SOORT}\n"), "m.yaml:5: voorkeursnaam: takes no texts by language; write a rule for each: `voorkeursnaam: [{from: NAAM, language: nl}, {from: SOORT, language: fr}]`"),
    ('fields empty', mapping(fields=""), "m.yaml:4: fields: nothing is given; it takes properties with the column of each, indented below it, such as `  voorkeursnaam: NAAM`"),
    ('fields list', mapping(fields="  - voorkeursnaam: NAAM\n"), "m.yaml:4: fields: a list is given; it takes properties with the column of each, indented below it, such as `  voorkeursnaam: NAAM`"),
    ('fields list of names', mapping(fields="  - voorkeursnaam\n  - beschrijving\n"), "m.yaml:4: fields: a list is given; it takes properties with the column of each, indented below it, such as `  voorkeursnaam: NAAM`"),
    ('fields not indented', mapping(fields="voorkeursnaam: NAAM\n"), "m.yaml:4: fields: the lines below `fields:` have to be indented, such as `  voorkeursnaam: ...`"),
    ('fields not indented, two', mapping(fields="voorkeursnaam: NAAM\nbeschrijving: SOORT\n"), "m.yaml:4: fields: the lines below `fields:` have to be indented, such as `  voorkeursnaam: ...`"),
    ('fields string', "profile: organisatie-basis\nmodel: Organisatie\nfields: NAAM\n", "m.yaml:3: fields: 'NAAM' is given; it takes properties with the column of each, indented below it, such as `  voorkeursnaam: NAAM`"),
    ('fields absent', "profile: organisatie-basis\nmodel: Organisatie\n", "m.yaml: fields is missing: say which column gives which property: `fields: {naam: NAAM}`"),
    ('field null', mapping(fields="  voorkeursnaam:\n"), "m.yaml:5: voorkeursnaam: nothing is given for it; write `voorkeursnaam: COLUMN`"),
    ('field number', mapping(fields="  voorkeursnaam: 5\n"), "in.csv: no column '5'; there are GEB, HUISNR, MAIL, NAAM, NR, SOORT, STRAAT"),
    ('field true', mapping(fields="  voorkeursnaam: true\n"), "in.csv: no column 'true'; there are GEB, HUISNR, MAIL, NAAM, NR, SOORT, STRAAT"),
    ('english', mapping(fields="  name: NAAM\n"), "m.yaml:5: name: Organisatie has no such property; did you mean voorkeursnaam or alternatieve_naam?"),
    ('naam', mapping(fields="  naam: NAAM\n"), "m.yaml:5: naam: Organisatie has no such property; did you mean voorkeursnaam or alternatieve_naam?"),
    ('misspelt', mapping(fields="  voorkeursnam: NAAM\n"), "m.yaml:5: voorkeursnam: Organisatie has no such property; did you mean voorkeursnaam?"),
    ('required missing', mapping(fields="  beschrijving: SOORT\n"), "m.yaml: Organisatie must have voorkeursnaam, but nothing is mapped to it; add `voorkeursnaam: COLUMN`"),
    ('id in fields', mapping(fields="  id: NR\n  voorkeursnaam: NAAM\n"), "m.yaml:3: id: is not one of the fields: it stands beside `fields:`, not below it"),
    ('swapped', mapping(fields="  NAAM: voorkeursnaam\n"), "m.yaml:5: NAAM: Organisatie has no such property; did you mean voorkeursnaam or alternatieve_naam?"),
    ('records table', mapping(more="records: rows\n"), "m.yaml:4: records: a CSV table has no `records`: each of its rows is one; leave it out"),
    ('records jsonpath', mapping(more="records: $.rows[*]\n"), "m.yaml:4: records: a CSV table has no `records`: each of its rows is one; leave it out"),
    ('each table', added("contactinfo: {each: ., email: MAIL}"), "in.csv: each: '.': the rows of a table have no repeated parts: leave `each` out"),
    ('each top', mapping(more="each: rows\n"), "in.csv: each: 'rows': the rows of a table have no repeated parts: leave `each` out"),
    ('from NO', mapping(fields="  voorkeursnaam: {from: NO}\n"), "in.csv: no column 'NO'; there are GEB, HUISNR, MAIL, NAAM, NR, SOORT, STRAAT"),
    ('plain NO', mapping(fields="  voorkeursnaam: NO\n"), "in.csv: no column 'NO'; there are GEB, HUISNR, MAIL, NAAM, NR, SOORT, STRAAT"),
    ('when list', mapping(more="when: [SOORT, A]\n"), "m.yaml:4: when: a list is given; it takes a column and its value: `when: {SOORT: A}`; several values: `when: {SOORT: [A, B]}`"),
    ('when equals', mapping(more="when: SOORT = A\n"), "in.csv: no column 'SOORT = A'; a condition is written as {SOORT: A}"),
    ('when unknown op', mapping(more="when: {SOORT: {equals: A}}\n"), "m.yaml:4: when.SOORT.equals: not a key that `when` has; did you mean is?"),
    ('when regex', mapping(more="when: {SOORT: {matches: '[A'}}\n"), "m.yaml:4: when: not a regular expression: '[A': unterminated character set at position 0"),
    ('when unknown column', mapping(more="when: {TYPE: A}\n"), "in.csv: no column 'TYPE'; there are GEB, HUISNR, MAIL, NAAM, NR, SOORT, STRAAT"),
    ('from template', mapping(fields="  voorkeursnaam: {from: NAAM, template: '{NAAM}'}\n"), "m.yaml:5: voorkeursnaam: from and template are both given: leave one out (`from` is a column, `template` is text with columns in braces)"),
    ('from constant', mapping(fields="  voorkeursnaam: {from: NAAM, constant: Gent}\n"), "m.yaml:5: voorkeursnaam: from and constant are both given: leave one out (`from` is a column, `constant` is the same for every record)"),
    ('rule no origin', added("is_het_resultaat_van: {model: Oprichting, datum: {date: '%d/%m/%Y'}}"), "m.yaml:6: is_het_resultaat_van.datum: no column: say where the value comes from: `datum: {from: COLUMN, ...}`"),
    ('rule split only', added("alternatieve_naam: {split: ','}"), "m.yaml:6: alternatieve_naam: no column: say where the value comes from: `alternatieve_naam: {from: COLUMN, ...}`"),
    ('latin1', GOOD.replace("voorkeursnaam: NAAM", "voorkeursnaam: {constant: Café}").encode("latin-1"), "m.yaml:5: save the file as UTF-8: it looks like Latin-1 at 'Café'"),
    ('utf16', GOOD.encode("utf-16"), "m.yaml: save the file as UTF-8: it looks like UTF-16"),
    ('binary', b"PK\x03\x04\x00\x00\xff\xfe", "m.yaml: a workbook or a zip, not a text file with a mapping"),
    ('tabs', GOOD.replace("  voorkeursnaam", "\tvoorkeursnaam"), "m.yaml:5: indented with a tab: indent with spaces"),
    ('colon in value', mapping(more="description: Lijst: verenigingen\n"), 'm.yaml:4: a value with a colon has to be in quotes: description: "Lijst: verenigingen"'),
    ('colon in flow', mapping(fields="  voorkeursnaam: {from: NAAM, constant: a: b}\n"), "m.yaml:5: a value with a colon or a comma has to be in quotes: voorkeursnaam: {from: NAAM, constant: a: b}"),
    ('no space after colon', mapping(fields="  voorkeursnaam:NAAM\n"), "m.yaml:4: fields: a space is missing after the colon: `voorkeursnaam: NAAM`"),
    ('curly quotes', mapping(fields="  voorkeursnaam: {from: NAAM, split: “,”}\n"), "m.yaml:5: voorkeursnaam: a curly quote is part of the text for YAML: write straight ones"),
    ('curly quotes 2', mapping(fields="  is_het_resultaat_van: {model: Oprichting, datum: {from: GEB, date: “%d/%m/%Y”}}\n  voorkeursnaam: NAAM\n"), 'm.yaml:5: is_het_resultaat_van.datum: date: the quotes are part of the value; write straight ones: "%d/%m/%Y"'),
    ('percent unquoted', mapping(fields="  voorkeursnaam: NAAM\n  is_het_resultaat_van: {model: Oprichting, datum: {from: GEB, date: %d/%m/%Y}}\n"), 'm.yaml:6: a value that begins with a percent sign has to be in quotes: is_het_resultaat_van: {model: Oprichting, datum: {from: GEB, date: "%d/%m/%Y"}}'),
    ('unclosed brace', mapping(fields="  voorkeursnaam: {from: NAAM\n"), "m.yaml:5: a } is missing: voorkeursnaam: {from: NAAM"),
    ('unclosed quote', mapping(fields="  voorkeursnaam: \"NAAM\n"), 'm.yaml:5: a quote is opened and not closed: voorkeursnaam: "NAAM'),
    ('bad indent', mapping(fields="  voorkeursnaam: NAAM\n   beschrijving: SOORT\n"), "m.yaml:6: indented further than the line before, which has a value of its own: beschrijving: SOORT"),
    ('dedent', mapping(fields="  voorkeursnaam: NAAM\n beschrijving: SOORT\n"), "m.yaml:6: not indented as the lines that it belongs to: beschrijving: SOORT"),
    ('duplicate', mapping(fields="  voorkeursnaam: NAAM\n  voorkeursnaam: SOORT\n"), "m.yaml:6: 'voorkeursnaam' is here twice: put both in one list, or leave one out"),
    ('at sign', mapping(fields="  voorkeursnaam: @naam\n"), 'm.yaml:5: a value that begins with an at sign has to be in quotes: voorkeursnaam: "@naam"'),
    ('star', mapping(more="optional: *\n"), 'm.yaml:4: a value that begins with a star has to be in quotes: optional: "*"'),
    ('backtick', mapping(fields="  voorkeursnaam: `NAAM`\n"), 'm.yaml:5: a value that begins with a backtick has to be in quotes: voorkeursnaam: "`NAAM`"'),
    ('equals', "profile = organisatie-basis\nmodel = Organisatie\n", "m.yaml: keys are written with a colon and a space: `profile: persoon-basis`"),
    ('empty file', "", "m.yaml: the file is empty; a mapping has `profile:`, `model:` and `fields:`"),
    ('only text', "organisatie-basis", "m.yaml: not a mapping: it has `profile:`, `model:` and `fields:`, each on a line of its own"),
    ('list file', "- profile: organisatie-basis\n", "m.yaml: a list is given: write `profile:`, `model:` and `fields:` without a hyphen before them"),
    ('csv as mapping', TABLE, "m.yaml: looks like a table, not a mapping: give records as input, and the mapping with --mapping"),
    ('csv as mapping comma', TABLE.replace(";", ","), "m.yaml: looks like a table, not a mapping: give records as input, and the mapping with --mapping"),
    ('xml as mapping', "<r><a>1</a></r>", "m.yaml: looks like XML, not a mapping: give records as input, and the mapping with --mapping"),
    ('two docs', GOOD + "---\n" + GOOD, "m.yaml:6: `---` begins a second document: a mapping is one"),
    ('class case', mapping(model="organisatie"), "m.yaml:2: model: no class 'organisatie' in organisatie-basis; did you mean Organisatie?"),
    ('class prefix', mapping(model="org:Organization"), "m.yaml:2: model: no class 'org:Organization' in organisatie-basis; did you mean Organisatie?"),
    ('class english', mapping(model="Organization"), "m.yaml:2: model: no class 'Organization' in organisatie-basis; did you mean Organisatie?"),
    ('class profile', mapping(model="organisatie-basis.Organisatie"), "m.yaml:2: model: no class 'organisatie-basis.Organisatie' in organisatie-basis; did you mean Organisatie?"),
    ('class iri', mapping(model="http://www.w3.org/ns/org#Organization"), "m.yaml:2: model: no class 'http://www.w3.org/ns/org#Organization' in organisatie-basis; did you mean Organisatie?"),
    ('class list', mapping(model="[Organisatie]"), "m.yaml:2: model: a list is given; it takes the name of a class (`oslo profiles` and `oslo show` list them), such as `model: Persoon`"),
    ('no model', "profile: organisatie-basis\nfields:\n  voorkeursnaam: NAAM\n", "m.yaml: model is missing: say what a record becomes, such as `model: Persoon`"),
    ('profile case', mapping(profile="Organisatie-Basis"), "m.yaml:1: profile: no profile 'Organisatie-Basis'; did you mean organisatie-basis?"),
    ('profile path', mapping(profile="profiles/organisatie-basis.ttl"), "m.yaml:1: profile: no profile 'profiles/organisatie-basis.ttl'; did you mean organisatie-basis?"),
    ('profile underscore', mapping(profile="organisatie_basis"), "m.yaml:1: profile: no profile 'organisatie_basis'; did you mean organisatie-basis?"),
    ('profile url', mapping(profile="https://data.vlaanderen.be/doc/applicatieprofiel/organisatie-basis"), "m.yaml:1: profile: no profile 'https://data.vlaanderen.be/doc/applicatieprofiel/organisatie-basis'; did you mean organisatie-basis?"),
    ('profile title', mapping(profile="OSLO Organisatie Basis"), "m.yaml:1: profile: no profile 'OSLO Organisatie Basis'; did you mean organisatie-basis?"),
    ('profile short', mapping(profile="organisatie"), "m.yaml:1: profile: no profile 'organisatie'; did you mean organisatie-basis?"),
    ('no profile', "model: Organisatie\nfields:\n  voorkeursnaam: NAAM\n", "m.yaml: profile: is missing; it takes the name of a profile (`oslo profiles` lists them), such as `profile: persoon-basis`"),
    ('nl keys', "profiel: organisatie-basis\nklasse: Organisatie\nvelden:\n  voorkeursnaam: NAAM\n", "m.yaml:1: profiel: not a key that a mapping has; did you mean profile?; m.yaml:2: klasse: not a key that a mapping has; did you mean model?; m.yaml:3: velden: not a key that a mapping has; did you mean fields?"),
    ('class key', "profile: organisatie-basis\nclass: Organisatie\nfields:\n  voorkeursnaam: NAAM\n", "m.yaml:2: class: not a key that a mapping has; did you mean model?"),
    ('Model upper', "Profile: organisatie-basis\nModel: Organisatie\nFields:\n  voorkeursnaam: NAAM\n", "m.yaml:1: Profile: not a key that a mapping has; did you mean profile?; m.yaml:2: Model: not a key that a mapping has; did you mean model?; m.yaml:3: Fields: not a key that a mapping has; did you mean fields?"),
    ('mapping wrapped', "mapping:\n  profile: organisatie-basis\n  model: Organisatie\n  fields:\n    voorkeursnaam: NAAM\n", "m.yaml: the keys of a mapping stand at the top of the file, not below `mapping:`"),
    ('pattern bad', mapping(fields="  voorkeursnaam: {from: NAAM, pattern: '([A-Z'}\n"), "m.yaml:5: voorkeursnaam: not a regular expression: '([A-Z': unterminated character set at position 1"),
    ('pattern group', mapping(fields="  voorkeursnaam: {from: NAAM, pattern: {match: '([A-Z]+)', to: '{2}'}}\n"), "m.yaml:5: voorkeursnaam: to: '{2}' names a group that '([A-Z]+)' does not have"),
    ('pattern regex key', mapping(fields="  voorkeursnaam: {from: NAAM, regex: '[A-Z]'}\n"), "m.yaml:5: voorkeursnaam.regex: not a key that a value rule has; did you mean pattern?"),
    ('pattern key', mapping(fields="  voorkeursnaam: {from: NAAM, pattern: {regex: '[A-Z]'}}\n"), "m.yaml:5: voorkeursnaam.pattern.regex: not a key that `pattern` has; did you mean match?"),
    ('pattern partial', mapping(fields="  voorkeursnaam: {from: NAAM, pattern: 'Fan'}\n"), "in.csv:2: NAAM: voorkeursnaam: not of the form Fan: 'Fanfare'; `pattern` has to match the whole text: `pattern: \".*Fan.*\"` would"),
    ('decimal word', mapping(fields="  voorkeursnaam: {from: NAAM, decimal: comma}\n"), "m.yaml:5: voorkeursnaam.decimal: 'comma' is given; it takes the decimal sign: `decimal: \",\"`, `decimal: \".\"`, or `decimal: either`"),
    ('decimal true', mapping(fields="  voorkeursnaam: {from: NAAM, decimal: true}\n"), "m.yaml:5: voorkeursnaam.decimal: 'true' is given; it takes the decimal sign: `decimal: \",\"`, `decimal: \".\"`, or `decimal: either`"),
    ('split empty', mapping(fields="  voorkeursnaam: {from: NAAM, split: ''}\n"), 'm.yaml:5: voorkeursnaam.split: empty text is given; it takes the sign between the values: `split: ","`'),
    ('split list', mapping(fields="  voorkeursnaam: {from: NAAM, split: [',']}\n"), 'm.yaml:5: voorkeursnaam.split: a list is given; it takes the sign between the values: `split: ","`'),
    ('separator', mapping(fields="  voorkeursnaam: {from: NAAM, separator: ','}\n"), "m.yaml:5: voorkeursnaam.separator: not a key that a value rule has; did you mean split?"),
    ('lang key', mapping(fields="  voorkeursnaam: {from: NAAM, lang: nl}\n"), "m.yaml:5: voorkeursnaam.lang: not a key that a value rule has; did you mean language?"),
    ('taal key', mapping(fields="  voorkeursnaam: {from: NAAM, taal: nl}\n"), "m.yaml:5: voorkeursnaam.taal: not a key that a value rule has; did you mean language?"),
    ('language bad', mapping(fields="  voorkeursnaam: {from: NAAM, language: Nederlands}\n"), "m.yaml:5: voorkeursnaam: language: 'Nederlands' is not a language tag; write nl"),
    ('language top bad', mapping(more="language: Dutch!\n"), "m.yaml:4: language: 'Dutch!' is not a language tag; write nl, fr, en or de"),
    ('language on date', added("is_het_resultaat_van: {model: Oprichting, datum: {from: GEB, language: nl}}"), "m.yaml:6: is_het_resultaat_van.datum: language: only text in a language (LangString) has one"),
    ('template no brace', mapping(fields="  voorkeursnaam: {template: NAAM}\n"), 'm.yaml:5: voorkeursnaam: template: no column in it: a column is in braces, {template: "{NAAM}"}; fixed text is {constant: ...}'),
    ('template open', mapping(fields="  voorkeursnaam: {template: '{NAAM'}\n"), "m.yaml:5: voorkeursnaam: a brace is not closed in '{NAAM'"),
    ('template as path', mapping(fields="  voorkeursnaam: '{NAAM} {SOORT}'\n"), 'm.yaml:5: voorkeursnaam: from takes a column without braces; for text with columns in it write {template: "{NAAM} {SOORT}"}'),
    ('plus', mapping(fields="  voorkeursnaam: NAAM + SOORT\n"), "in.csv: no column 'NAAM + SOORT'; two columns are a list: [NAAM, SOORT]"),
    ('identifier bad', mapping(fields="  voorkeursnaam: {from: NAAM, identifier: rijksregisternummer}\n"), "m.yaml:5: voorkeursnaam: identifier: 'rijksregisternummer' is not one; did you mean insz?"),
    ('unknown word', mapping(fields="  voorkeursnaam: {from: NAAM, unknown: skip}\n"), "m.yaml:5: voorkeursnaam.unknown: 'skip' is given; it takes reject, drop or keep"),
    ('invalid word', mapping(fields="  voorkeursnaam: {from: NAAM, invalid: ignore}\n"), "m.yaml:5: voorkeursnaam.invalid: 'ignore' is given; it takes reject or drop"),
    ('html true', mapping(fields="  voorkeursnaam: {from: NAAM, html: true}\n"), "m.yaml:5: voorkeursnaam.html: 'true' is given; it takes unescape, text, or both: `html: [unescape, text]`"),
    ('header zero', mapping(more="header: -1\n"), "m.yaml:4: header: the number of a row (0: none), or a list of rows from top to bottom, such as [3, 4]"),
    ('header text', mapping(more="header: first\n"), "m.yaml:4: header: the number of a row (0: none), or a list of rows from top to bottom, such as [3, 4]"),
    ('header true', mapping(more="header: true\n"), "m.yaml:4: header: the number of a row (0: none), or a list of rows from top to bottom, such as [3, 4]"),
    ('ignored list', mapping(more="ignored: [SOORT, GEB]\n"), "m.yaml:4: ignored: a list is given; it takes names, each with the reason: `ignored: {TELEFOON: for the office only}`"),
    ('optional map', mapping(more="optional: {FAX: x}\n"), "m.yaml:4: optional: an object is given; it takes a list of columns: `optional: [FAX]`"),
    ('optional text', mapping(more="optional: FAX\n"), "m.yaml:4: optional: 'FAX' is given; it takes a list of columns: `optional: [FAX]`"),
    ('tables list', mapping(more="tables: [a]\n"), "m.yaml:4: tables: a list is given; it takes tables of codes by name: `tables: {soort: {A: https://...}}`"),
    ('tables flat', mapping(more="tables: {A: https://example.be/a}\n"), "m.yaml:4: tables.A: 'https://example.be/a' is given; it takes tables of codes by name: `tables: {soort: {A: https://...}}`"),
    ('namespaces list', mapping(more="namespaces: [a]\n"), "m.yaml:4: namespaces: a list is given; it takes prefixes, each with its namespace: `namespaces: {ex: https://example.org/ns#}`"),
    ('key and id', mapping(more="key: NR\n"), "m.yaml: key takes the place of id; give one of the two"),
    ('maps map', "profile: organisatie-basis\nmaps:\n  model: Organisatie\n", "m.yaml:2: maps: a list of kinds of records, each with model and fields, after a hyphen: `- model:`"),
    ('maps with profile', "profile: organisatie-basis\nmaps:\n- {profile: organisatie-basis, model: Organisatie, fields: {voorkeursnaam: NAAM}}\n", "m.yaml:3: maps 1 (Organisatie): profile: is the same for all kinds of records: it stands at the top, beside `maps`"),
    ('part model which', added("is_het_resultaat_van: {datum: GEB}"), "in.csv:2: GEB: is_het_resultaat_van.datum: not a date, such as 2004-09-17: '17/09/2004'; `date: \"%d/%m/%Y\"` would read it"),
    ('part unknown prop', added("contactinfo: {emial: MAIL}"), "m.yaml:6: contactinfo.emial: Contactinfo has no such property; did you mean email?"),
    ('part not indented', added("contactinfo:\nemail: MAIL"), "m.yaml:6: contactinfo: nothing is given for it; write `contactinfo: {contactnaam: COLUMN}`"),
    ('part id bad', added("contactinfo: {id: NR, email: MAIL}"), "m.yaml:6: contactinfo.id: not an IRI: 'NR'; give a whole one, such as https://data.example.be/id/{NR}"),
    ('column missing', mapping(fields="  voorkeursnaam: Naam\n"), "in.csv: no column 'Naam'; did you mean NAAM?"),
    ('column list missing', mapping(fields="  voorkeursnaam: [NAAM, NAAM_FR]\n"), "in.csv: no column 'NAAM_FR'; did you mean NAAM?"),
    ('crs', added("homepage: {from: MAIL, crs: lambert}"), "m.yaml:6: homepage: not a reference system such as EPSG:31370: 'lambert'"),
    ('datatype', added("homepage: {from: MAIL, datatype: date}"), "m.yaml:6: homepage: datatype: must be an IRI, and the property must take any literal"),
    ('valid', mapping(more="valid: GEB\n"), "m.yaml:4: valid: 'GEB' is given; it takes the columns of the first and last day: `valid: {from: BEGIN, through: EINDE}`"),
    ('valid empty', mapping(more="valid: {}\n"), "m.yaml:4: valid: name the column of a date: `valid: {from: BEGIN, until: EINDE}`"),
    ('value key', mapping(fields="  voorkeursnaam: {value: NAAM}\n"), "m.yaml:5: voorkeursnaam: 'value' is not a key of a value rule; did you mean from? `voorkeursnaam: {from: NAAM}`"),
    ('iri prop with text', added("logo: NAAM"), "in.csv:2: NAAM: logo: not an absolute IRI: 'Fanfare'; write an IRI: `logo: {template: \"https://data.example.be/id/{NAAM}\"}`"),
    ('reference', added("is_lid_van: NAAM"), "in.csv:2: NAAM: is_lid_van: not an absolute IRI: 'Fanfare'; is_lid_van is a part: write `is_lid_van: {voorkeursnaam: NAAM}`, or an IRI: `is_lid_van: {template: \"https://data.example.be/id/{NAAM}\"}`"),
    ('quoted path', mapping(fields="  voorkeursnaam: \"'NAAM'\"\n"), "in.csv: no column \"'NAAM'\"; did you mean NAAM?"),
    ('key of a part', added("contactinfo: {class: Contactinfo, email: MAIL}"), "m.yaml:6: contactinfo.class: Contactinfo has no such property; did you mean the key model?"),
    ('nested by a slash', added("is_het_resultaat_van/datum: GEB"), "m.yaml:6: is_het_resultaat_van/datum: a part is nested: `is_het_resultaat_van: {datum: COLUMN}`"),
    ('codes as text', added("status: {from: SOORT, codes: 'A: Actief'}"), "m.yaml:6: status: codes: not text but an object: `codes: {A: Actief}`"),
    ('group as in a shell', added("beschrijving: {from: NAAM, pattern: {match: '(.*)', to: '$1'}}"), "m.yaml:6: beschrijving: pattern: to: a group is written in braces: {1}, not $1"),
    ('two columns in one', added("beschrijving: [NAAM; SOORT]"), "in.csv: no column 'NAAM; SOORT'; two columns are a list: [NAAM, SOORT]"),
    ('double braces', added("beschrijving: {{NAAM}}"), "m.yaml:6: a value that begins with a brace has to be in quotes: beschrijving: {{NAAM}}"),
    ('double braces in quotes', added('beschrijving: "{{NAAM}}"'), 'm.yaml:6: beschrijving: from takes a column without braces; for text with columns in it write {template: "{NAAM}"}'),
    ('date of another form', added("is_het_resultaat_van: {model: Oprichting, datum: {from: GEB, date: '%d-%m-%Y'}}"), "in.csv:2: GEB: is_het_resultaat_van.datum: not a date of the form %d-%m-%Y: '17/09/2004'; `date: \"%d/%m/%Y\"` would read it"),
    ('date as an example', added("is_het_resultaat_van: {model: Oprichting, datum: {from: GEB, date: 17/09/2004}}"), 'm.yaml:6: is_het_resultaat_van.datum: date: formats are written with %: for 17/09/2004 write "%d/%m/%Y"'),
    ('id with one slash', mapping("http:/data.example.be/{NR}"), "m.yaml:3: id: an IRI begins with http://, not http:/"),
    ('id with a prefix', mapping("ex:{NR}"), "m.yaml:3: id: the prefix ex: is not filled in here: write the whole IRI, https://..."),
    ('id with a space', mapping("https://data.example.be/id/{NAAM} {NR}"), "m.yaml:3: id: an IRI has no spaces: https://data.example.be/id/{NAAM}-{NR}"),
    ('no space after the first colon', GOOD.replace("profile: ", "profile:"), "m.yaml:2: a space is missing after the colon in the line before: profile: organisatie-basis"),
    ('fields without a colon', GOOD.replace("fields:", "fields"), "m.yaml:4: a colon and a space are missing: fields"),
    ('equals sign', GOOD + "  beschrijving = SOORT\n", "m.yaml:6: a colon and a space are missing: beschrijving = SOORT"),
    ('colon in a field', GOOD + "  beschrijving: SOORT: x\n", 'm.yaml:6: a value with a colon has to be in quotes: beschrijving: "SOORT: x"'),
    ('unclosed bracket', GOOD + "  beschrijving: [SOORT, NR\n  homepage: MAIL\n", "m.yaml:6: a ] is missing: beschrijving: [SOORT, NR"),
]
# fmt: on
"""A name, the mapping, the message."""


@pytest.mark.parametrize(("text", "message"), [each[1:] for each in MISTAKES], ids=[each[0] for each in MISTAKES])
def test_a_mistake_is_named_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | bytes, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said(tmp_path, text) == message


@pytest.mark.parametrize(
    "name",
    ["voorkeursnaam", "voorkeursNaam", "Voorkeursnaam", "skos:prefLabel", "prefLabel", "preflabel",
     "http://www.w3.org/2004/02/skos/core#prefLabel"],
)  # fmt: skip
def test_a_property_may_be_named_by_its_term(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert said(tmp_path, mapping(fields=f"  {name}: NAAM\n")) == ""


@pytest.mark.parametrize("name", ["heeftGeboorte", "heeft geboorte", "has birth", "persoon:heeftGeboorte"])
def test_a_property_may_be_named_by_its_label(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    birth = '{datum: {from: GEB, date: "%d/%m/%Y"}, plaats: {plaatsnaam: STRAAT}, land: {plaatsnaam: STRAAT}}'
    fields = (
        f'  {{volledige_naam: NAAM, achternaam: NAAM, voornaam: NAAM, geslacht: {{constant: "1"}}, {name}: {birth}}}\n'
    )
    assert said(tmp_path, mapping(profile="persoon-basis", model="Persoon", fields=fields)) == ""


def test_one_property_by_two_names_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    message = said(tmp_path, added("skos:prefLabel: SOORT"))
    assert message == "m.yaml:6: skos:prefLabel: is voorkeursnaam, which is given already: put both rules in one list"


def test_a_reason_has_the_name_that_a_mapping_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "in.csv:2: SOORT: alternatieve_naam: unknown code 'A'" in said(
        tmp_path, added("alternatieveNaam: {from: SOORT, codes: {X: Y}}")
    )


def test_the_kind_of_record_and_its_own_line_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (
        "profile: organisatie-basis\nmaps:\n- model: Organisatie\n  fields: {voorkeursnaam: NAAM}\n"
        "- model: Organisatie\n  fields:\n    voorkeursnaam: NAAM\n    nam: NAAM\n"
    )
    assert said(tmp_path, text).startswith("m.yaml:8: maps 2 (Organisatie): nam: Organisatie has no such property")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("m.yaml -m in.csv", "in.csv: records, not a mapping: oslo convert in.csv --mapping MAPPING.yaml"),
        ("m.yaml -m m.yaml", "m.yaml: a YAML file is a mapping, not records: give it with --mapping"),
        ("in.csv -m organisatie-basis", "'organisatie-basis' is a profile, not a mapping: a mapping is a YAML file with `profile: organisatie-basis`"),
        ("in.csv -m m", "no mapping 'm'; did you mean m.yaml?"),
        ("in.csv -m gtsf", "no mapping 'gtsf'; did you mean gtfs?"),
        ("in.csv --mapping=", "no mapping '.'; there are"),
        ("in.csv -m .", "no mapping '.'; there are"),
        ("in.csv -m /", "no mapping '/'; there are"),
    ],
)  # fmt: skip
def test_files_in_the_wrong_place(run: Run, tmp_path: Path, words: str, message: str) -> None:
    (tmp_path / "m.yaml").write_text(GOOD)
    (tmp_path / "in.csv").write_text(TABLE)
    done = run("convert", *words.split(), "-o", "o.nt")
    assert done.returncode == 2
    assert done.stderr.startswith(f"oslo: {message}")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (True, 'true is not text: put it in quotes ("true") if it is a column; else `{constant: ...}` is the same for every record'),
        (5, '5 is not text: put it in quotes ("5") if it is a column; else `{constant: ...}` is the same for every record'),
        ({"from": False}, "from: false is given, which is not text: put text in quotes; it takes a column, or a list of them: `from: NAAM`"),
    ],
)  # fmt: skip
def test_values_of_python_that_are_no_text(value: object, message: str) -> None:
    rules = {"profile": "persoon-basis", "model": "Plaats", "fields": {"plaatsnaam": value}}
    with pytest.raises(MappingError) as raised:
        mapping_from(rules, "m")
    assert str(raised.value).removeprefix("m: plaatsnaam").lstrip(".: ") == message


def blocks_of_the_tutorial() -> tuple[str, str]:
    """The table and the last mapping of the tutorial."""
    page = (Path(__file__).resolve().parent.parent / "docs" / "tutorial.md").read_text("utf-8")
    table, *mappings = (
        re.findall(rf'```\w+ title="verenigingen.{each}"\n(.*?)```', page, re.DOTALL) for each in ("csv", "yaml")
    )
    return table[0], mappings[0][-1]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("profile: organisatie-basis", "profile: Organisatie-Basis", "m.yaml:1: profile: no profile 'Organisatie-Basis'; did you mean organisatie-basis?"),
        ("model: Geregistreerde", "model: org:Geregistreerde", "m.yaml:2: model: no class 'org:GeregistreerdeOrganisatie' in organisatie-basis; did you mean GeregistreerdeOrganisatie?"),
        ("https://data.example.be/id/vereniging/{NR}", "NR", "m.yaml:3: id: not an IRI: 'NR'; give a whole one, such as https://data.example.be/id/{NR}"),
        ("https://data.example.be/id/vereniging/{NR}", "{NR}", 'm.yaml:3: id: YAML reads {NR} as an object: write "https://data.example.be/id/{NR}"'),
        ("/{NR}", "/$(NR)", "m.yaml:3: id: a column is written in braces: https://data.example.be/id/vereniging/{NR}"),
        ("tables:", "table:", "m.yaml:5: table: not a key that a mapping has; did you mean tables?"),
        ("    - NAAM", "    - {form: NAAM}", "m.yaml:11: voorkeursnaam: 'form' is not a key of a value rule; did you mean from? `voorkeursnaam: {from: NAAM}`"),
        ("language: fr", "taal: fr", "m.yaml:13: voorkeursnaam.taal: not a key that a value rule has; did you mean language?"),
        ("identifier: kbo", "identifier: bce", "m.yaml:16: registratie.identificator: identifier: 'bce' is not one; did you mean kbo?"),
        ("codes: toestand", "codes: status", "m.yaml:17: status: no table 'status'; there are toestand"),
        ('"%d/%m/%Y"', "dd/mm/yyyy", 'm.yaml:20: is_het_resultaat_van.datum: date: formats are written with %: for dd/mm/yyyy write "%d/%m/%Y"'),
        ('"%d/%m/%Y"', "%d/%m/%Y", 'm.yaml:20: a value that begins with a percent sign has to be in quotes: datum: {from: OPGERICHT, date: "%d/%m/%Y"}'),
        ("    email: EMAIL", "\temail: EMAIL", "m.yaml:22: indented with a tab: indent with spaces"),
        ("gemeentenaam: GEMEENTE", "gemeente: GEMEENTE", "m.yaml:25: contactinfo.adres.gemeente: Adresvoorstelling has no such property; did you mean gemeentenaam?"),
        ("wettelijke_naam: NAAM", "wettelijke_naam:NAAM", "m.yaml:14: a space is missing after the colon: wettelijke_naam: NAAM"),
    ],
)  # fmt: skip
def test_the_tutorial_with_a_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    table, good = blocks_of_the_tutorial()
    assert old in good
    assert said(tmp_path, good.replace(old, new), table).startswith(message)
