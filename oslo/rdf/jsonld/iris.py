"""Relative IRIs made whole (RFC 3986, section 5.2), for any scheme."""

from __future__ import annotations

import re

# RFC 3986, appendix B: scheme, authority, path, query, fragment.
_PARTS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.\-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)


def resolve(base: str | None, reference: str) -> str:
    """A reference made whole by a base; as it is if there is none.

    >>> resolve("https://data.example/a/b?c", "../d#e"), resolve("urn:a:b", "#c"), resolve(None, "d")
    ('https://data.example/d#e', 'urn:a:b#c', 'd')
    """
    if base is None:
        return reference
    scheme, authority, path, query, fragment = _split(reference)
    if scheme is not None:
        return _join(scheme, authority, _without_dots(path), query, fragment)
    base_scheme, base_authority, base_path, base_query, _ = _split(base)
    if authority is not None:
        return _join(base_scheme, authority, _without_dots(path), query, fragment)
    if not path:
        return _join(base_scheme, base_authority, base_path, base_query if query is None else query, fragment)
    if not path.startswith("/"):
        above = base_path[: base_path.rfind("/") + 1]
        path = (above or "/" if base_authority is not None else above) + path
    return _join(base_scheme, base_authority, _without_dots(path), query, fragment)


Parts = tuple[str | None, str | None, str, str | None, str | None]


def _split(iri: str) -> Parts:
    match = _PARTS.fullmatch(iri)
    assert match is not None  # each part of the pattern is optional, and the last takes the rest
    scheme, authority, path, query, fragment = match.groups()
    return scheme, authority, path, query, fragment


def _join(scheme: str | None, authority: str | None, path: str, query: str | None, fragment: str | None) -> str:
    found = f"{scheme}:" if scheme is not None else ""
    found += f"//{authority}" if authority is not None else ""
    found += path
    found += f"?{query}" if query is not None else ""
    return found + (f"#{fragment}" if fragment is not None else "")


def _without_dots(path: str) -> str:
    """RFC 3986, section 5.2.4."""
    if "." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for place, segment in enumerate(segments):
        last = place == len(segments) - 1
        if segment not in (".", ".."):
            kept.append(segment)
            continue
        if segment == ".." and len(kept) > (1 if path.startswith("/") else 0):
            kept.pop()
        if last:
            kept.append("")
    return "/".join(kept)
