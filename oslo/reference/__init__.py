"""The reference as a static site: profiles, classes, terms and code lists, for people to read.

It is made from the same descriptions as models, shapes and contexts, so it agrees with them.
`files` gives each file of the site; `write_reference` writes them into a folder. The module `site`
says where each page is, and to which files the IRIs of terms and concepts lead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..files import text_beside
from ..files.outputs import write_folder
from ..model.description import Profile
from .page import File, Frame, Page
from .profiles import profile_files, start_page
from .search import SCRIPT, search_page
from .site import Site, unique_paths
from .terms import scheme_files, vocabulary_files

__all__ = ["Frame", "files", "write_files", "write_reference"]


def files(profiles: Sequence[Profile], frame: Frame | None = None) -> Iterator[File]:
    """Each file of the site: its path below the root, and its text.

    >>> from oslo.models import load_profile
    >>> site = dict(files([load_profile("core-location")]))
    >>> "Search" in site["index.html"], "profiles/core-location/Address.html" in site
    (True, True)

    `frame`: the top of each page, for a site inside another one.
    """
    frame = frame or Frame()
    for file in _make_files(Site(tuple(profiles)), frame):
        yield (file.path, file.render(frame)) if isinstance(file, Page) else file


def _make_files(site: Site, frame: Frame) -> Iterator[Page | File]:
    yield start_page(site)
    yield search_page(site, frame.entries)
    yield frame.style, text_beside("oslo.report", "base.css") + text_beside("oslo.reference", "style.css")
    yield SCRIPT, text_beside("oslo.reference", SCRIPT)
    for profile in site.profiles:
        yield from profile_files(site, profile)
    for vocabulary in site.vocabularies:
        yield from vocabulary_files(site, vocabulary)
    for scheme in site.schemes:
        yield from scheme_files(site, scheme)


def write_reference(folder: Path, profiles: Sequence[Profile], frame: Frame | None = None) -> int:
    """Write the site into a folder, over the files of an earlier run; returns the number of files.

    Raises OutputError for a file that cannot be written.
    """
    return write_files(folder, list(files(profiles, frame)))


def write_files(folder: Path, texts: Sequence[File]) -> int:
    """Write files into a folder, each at its path: all or none of them; returns the number of files."""
    unique_paths([path for path, _ in texts])
    write_folder(folder, texts)
    return len(texts)
