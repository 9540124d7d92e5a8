"""The ready profiles, one module each. A module is imported when its profile is asked for."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

from ..errors import OsloError
from ..model.description import Profile
from ..words.text import nearest

MODULES = {
    "generiek-basis": "generiek",
    "adresregister": "adres",
    "organisatie-basis": "organisatie",
    "persoon-basis": "persoon",
    "magda-persoon": "magda_persoon",
    "cultuurparticipatie": "cultuur",
    "mobiliteit-trips-en-aanbod": "mobiliteit",
    "inname-openbaar-domein": "inname",
    "mandatendatabank": "mandaat",
    "besluit-publicatie": "besluit",
    "dienstencataloog": "dienst",
    "lpdc": "lpdc",
    "points-of-interest": "poi",
    "core-location": "isa.core_location",
    "core-person": "isa.core_person",
    "core-business": "isa.core_business",
    "core-public-organisation": "isa.core_public_organisation",
    "cpsv-ap": "isa.public_service",
}
"""Profile name to module of this package."""


_LONGEST = 200  # characters of a name, in a message


@cache
def load_profile(name: str) -> Profile:
    """A ready profile by its name.

    >>> load_profile("persoon-basis").version
    '2023-06-01'

    Raises OsloError for a name that is not there, with the ones that are.
    """
    if name not in MODULES:
        last = name[:_LONGEST].lower().strip("/").rpartition("/")[2].removeprefix("oslo ")
        word = re.sub(r"\.\w+$", "", last).replace("_", "-").replace(" ", "-")
        raise OsloError(f"no profile {name[:_LONGEST]!r}{nearest(word, MODULES)}")
    profile: Profile = import_module(f".{MODULES[name]}", __name__).PROFILE
    return profile
