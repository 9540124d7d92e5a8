"""The example of inhabitants, and a table of three of them, two of which say different things of one household."""

from __future__ import annotations

from pathlib import Path

INWONERS = Path(__file__).resolve().parents[2] / "docs" / "examples" / "inwoners"
TEXT = """\
DOSSIERNR;NAAM;VOORNAMEN;GESLACHT;GEBOORTEDATUM;GEBOORTEPLAATS;GEBOORTELAND;BURGERLIJKE_STAAT;NATIONALITEIT;NATIONALITEIT2;REFERENTIEPERSOON;STRAAT;HUISNR;BUS;POSTCODE;GEMEENTE;EMAIL;TELEFOON
7;Peeters;An;V;14/03/1978;Leuven;BE;GEH;BE;;7;Kerkstraat;1;;9999;Voorbeeldgem;;
8;Maes;Jo;M;02/11/1975;Leuven;BE;GEH;BE;;8;Kerkstraat;3;;9999;Voorbeeldgem;;
9;Peeters;Bo;M;02/11/1999;Leuven;BE;ONG;BE;;8;Kerkstraat;5;;9999;Voorbeeldgem;;
"""
