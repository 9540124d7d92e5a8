"""The reference of profiles, terms and codes, as `oslo reference` makes it, in the folder `reference` of the site.

What it has is found by the search of the site too, with the definitions of the terms.
"""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

from oslo.models import MODULES, load_profile
from oslo.reference import Frame, files as reference_files
from oslo.reference.search import entries
from oslo.reference.site import Site

FOLDER = "reference"
BOOST = {"code": 0.02, "code list": 0.2, "class": 0.2}
"""How high the search ranks what is no page of ours, else 0.3: of codes there are thousands, with few words each."""

FRAME = Frame(name="oslo", links=(("Documentation", "../index.html"), *Frame().links), home="../index.html")


@cache
def reference() -> tuple[tuple[str, str], ...]:
    """The files of the reference; made once, however often the site is while one writes."""
    return tuple(reference_files([load_profile(name) for name in MODULES], FRAME))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the files of the reference."""
    for path, text in reference():
        files.append(File.generated(config, f"{FOLDER}/{path}", content=text))
    return files


@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """Add what the reference has to the index of the search, after that has been written."""
    path = Path(config.site_dir) / "search" / "search_index.json"
    index = json.loads(path.read_text("utf-8"))
    site = Site(tuple(load_profile(name) for name in MODULES))
    defined = {site.page(term.iri): term.definitions for each in site.vocabularies for term in each.terms}
    for name, words, kind, where, page in entries(site):
        told = " ".join([words, *defined.get(page, {}).values(), f"({kind}, {where})" if where else f"({kind})"])
        entry = {"location": f"{FOLDER}/{page}", "title": escape(name), "text": escape(told)}
        index["docs"].append(entry | {"boost": BOOST.get(kind, 0.3)})
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), "utf-8")
