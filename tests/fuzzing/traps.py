"""What readers stumble over, in any form: put into a text, or in the place of a value of it."""
# ruff: noqa: E501  lists that are read across

from __future__ import annotations

RAN = "oslo_fuzzing_ran"
"""The name that code of an input would set in `builtins`, if it were ever run."""
_CODE = f"__import__('builtins').__dict__.update({RAN}=1)"

CHARACTERS = [
    "\x00", "\x0b", "\x0c", "\x1a", "\x1b[2J", "\x7f", "\x85", "\xa0", "\xad", "\u00df", "\u0130", "e\u0301", "\u1680", "\u200b",
    "\u2028", "\u2029", "\u202e", "\u3000", "\ufeff", "\ufffe", "\uffff", "\U0001d4d0", "\U0010ffff", "\r", "\r\n", "\t", "\n",
    "\\", "\"", "'", "`", "%", "#", "<", ">", "&", "{", "}", "[", "]", "(", ")", ";", ",", ".", ":", "|", "^", "~", "*", "@", "$", "=", "+", "-", "?", "!", "/",
]  # fmt: skip
VALUES = [
    "", " ", "null", "~", "true", "True", "NaN", "-inf", "INF", "nan", "0", "-0", "-1", "1e5", "1e400", "-1e-400", "1e999999999", "0x10", "1_000",
    "1,5", "01", "9" * 25, "9" * 5000, "0." + "3" * 400, "\u0661\u0662", "\u00b2", "1e", "0000-00-00", "0000-01-01", "-0044-03-15",
    "10000-01-01", "2024-02-30", "2023-02-29", "2024-13-01", "24:00:00", "24:00:01", "23:59:60", "2024-01-01T24:00:00", "2024-01-01T00:00:00+14:01",
    "2024-01-01T00:00:00Z", "2024-01-01+25:00", "31/12/9999", "45000", "--02-30", "P", "P1Y2M3DT4H5M6.7S", "PT", "-P1D", "P9999999999Y",
    "a b", "https://a b/", "http://[::1/", "https://a:99999/", "http://\u00e9/", "https://a/%zz", "urn:", "urn:x", ":", "//", "/", "#", "?", "x:y", "mailto:",
    "file:///etc/passwd", "https://data.example.be/id/\"'><", "_:b0", "_:", "_:\u00b7", "<urn:a>", "<>", "<<>>", "@nl", "@nl-------", "@en-" + "x" * 300, "^^<>",
    "^^<urn:x>", "^^xsd:integer", '"""', "'''", '"\\uD800"', '"\\U00110000"', "\\u0000", "\\x", "@prefix", "@prefix : <", "@base", "@base <x>", "BASE", "a", "()", "[]", "[ ]", "<< >>",
    "<<( )>>", "{| |}", "GRAPH", "@id", "@type", "@context", "@graph", "@reverse", "@list", "@set", "@vocab", "@nest", "@import", "@propagate", "@version", "@none", "@json", "@container", "@index",
    "http://www.w3.org/ns/shacl#property", "sh:property", "sh:path", "sh:node", "sh:not", "sh:in", "sh:pattern", "rdf:nil", "rdf:rest", "rdf:first", "rdf:type", "rdf:langString", "rdf:li", "rdf:_1", "rdf:ID",
    "(a+)+$", "(", "[", "(?P<a", "\\1", "\\p{L}", "[[:alpha:]]", "(?<=a)", "{999999}", "a{2,1}", "\\", ".*" * 30,
    "{x", "{0.__class__}", "{naam}", "{nr:>99}", "{{", "}}", "{naam -> kbo}", "%s", "%Y", "%d/%m/%q", "%", "$$.x", "$.", "$", "//x[", "//q:x", "//*", "x[1]", "text()", "count(//*)", "$x", "../..", "a.b.c", "[0]", "*",
    "&a [*a]", "*a", "&a", "<<", "!!python/object:os.system", "!!binary x", "!!int x", "!!timestamp 2024-02-30", "? a", "- - -", "|", ">-", "---", "...", "%YAML 9", "{a: b, a: c}", "2024-02-30", "[a]", "{}",
    "<!DOCTYPE a [<!ENTITY x 'y'>]>", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>", "&x;", "&#0;", "&#xD800;", "&#x110000;", "<![CDATA[", "]]>", "<!--", "<?xml version='1.1'?>", "<?x", "xmlns=''", "xml:lang='-'", "xsi:nil='true'",
    "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "#REF!", "#N/A", "A1:XFD1048576", "sqref='A1'", "s='9999'", "t='s'", "t='e'", "r='A0'", "r='ZZZZ9'", "r='A99999999999'", "<v>1e400</v>", "count='99999999'",
    "POINT(1 2)", "POINT(1e400 2)", "POINT EMPTY", "POLYGON((0 0))", "LINESTRING(0 0,0 0)", "GEOMETRYCOLLECTION(POINT(1 2))", "SRID=31370;POINT(1 2)", "<urn:x> POINT(1 2)", "0101000000", "EPSG:99999999", "urn:ogc:def:crs:EPSG::31370",
    f"');{_CODE}#", f'");{_CODE}#', f'"""\n{_CODE}\n"""', f"'''\n{_CODE}\n'''", f"\n{_CODE}\n", f"{{{_CODE}}}", f"\\N{{x}}\\\"+{_CODE}+\\\"", "None", "class", "import", "__init__", "__class__", "self", "model_config", "id", "copy", "é", "𝒳", "1a",
]  # fmt: skip
BYTES = [
    b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xff\xfe\x00\x00", b"\x00", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe8", b"\x80", b"\x93",
    b"\x1f\x8b\x08", b"PK\x03\x04", b"PK\x05\x06", b"BZh9", b"\xd0\xcf\x11\xe0", b"sep=;\n", b"+AD4-", b"\x1b$B", b"\x0e",
]  # fmt: skip
OPENERS = {
    "json": ("[", "]"), "jsonl": ('{"a":', "}"), "jsonld": ('{"@graph":[', "]}"), "yaml": ("[", "]"), "xml": ("<a>", "</a>"), "rdf": ("<a>", "</a>"),
    "html": ("<div property='x'>", "</div>"), "ttl": ("[ <urn:p> ", " ]"), "trig": ("( ", " )"), "wkt": ("GEOMETRYCOLLECTION(", ")"), "nt": ("<< ", " >>"),
}  # fmt: skip
"""What opens and closes a level, to nest by hundreds and thousands."""
LONG = ["x", "é", '"', "\n", "a,", "( ", "%41", "\\\\", "a.", "<a>", "&amp;"]
"""What is repeated to make a text long."""
