"""The published files that tests compare with: they stand beside the repository, and are no part of it."""

from __future__ import annotations

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
DATA = REPOSITORY / "tests" / "data"


def published_folder() -> Path:
    """The folder of facts and official files: OSLO_SHARED, else `shared` beside the repository."""
    return Path(os.environ.get("OSLO_SHARED") or REPOSITORY.parent / "shared")


def official_shapes(shared: Path) -> list[Path]:
    return sorted(
        path
        for folder in ("official/oslo/shacl", "official/semic", "official/oslo/magda-persoon-im/shacl")
        for path in (shared / folder).rglob("*.ttl")
        if "shacl" in str(path).lower() and "superseded" not in str(path) and "example" not in path.name
    )


def official_data(shared: Path) -> list[Path]:
    """Published examples and feeds that the published shapes are about, and what this library makes of records."""
    return [
        *sorted((shared / "records/semic-examples").glob("*.ttl")),
        shared / "official/lblod/mandaten/20180912192800-missing-fracties.ttl",
        shared / "official/lblod/bestuurseenheden/20181018113516-fusiegemeenten.ttl",
        shared / "official/lblod/organisatieportaal/20230704112912-import-igs-from-loket.ttl",
        *sorted((shared / "records/ipdc-lpdc/instance-data").glob("*.ttl")),
        *sorted((DATA).glob("*.ttl")),
    ]
