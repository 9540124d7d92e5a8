"""What every report format needs: findings in groups, the verdict, and the place of a finding."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..errors import Place
from ..model.published import Strength
from ..rdf.near_terms import variant
from ..rdf.ntriples import literal
from ..rdf.terms import short, shown, visible
from ..validation.findings import Finding, Likeness, NearMiss, Report, ShapeCoverage, rank, severity_name
from ..validation.reasons import MOST
from ..words.sentences import say

_REASONS = 20  # reasons of a finding, or of a reason, that are shown to people
Key = tuple[str, str, str | None, str, str | None]


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one property and one rule, in their order."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding that represents the group."""
        return self.findings[0]

    @property
    def severity(self) -> str:
        """Violation, Warning, Info, or the IRI of another severity."""
        return severity_name(self.first.severity)

    @property
    def rule(self) -> str:
        """Property and rule as one name: `postcode/pattern`."""
        return f"{self.first.property or 'node'}/{self.first.rule}"

    def common(self, language: str) -> str | None:
        """The message of all findings without their value, if it is the same."""
        messages = {without_value(finding.message(language), finding.value) for finding in self.findings}
        return visible(messages.pop()) if len(messages) == 1 else None

    def property(self, language: str) -> str:
        """The name of the property, or a text for the node itself."""
        return visible(self.first.property) or say("report.the_node", language)

    def words(self, language: str) -> str:
        """What is wrong, for the whole group."""
        return self.common(language) or say("report.rule", language, rule=visible(self.first.rule))

    def title(self, language: str) -> str:
        """`312 x postcode: four digits expected`."""
        kind = "" if self.severity == "Violation" else f" ({severity_words(self.severity, language)})"
        return f"{len(self.findings)} x {self.property(language)}: {self.words(language)}{kind}"


def without_value(message: str, value: str | None) -> str:
    """A message without the value that it begins with.

    >>> without_value("'90OO' has to be four digits", '"90OO"')
    'has to be four digits'
    """
    if value is not None:
        text = _bare_text(value)
        for form in (f"'{text}'", f'"{text}"', repr(text), text, short(value), shown(value), value):
            rest = message.removeprefix(form)
            if form and rest != message and rest[:1] in (" ", ":", ","):
                return rest.lstrip(" :,")
    return message


def _bare_text(term: str) -> str:
    if not term.startswith('"'):
        return term.strip("<>")
    try:
        return literal(term).text
    except ValueError:
        return term


def groups(findings: list[Finding]) -> list[Group]:
    """Findings by severity, property, rule and limit: the heaviest first, of one severity the largest group.

    Groups of the same size are in the order of their first finding.
    """
    by_key: dict[Key, list[Finding]] = {}
    for each in findings:
        by_key.setdefault((each.severity, each.property, each.path, each.rule, each.limit), []).append(each)
    ordered = sorted(by_key.values(), key=lambda group: (rank(group[0].severity), len(group)), reverse=True)
    return [Group(tuple(group)) for group in ordered]


def severity_words(name: str, language: str) -> str:
    """The name of a severity, for people.

    >>> severity_words("Info", "nl"), severity_words("http://example.org/Blocker", "en")
    ('opmerking', 'http://example.org/Blocker')
    """
    known = name in ("Violation", "Warning", "Info")
    return say(f"report.{name}", language, 1).partition(" ")[2] if known else visible(short(name))


def verdict(report: Report, language: str) -> str:
    """The answer in one sentence."""
    nodes = report.coverage.focus_nodes
    checked, engine = say("report.checked", language, nodes), report.engine.value
    if report.mode == "batches":
        engine = f"{engine}, {say('report.batches', language)}"
    if report.strength is not Strength.DEFAULT:
        engine = f"{engine}, {say(f'report.as_{report.strength}', language)}"
    key = state(report)
    if key == "conforms" and report.violations:
        key = "conforms" if report.conforms else "exchanged"
    elif key == "conforms" and report.background:
        key = "background"
    found = ", ".join([_found(report, language), *_open(report, language)])
    return say(f"report.{key}", language, checked=checked, found=found, engine=engine)


def _found(report: Report, language: str) -> str:
    """The number of violations, warnings, remarks, and findings with a severity of their own."""
    if not report.violations:
        return say("report.no_violation", language)
    counts = Counter(severity_name(each.severity) for each in report.violations)
    known = [name for name in ("Violation", "Warning", "Info") if counts[name]]
    other = [f"{counts[name]} {severity_words(name, language)}" for name in sorted(counts) if name not in known]
    return ", ".join([say(f"report.{name}", language, counts[name]) for name in known] + other)


def _open(report: Report, language: str) -> list[str]:
    """What was not checked: the number of unresolved references, and of statements that no shape looked at."""
    unread = report.coverage.statements_unread if report.coverage.focus_nodes else 0
    counts = [("open", len(report.unresolved)), ("unread_count", unread)]
    return [say(f"report.{key}", language, count) for key, count in counts if count]


def _only_besides(report: Report) -> bool:
    """Whether all that was found is what the published profile asks besides, and that as a warning."""
    return all(each.is_left_open() for each in report.violations)


def state(report: Report) -> str:
    """The verdict as one word: fails, nothing, as_far (something is unresolved), in_part (something unread), conforms.

    What `fail_on` names makes it fail.
    """
    wrong = report.violations and not report.conforms and not _only_besides(report)
    if wrong or set(report.failures) - {"twin"}:
        return "fails"
    if not report.coverage.focus_nodes:
        return "nothing"
    if report.unresolved:
        return "as_far"
    return "in_part" if report.coverage.statements_unread else "conforms"


def types_there(report: Report, language: str, limit: int = 10) -> str:
    """The types in the data, for a report in which no shape looked at any node."""
    if report.coverage.untouched:
        return say("report.types", language, names=names_of(report.coverage.untouched, language, limit))
    return say("report.no_types" if report.triples else "report.no_triples", language)


def names_of(counted: tuple[tuple[str, int], ...], language: str, limit: int = 10) -> str:
    """IRIs with their numbers: `foaf:Agent (12), schema:Event (3) and 2 more`."""
    named = ", ".join(f"{visible(short(iri))} ({count})" for iri, count in counted[:limit])
    return named + (" " + say("report.more", language, len(counted) - limit) if len(counted) > limit else "")


_UNREAD = {"class": "report.class_unread", "property": "report.property_unread"}


def near_miss(miss: NearMiss, language: str) -> str:
    """What was found, what was probably meant, and what to do."""
    found = visible(miss.found)
    meant = visible(miss.meant) if miss.meant else ""
    what = say(_UNREAD[miss.kind], language, miss.count, found=found)
    words = hint(found, meant, language) if miss.likeness is Likeness.TWIN else short(meant) if meant else ""
    return f"{what}: {say(f'report.{miss.likeness.value}', language, miss.count, hint=words)}"


def hint(found: str, meant: str, language: str) -> str:
    """How two IRIs differ that are nearly the same: the scheme, www, a trailing slash; else the IRI that was meant.

    >>> hint("http://a.be/x", "https://a.be/x", "en"), hint("https://a.be/x/", "https://www.a.be/x", "en")
    ('https', 'with www, without / at the end')
    >>> hint("org:Role", "http://www.w3.org/ns/org#Role", "en")
    'with its prefix declared'
    """
    if "://" not in found:
        return say("variant.prefix", language)
    if variant(found) != variant(meant):
        return short(meant)
    words = []
    (scheme, _, rest), (other, _, wanted) = found.partition("://"), meant.partition("://")
    if scheme != other and other in ("http", "https"):
        words.append(other)
    if rest.startswith("www.") != wanted.startswith("www."):
        words.append("www" if wanted.startswith("www.") else "no_www")
    if rest.endswith("/") != wanted.endswith("/"):
        words.append("slash" if wanted.endswith("/") else "no_slash")
    return ", ".join(say(f"variant.{word}", language) for word in words)


def shapes_of(report: Report) -> list[ShapeCoverage]:
    """The shapes, each once; for a shape with several targets, with the sum of their focus nodes."""
    shapes: dict[str, ShapeCoverage] = {}
    for each in report.coverage.shapes:
        known = shapes.get(each.shape)
        if known is not None:
            target, nodes = f"{known.target}, {each.target}", known.focus_nodes + each.focus_nodes
            each = ShapeCoverage(each.shape, each.name, target, nodes)
        shapes[each.shape] = each
    return list(shapes.values())


def coverage_lines(report: Report, language: str, limit: int = 10) -> list[str]:
    """What the shapes looked at and what they did not, a sentence each."""
    coverage, shapes, lines = report.coverage, shapes_of(report), []
    if shapes:
        hits = sorted((each for each in shapes if each.focus_nodes), key=lambda each: -each.focus_nodes)
        missed = [each for each in shapes if not each.focus_nodes]
        if hits:
            names = _first_names([f"{visible(each.name)} ({each.focus_nodes})" for each in hits], language, limit)
            lines.append(say("report.hit", language, len(shapes), hits=len(hits), names=names))
        if missed:
            names = _first_names([visible(each.name) for each in missed], language, limit)
            lines.append(say("report.not_hit", language, names=names))
    if coverage.untouched and coverage.focus_nodes:
        lines.append(say("report.untouched", language, names=names_of(coverage.untouched, language, limit)))
    if coverage.unread and coverage.focus_nodes:
        lines.append(say("report.unread", language, names=names_of(coverage.unread, language, limit)))
    return lines


def failed(report: Report, language: str) -> str | None:
    """Why a check fails that has no violation: what --fail-on names, or twins."""
    causes = [name for name in report.failures if name != "violation"]
    if not causes or "violation" in report.failures:
        return None
    return say("report.failed", language, names=", ".join(say(f"fail_on.{name}", language) for name in causes))


def _first_names(names: list[str], language: str, limit: int) -> str:
    more = len(names) - limit
    return ", ".join(names[:limit]) + (" " + say("report.more", language, more) if more > 0 else "")


def reason_lines(finding: Finding, language: str, depth: int = 0) -> list[str]:
    """The reasons of a finding, a line each, those of a reason indented below it.

    A node is named where it is neither the focus node of the finding, nor a value that is named already.
    """
    lines = []
    for each in finding.reasons[:_REASONS]:
        node = "" if each.focus in (finding.focus, finding.value, each.value) else each.node
        words = [visible(text) for text in (node, each.property, each.message(language)) if text]
        lines += [f"{'  ' * depth}{': '.join(words)}", *reason_lines(each, language, depth + 1)]
    more = len(finding.reasons) - _REASONS
    return [*lines, f"{'  ' * depth}{say('report.more', language, more)}"] if more > 0 else lines


def not_looked_for(report: Report, language: str) -> list[str]:
    """Which reasons and places were not looked for, a sentence each."""
    lines = []
    if n := report.without_reasons:
        lines.append(say("report.reasons", language, n, most=MOST))
    if report.without_places:
        lines.append(say("report.places", language, names=visible(", ".join(report.without_places))))
    return lines


def unresolved_title(report: Report, language: str) -> str:
    """How many nodes are described nowhere, and how many checks gave up, as a title."""
    nowhere = [finding for finding in report.unresolved if finding.rule != "notDecided"]
    left = len(report.unresolved) - len(nowhere)
    titles = [say("report.not_decided", language, left)] if left else []
    if nowhere:
        things = {finding.value or finding.focus for finding in nowhere}
        concepts = all((finding.limit or "").strip("<>").endswith("Concept") for finding in nowhere)
        what = say("report.concept" if concepts else "report.thing", language, len(things))
        titles.append(say("report.unresolved", language, len(things), what=what))
    return " ".join(titles)


def unresolved_rows(report: Report) -> list[tuple[str, str, str, int]]:
    """The nodes that are described nowhere: term, property, what was expected, how often; most frequent first."""
    counts = Counter((each.value or each.focus, _asker(each), each.limit or "") for each in report.unresolved)
    return [(term, visible(name), shown(limit), n) for (term, name, limit), n in counts.most_common()]


def _asker(finding: Finding) -> str:
    """What asks: the property, or the shape where a check gave up."""
    return finding.shape_name if finding.rule == "notDecided" else finding.property


def place_text(place: Place | None) -> str:
    """`file:row`, with the sheet of a workbook, or with the character of a line; empty if the place is unknown.

    >>> place_text(Place("adressen.xlsx", line=14, sheet="Gent", column="postcode")), place_text(None)
    ('adressen.xlsx[Gent]:14', '')
    """
    if place is None:
        return ""
    return visible(str(Place(place.file, place.line, None, place.sheet, None, place.character)))
