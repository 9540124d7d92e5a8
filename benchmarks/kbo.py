"""The tables of KBO joined to organisations, beside morph-kgc: a dump that is made up, of any size.

    python benchmarks/kbo.py [--enterprises 20000 100000]        both, side by side
    python benchmarks/kbo.py --enterprises 2000000 --only oslo   the size of the register, for the memory
    MORPH_KGC_VENV=DIR                                           an environment that has morph-kgc

`oslo` converts with the ready mapping `kbo`: seven tables joined, checked, with addresses, contacts,
activities and establishments. morph-kgc, whose mapping language cannot say most of that, has four
tables to join and leaves out what is conditional: it makes a quarter of the triples, and checks nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
COLUMNS = {
    "enterprise": (
        "EnterpriseNumber Status JuridicalSituation TypeOfEnterprise JuridicalForm JuridicalFormCAC StartDate"
    ),
    "denomination": "EntityNumber Language TypeOfDenomination Denomination",
    "address": (
        "EntityNumber TypeOfAddress CountryNL CountryFR Zipcode MunicipalityNL MunicipalityFR StreetNL StreetFR"
        " HouseNumber Box ExtraAddressInfo DateStrikingOff"
    ),
    "contact": "EntityNumber EntityContact ContactType Value",
    "activity": "EntityNumber ActivityGroup NaceVersion NaceCode Classification",
    "establishment": "EstablishmentNumber StartDate EnterpriseNumber",
}


def dump(folder: Path, count: int) -> None:
    """As many enterprises, with one name and address each, two to four activities; half have an establishment."""
    draw = random.Random(1)
    files = {name: (folder / f"{name}.csv").open("w", encoding="utf-8") for name in COLUMNS}
    for name, columns in COLUMNS.items():
        files[name].write(",".join(f'"{each}"' for each in columns.split()) + "\n")
    for number in range(count):
        digits = _number(2_000_000 + number * 4)
        key = f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"
        day = f"{draw.randint(1, 28):02}-{draw.randint(1, 12):02}-{draw.randint(1950, 2024)}"
        files["enterprise"].write(f'"{key}","AC","000","2","{draw.choice(("014", "610", "017"))}",,{day}\n')
        files["denomination"].write(f'"{key}","2","001","Onderneming {number} voor het Goede"\n')
        files["address"].write(_address(key, "REGO", draw))
        for version in ("2008", "2025"):
            files["activity"].write(f'"{key}","001","{version}","84130","MAIN"\n')
            if number % 2:
                files["activity"].write(f'"{key}","001","{version}","84110","SECO"\n')
        if number % 5 == 0:
            files["contact"].write(f'"{key}","ENT","EMAIL","info{number}@example.be"\n')
        if number % 2 == 0:
            digits = _number(20_000_000 + number // 2)
            site = f"{digits[0]}.{digits[1:4]}.{digits[4:7]}.{digits[7:]}"
            files["establishment"].write(f'"{site}",01-11-1974,"{key}"\n')
            files["address"].write(_address(site, "BAET", draw))
    for file in files.values():
        file.close()


def _number(base: int) -> str:
    """Ten digits of which the last two are the check, as KBO has them."""
    return f"{base:08}{97 - base % 97:02}"


def _address(key: str, kind: str, draw: random.Random) -> str:
    return f'"{key}","{kind}",,,"{draw.randint(1000, 9999)}","Gent","Gent","Markt","Markt","{draw.randint(1, 99)}",,,\n'


def oslo(folder: Path, out: Path) -> None:
    from oslo import Format, convert, load_mapping

    assert convert([folder], load_mapping("kbo"), out, Format.NTRIPLES).ok


RML = """@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
"""
ENTERPRISE = "https://data.vlaanderen.be/id/onderneming/{%s}"


def _rml(folder: Path) -> str:
    """The tables of enterprises, names, activities and establishments, each with its key as the subject."""
    maps = [
        ("enterprise", "EnterpriseNumber", [("http://www.w3.org/ns/regorg#orgStatus", "reference", "Status"),
                                            ("http://purl.org/dc/terms/date", "reference", "StartDate")]),
        ("denomination", "EntityNumber", [("http://www.w3.org/ns/regorg#legalName", "reference", "Denomination")]),
        ("activity", "EntityNumber", [("http://www.w3.org/ns/org#classification", "template",
                                       "https://vocab.belgif.be/auth/nace{NaceVersion}/{NaceCode}")]),
        ("establishment", "EnterpriseNumber", [("http://www.w3.org/ns/org#hasSite", "template",
                                                "https://data.vlaanderen.be/id/vestiging/{EstablishmentNumber}")]),
    ]  # fmt: skip
    text = RML
    for name, key, said in maps:
        objects = " ;\n".join(
            f"  rr:predicateObjectMap [ rr:predicate <{prop}> ;"
            f' rr:objectMap [ {"rml" if kind == "reference" else "rr"}:{kind} "{value}" ] ]'
            for prop, kind, value in said
        )
        source = f'rml:source "{folder / name}.csv" ; rml:referenceFormulation ql:CSV'
        subject = f'rr:subjectMap [ rr:template "{ENTERPRISE % key}" ]'
        text += f"<#{name}> a rr:TriplesMap ;\n  rml:logicalSource [ {source} ] ;\n  {subject} ;\n{objects} .\n"
    return text


def morph_kgc(folder: Path, out: Path) -> None:
    import runpy

    (folder / "kbo.rml.ttl").write_text(_rml(folder), "utf-8")
    settings = f"[CONFIGURATION]\noutput_file: {out}\n[DataSource]\nmappings: {folder / 'kbo.rml.ttl'}\n"
    (folder / "morph.ini").write_text(settings, "utf-8")
    sys.argv = ["morph_kgc", str(folder / "morph.ini")]
    runpy.run_module("morph_kgc", run_name="__main__")


CONTENDERS = {"oslo": oslo, "morph-kgc": morph_kgc}


def _python(name: str) -> str:
    home = os.environ.get("MORPH_KGC_VENV")
    return str(Path(home) / "bin" / "python") if name == "morph-kgc" and home else sys.executable


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--enterprises", type=int, nargs="+", default=[20_000, 100_000])
    parser.add_argument("--only", nargs="+", choices=[*CONTENDERS], default=[*CONTENDERS])
    parser.add_argument("--contender", nargs=3)
    parser.add_argument("--make", nargs=2)
    arguments = parser.parse_args()
    if arguments.make:
        dump(Path(arguments.make[0]), int(arguments.make[1]))
        return
    if arguments.contender:
        name, folder, out = arguments.contender
        begin = time.perf_counter()
        CONTENDERS[name](Path(folder), Path(out))
        peak = (
            max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
        )
        print(f"\n{time.perf_counter() - begin} {peak}")
        return
    for count in arguments.enterprises:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            # In another process: this one stays small, for a child begins with the peak of its parent.
            subprocess.run([sys.executable, __file__, "--make", name, str(count)], check=True)
            print(f"\n{count:,} enterprises\n")
            print("| contender | seconds | enterprises/s | triples | triples/s | peak MB |\n|---|--:|--:|--:|--:|--:|")
            for each in arguments.only:
                out = folder / f"{each}.nt"
                command = [_python(each), __file__, "--contender", each, name, str(out)]
                done = subprocess.run(command, capture_output=True, text=True, check=True, env=_environment())
                seconds, peak = done.stdout.split()[-2:]
                with out.open("rb") as lines:
                    triples = sum(1 for _ in lines)
                rates = f"{count / float(seconds):,.0f} | {triples:,} | {triples / float(seconds):,.0f}"
                print(f"| `{each}` | {float(seconds):.1f} | {rates} | {peak} |", flush=True)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(HERE.parent)}


if __name__ == "__main__":
    main()
