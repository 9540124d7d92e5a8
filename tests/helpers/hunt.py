"""A hunt for records that a model accepts and its shape refuses: the proof of a conversion says that there are none.

python -m helpers.hunt 1000000 [SEED]         in `tests`; so many records, of all classes of all profiles in turn
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from hypothesis import HealthCheck, Phase, given, seed, settings

from helpers.laws import PROFILES
from helpers.strategies import instances, typed_references
from oslo.exchange.lines import ntriples
from oslo.model.description import Profile
from oslo.model.published import Strength
from oslo.model.resource import Resource
from oslo.validation.data import DataGraph
from oslo.validation.validator import Validator

_AT_ONCE = 100  # records of a class


def hunt(profile: Profile, cls: type[Resource], check: Validator, number: int, first: int) -> Iterator[str]:
    """What the engine finds in so many generated records of a class; `first`: the seed."""
    records: list[Resource] = []

    @seed(first)
    @settings(
        max_examples=number,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(instances(cls, known=profile.classes))
    def draw(record: Resource) -> None:
        records.append(record)

    draw()
    for record in records:
        elsewhere = typed_references(record)  # what is only referred to is not described here
        for each in check.violations(DataGraph(ntriples(record) + "".join(elsewhere.values()))):
            if each.focus.strip("<>") not in elsewhere and not each.is_left_open():
                yield f"{profile.name} {cls.__name__}, seed {first}: {each}\n{ntriples(record)}"


def main(number: int, first: int = 0) -> int:
    """The command: 1 if something was found."""
    checks = {profile.name: Validator(profile, strength=Strength.EXCHANGED) for profile in PROFILES}
    done, found, started = 0, 0, time.monotonic()
    while done < number:
        for profile in PROFILES:
            for cls in profile.classes:
                for each in hunt(profile, cls, checks[profile.name], _AT_ONCE, first):
                    found += 1
                    print(each)
            done += _AT_ONCE * len(profile.classes)
            print(f"{done:,} records, {found} found, {time.monotonic() - started:.0f} s", file=sys.stderr)
            if done >= number:
                break
        first += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
