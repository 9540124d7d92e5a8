"""A draft of a mapping: what is matched to what in it, and that it runs and conforms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from helpers.converting import converted, report_of
from oslo.mapping.drafting import Draft

FRENCH = """N° BCE;Dénomination;Rue;Numéro;Boîte;Code postal;Commune;Téléphone;Courriel;Site web;Statut
0999.999.823;Fanfare;Rue du Marché;1;;9999;Exempleville;09 000 00 00;fanfare@example.be;www.fanfare.example;actif
0999.999.724;Club de lecture;Grand-Place;12;A;9999;Exempleville;;;;actif
"""


def matched(draft: Draft) -> dict[str, Any]:
    """The fields of a draft by their path, each with the column it comes from (several: a list)."""
    found: dict[str, list[Any]] = {}

    def walk(rules: Any, where: str) -> None:
        for rule in rules if isinstance(rules, list) else [rules]:
            if isinstance(rule, str):
                found.setdefault(where, []).append(rule)
            elif {"from", "template", "constant"} & rule.keys():
                found.setdefault(where, []).append(
                    next(rule[key] for key in ("from", "template", "constant") if key in rule)
                )
            else:
                for name, each in rule.get("fields", rule).items():
                    if name not in ("model", "when", "fields"):
                        walk(each, f"{where}.{name}".strip("."))

    walk(yaml.safe_load(draft.text)["fields"], "")
    return {where: columns[0] if len(columns) == 1 else columns for where, columns in found.items()}


def made(draft: Draft, file: Path, folder: Path, profile: str, *classes: str) -> int:
    """How many resources a draft makes of a file, with none rejected; they have to conform."""
    mapping = folder / "draft.yaml"
    mapping.write_text(draft.text, "utf-8")
    result = converted([file], mapping)
    assert (result.reasons, result.notices) == ([], [])
    report_of(result.text, profile, *classes)
    return result.resources


def table(folder: Path, text: str, name: str = "in.csv") -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file
