"""Ids that stay the same when the content changes: made from the values of a key, in place of all the content.

A hash of a national number can be undone by trying all numbers; with a secret (`pseudonym`) it cannot.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from ..exchange.lines import uuid_from
from ..identifiers import insz
from ..namespaces import Iri
from .rules import MappingRules
from .scope import Scope

_SECRET_LENGTH = 16


def compile_key(rules: MappingRules, cls: str, scope: Scope) -> Callable[[Any], Iri] | None:
    """A function that makes the id of a record of a class from the values of its `key`; None if it has none."""
    if not rules.key:
        return None
    gets = [(path, scope.value(path)) for path in rules.key]
    secret = secret_of(rules, scope)

    def identify(data: Any) -> Iri:
        values = []
        for path, get in gets:
            value = get(data)
            if value is None:
                raise ValueError(f"key: no value for {path}")
            if not secret and _is_national_number(value):
                raise ValueError("key: a national number can be found again from its hash: add `pseudonym`")
            values.append(value)
        return Iri(uuid_from(pseudonym("\0".join((cls, *values)), secret)))

    return identify


def secret_of(rules: MappingRules, scope: Scope) -> bytes:
    """The secret in the variable of the environment that `pseudonym` names; empty if the mapping has none.

    Raises MappingError for a variable that is not set, or is short enough to guess.
    """
    if rules.pseudonym is None:
        return b""
    secret = os.environ.get(rules.pseudonym, "").encode()
    if len(secret) < _SECRET_LENGTH:
        what = "is too short" if secret else "is not set"
        raise scope.error(f"pseudonym: the variable {rules.pseudonym} {what}: give it a secret of 16 bytes or more")
    return secret[:64]


def pseudonym(text: str, secret: bytes) -> str:
    """32 hexadecimal digits in place of a text: always the same, and of no use to find the text without the secret.

    >>> pseudonym("Gent", b"0123456789abcdef") == pseudonym("Gent", b"fedcba9876543210")
    False
    """
    return blake2b(text.encode(), digest_size=16, key=secret).hexdigest()


def _is_national_number(text: str) -> bool:
    try:
        return bool(insz(text, test_numbers=True))
    except ValueError:
        return False
