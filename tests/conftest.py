"""What the tests share: the folder of published files that stands beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of facts and official files: OSLO_SHARED, else `shared` beside the repository."""
    folder = Path(os.environ.get("OSLO_SHARED") or _REPOSITORY.parent / "shared")
    if not (folder / "facts").is_dir():
        pytest.skip(f"needs the published facts, and {folder} does not have them: set OSLO_SHARED")
    return folder
