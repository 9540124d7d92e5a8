"""Regular expressions of SHACL, which are those of SPARQL and XPath: what is wrong with one."""

from __future__ import annotations

import re
import warnings

_XPATH_CLASSES = re.compile(r"\\([pP])(\{[^}]*\})?|\\([icIC])")
_CATEGORY = re.compile(r"\{(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?|Is[A-Za-z0-9\-]+)\}")
_FOREIGN = re.compile(r"\((\?[^:][=!<P]?)|\\([abABZxuUfvNzGQE])")


def pattern_error(pattern: str, flags: str = "") -> str | None:
    """What is wrong with a regular expression (XQuery and XPath Functions 3.1, section 5.6.1); None if nothing is.

    >>> pattern_error("([a-z"), pattern_error("^[0-9]{4}$")
    ('unterminated character set at position 1', None)
    >>> pattern_error("(?=a)")
    '(?= is not in the regular expressions of XPath'
    """
    if "q" in flags:
        return None
    bare = pattern.replace("\\\\", "__")  # an escaped backslash begins no escape
    for match in _XPATH_CLASSES.finditer(bare):
        if match[1] and not _CATEGORY.fullmatch(match[2] or ""):
            return f"{match[0]} names no category of characters"
    plain = _XPATH_CLASSES.sub(r"\\w", bare)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on sets in sets, which XPath has
            re.compile(plain)
    except re.error as error:
        return str(error)
    except (RecursionError, OverflowError):
        return "nested too deeply, or repeated too often"
    foreign = _FOREIGN.search(plain)
    if foreign:
        return f"{foreign[0]} is not in the regular expressions of XPath"
    return None
