"""Pages of what stands outside `docs/` or is no Markdown, and the language of each page.

`OUTSIDE` says which files of the repository become pages, and where; each folder of `docs/examples`
becomes a page that shows its files. Links are written for the repository, where GitHub follows
them; here those to such files lead to their pages. A link to anything else that is not on the site
stays as it is, and stops a strict build.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

ROOT = Path(__file__).resolve().parent.parent.parent
OUTSIDE = {
    "README.md": "overview.md",
    "CHANGELOG.md": "changelog.md",
    "LICENSE": "licence.md",
    "benchmarks/README.md": "benchmarks.md",
    "oslo/mapping/ready/kbo.yaml": "ready/kbo.md",
    "action.yml": "ready/action.md",
    "ci/gitlab.yml": "ready/gitlab.md",
    "Dockerfile": "ready/dockerfile.md",
}
"""A file of the repository, and its page."""

EXAMPLES = "examples"
LINK = re.compile(r"(?<=\]\()([^)\s:#]+)(#[^)\s]*)?(?=\))")
SESSION = re.compile(r"^```python(?=[^\n]*\n>>> )", re.MULTILINE)
KINDS = {
    ".yml": "yaml",
    ".jsonld": "json",
    ".md": "markdown",
    ".ttl": "turtle",
    ".txt": "text",
    ".csv": "text",
    "": "text",
}
"""The languages of files that are not called as their suffix."""

BOOSTS = {
    "nl/": 3,
    "fr/": 3,
    "examples/": 0.5,
    "ready/": 0.3,
    "changelog.md": 0.3,
    "decisions.md": 0.3,
    "deviations.md": 0.3,
    "ignored.md": 0.3,
}
"""How high the search ranks pages, by how their paths begin: those that explain come before those that list."""

LACKING, WHOLE = 'role="dialog"', 'role="dialog" aria-label="Search"'
"""The theme leaves a name out that screen readers need."""

SOURCES = {page: file for file, page in OUTSIDE.items()}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made."""
    from mkdocs.structure.files import File

    for path, text in made():
        files.append(File.generated(config, path, content=text))
    return files


def made() -> Iterator[tuple[str, str]]:
    """Each page that is made: where it is, and its Markdown."""
    for source, page in OUTSIDE.items():
        text = (ROOT / source).read_text("utf-8")
        yield page, text if source.endswith(".md") else f"# {posixpath.basename(source)}\n\n{code(source, text)}"
    examples = ROOT / "docs" / EXAMPLES
    folders = sorted(path for path in examples.iterdir() if path.is_dir())
    listed = "".join(f"- [{each.name}]({each.name}/index.md)\n" for each in folders)
    about = "Records to try. All people, numbers and enterprises are invented."
    yield f"{EXAMPLES}/index.md", f"# Examples\n\n{about}\n\n{listed}"
    for folder in folders:
        yield f"{EXAMPLES}/{folder.name}/index.md", shown(folder)


def shown(folder: Path) -> str:
    """A page with the files of a folder."""
    parts = [f"# {EXAMPLES}/{folder.name}\n"]
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder).as_posix()
        parts.append(f"## {name}\n\n[The file]({name})\n\n{code(name, file.read_text('utf-8'))}")
    return "\n".join(parts)


def code(name: str, text: str) -> str:
    """A block of code in the language of its file."""
    suffix = posixpath.splitext(name)[1]
    return f"~~~~~{KINDS.get(suffix, suffix[1:])}\n{text.rstrip()}\n~~~~~\n"


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Links to what has a page here; Python with its answers as a session, whose copy leaves them out; its rank."""
    source = SOURCES.get(page.file.src_uri, f"docs/{page.file.src_uri}")

    def led(found: re.Match[str]) -> str:
        return f"{address(found[1], source, page.file.src_uri)}{found[2] or ''}"

    for begin, boost in BOOSTS.items():
        if page.file.src_uri.startswith(begin):
            page.meta["search"] = {"boost": boost}
    return SESSION.sub("```pycon", LINK.sub(led, markdown))


def address(href: str, source: str, page: str) -> str:
    """A link of a file of the repository as one of its page.

    >>> address("../README.md", "docs/index.md", "index.md")
    'overview.md'
    >>> address("docs/tutorial.md", "README.md", "overview.md")
    'tutorial.md'
    >>> address("examples/magda", "docs/index.md", "index.md")
    'examples/magda/index.md'
    >>> address("elsewhere.md", "docs/index.md", "index.md")
    'elsewhere.md'
    """
    file = posixpath.normpath(posixpath.join(posixpath.dirname(source), href))
    if file in OUTSIDE:
        target = OUTSIDE[file]
    elif not (ROOT / file).exists() or not file.startswith("docs/"):
        return href
    else:
        target = file.removeprefix("docs/")
        target += "/index.md" if (ROOT / file).is_dir() else ""
    return posixpath.relpath(target, posixpath.dirname(page) or ".")


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: object) -> TemplateContext:
    """A page in a folder that is called as a language is in that language, with what stands around it."""
    config.theme["language"] = language(page.file.src_uri)
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """The page with a name for its search."""
    return output.replace(LACKING, WHOLE)


def language(path: str) -> str:
    """The language of a page, by its folder.

    >>> language("nl/loket.md"), language("tutorial.md"), language("ready/kbo.md")
    ('nl', 'en', 'en')
    """
    return folder if (folder := path.partition("/")[0]) in ("nl", "fr") else "en"
