"""What a file that should be a workbook is, by its content and whatever its name, and how it is opened.

A file that is none is refused with what it is and what to do: a web page, a text or an older form under the name of a
workbook is what people send most.
"""

from __future__ import annotations

import io
import re
from typing import IO

from ...errors import InputError, Place
from .ods import OdsBook
from .old import OldBook
from .package import Package
from .sheets import Book
from .xlsx import XlsxBook

_SAVE = "open it in a spreadsheet program and save it as .xlsx or .csv"
_ASK = "ask for the workbook or CSV file that it was made from"
_BEGINNINGS = {
    b"%PDF": f"a PDF document: {_ASK}",
    b"{\\rtf": f"a text document (RTF): {_SAVE}",
    b"\x1f\x8b": "a compressed file (gzip): unpack it first",
    b"7z\xbc\xaf": "an archive (7-Zip): unpack it first",
    b"Rar!": "an archive (RAR): unpack it first",
    b"\x89PNG": f"an image (PNG): {_ASK}",
    b"\xff\xd8\xff": f"an image (JPEG): {_ASK}",
    b"ID;P": f"a table in the old form SYLK: {_SAVE}",
    b"PAR1": "a Parquet file: name it .parquet, and read it by a query",
    b"SQLite format 3": "a SQLite database: name it .sqlite, and read it by a query",
}
_TEXTS = [
    (r"urn:schemas-microsoft-com:office:spreadsheet", f"a spreadsheet in the XML of Excel 2003: {_SAVE}"),
    (r"<office:document\b", f"a flat OpenDocument spreadsheet: {_SAVE}, or as .ods"),
    (r"\A(?:mime-version:|content-type: multipart)", f"a web page with its parts (MHTML): {_SAVE}"),
    (r"<!doctype html|<html|<table|\A\s*<(?:body|head|meta|div|style|center)\b", f"a web page (HTML): {_SAVE}"),
    (r"\A\s*<\?xml|\A\s*<[a-z]", "an XML document: name it .xml, or give --from xml"),
    (r"\A\s*[\[{]", "a JSON document: name it .json, or give --from json"),
    (r"\A[^\x00-\x08\x0e-\x1f]*\Z", "a text, perhaps CSV: name it .csv, or give --from csv"),
]
"""What the first bytes or the first characters show: the first that fits holds."""
_PARTS = {
    "word/document.xml": "a text document (Word)",
    "ppt/presentation.xml": "a presentation (PowerPoint)",
    "Index/Document.iwa": "a document of Numbers, Pages or Keynote",
}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def open_book(file: IO[bytes], name: str) -> Book:
    """The workbook in a file; InputError says what the file is, if it is none."""
    file = file if file.seekable() else io.BytesIO(file.read())
    start = file.read(4096)
    file.seek(0)
    if start.startswith(b"PK"):
        return _zipped(file, name)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(file, name)
    if start[:1] == b"\x09" and start[1:2] in b"\x00\x02\x04\x08":
        raise InputError(f"a workbook of before Excel 97: {_SAVE}", Place(name))
    raise InputError(described(start), Place(name))


def _zipped(file: IO[bytes], name: str) -> Book:
    package = Package(file, name)
    if "mimetype" in package:
        kind = package.read("mimetype").decode("ascii", "replace").strip()
        if kind.startswith(f"{_OPEN_DOCUMENT}spreadsheet"):
            return OdsBook(package, name)
        if kind.startswith(_OPEN_DOCUMENT):
            raise InputError(
                f"not a workbook but an OpenDocument {kind.removeprefix(_OPEN_DOCUMENT)}: {_SAVE}", Place(name)
            )
    if "xl/workbook.bin" in package:
        return OldBook(file, name)
    if "xl/workbook.xml" in package:
        return XlsxBook(package, name)
    for part, what in _PARTS.items():
        if part in package:
            raise InputError(f"not a workbook but {what}: {_SAVE}", Place(name))
    if "[Content_Types].xml" in package:
        return XlsxBook(package, name)
    inside = ", ".join(list(package)[:3]) or "nothing"
    raise InputError(f"not a workbook but another zip: unpack it first; it has {inside}", Place(name))


def _compound(file: IO[bytes], name: str) -> Book:
    """A file of the form of Office before 2007, which also wraps a newer workbook that has a password."""
    content = file.read()
    file.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise InputError(
            "protected by a password: open it in a spreadsheet program and save it without one", Place(name)
        )
    if not any(each.encode("utf-16-le") in content for each in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        raise InputError(f"not a workbook but another document of Office before 2007: {_SAVE}", Place(name))
    return OldBook(file, name)


def described(start: bytes) -> str:
    """What the beginning of a file that is no workbook shows, and what to do.

    >>> described(b"<html><table>")
    'not a workbook but a web page (HTML): open it in a spreadsheet program and save it as .xlsx or .csv'
    """
    if not start.strip(b"\x00 \r\n\t"):
        return "the file is empty: copy or download it again"
    text = start.decode("utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    what = next((what for beginning, what in _BEGINNINGS.items() if start.startswith(beginning)), None) or next(
        (what for pattern, what in _TEXTS if re.search(pattern, text, re.IGNORECASE)), None
    )
    return f"not a workbook but {what}" if what else "not a workbook, and not text: copy or download it again"
