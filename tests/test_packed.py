"""Compressed files, archives and folders as inputs: all that is in them is read or named, and none can do harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shutil
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers.commands import Run
from helpers.converting import Converted, converted
from openpyxl import Workbook

from oslo import InputError, MappingError, Validator
from oslo.mapping.mapping import mapping_from
from oslo.models import load_profile
from oslo.rdf import packed
from oslo.rdf.parsing import ReadOptions
from oslo.rdf.sources import texts
from oslo.records import Layout, Url, files_of, open_records

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
PLACE: dict[str, Any] = {
    "profile": "persoon-basis",
    "model": "Plaats",
    "id": "https://data.example.be/id/plaats/{CODE}",
    "fields": {"plaatsnaam": "NAAM"},
}
XML = {**PLACE, "records": "//plaats", "id": "https://data.example.be/id/plaats/{nr}", "fields": {"plaatsnaam": "naam"}}
RDF = {**PLACE, "records": "<urn:Plaats>", "id": {"from": "."}, "fields": {"plaatsnaam": "<urn:naam>"}}
COMPRESS = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}


def workbook() -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in (["CODE", "NAAM"], [1, "Gent"]):
        book.active.append(row)
    book.save(file)
    return file.getvalue()


FORMS: dict[str, tuple[dict[str, Any], bytes]] = {
    "a.csv": (PLACE, b"CODE;NAAM\n1;Gent\n"),
    "a.tsv": (PLACE, b"CODE\tNAAM\n1\tGent\n"),
    "a.xlsx": (PLACE, workbook()),
    "a.json": (PLACE, b'[{"CODE": 1, "NAAM": "Gent"}]'),
    "a.jsonl": (PLACE, b'{"CODE": 1, "NAAM": "Gent"}\n'),
    "a.xml": (XML, b"<r><plaats><nr>1</nr><naam>Gent</naam></plaats></r>"),
    "a.ttl": (RDF, b'<https://data.example.be/id/plaats/1> a <urn:Plaats> ; <urn:naam> "Gent" .'),
}


def names(made: Converted) -> list[str]:
    return sorted(map(str, made.values(LABEL)))


def run_of(path: Path, mapping: dict[str, Any] = PLACE) -> Converted:
    return converted([path], mapping_from(mapping, "m"))


def archive(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return path


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("suffix", [*COMPRESS, ".GZ", ".zip"])
def test_every_form(tmp_path: Path, name: str, suffix: str) -> None:
    mapping, data = FORMS[name]
    path = tmp_path / f"{name}{suffix}"
    if suffix == ".zip":
        archive(path, {name: data})
    else:
        path.write_bytes(COMPRESS[suffix.lower()](data))
    assert names(run_of(path, mapping)) == ["Gent"]
    with open_records(path, mapping_from(mapping, "m").layout) as source:
        assert len(list(source)) == 1


@pytest.mark.parametrize("folder", [False, True])
def test_all_files_are_read_in_order_and_the_others_are_named(tmp_path: Path, folder: bool) -> None:
    files = {
        "2025/plaats.csv": b"CODE,NAAM\n3,Luik\n4,\n",
        "2024/plaats.csv": b"CODE;NAAM\n1;Gent\n",
        "2024/b.json.gz": gzip.compress(b'{"CODE": 2, "NAAM": "Genk"}'),
        "LEESMIJ.txt": b"Over deze lijst",
        "kaart.pdf": b"%PDF",
        "__MACOSX/2024/._plaats.csv": b"\0",
        "out.ttl.rejects.csv": b"CODE,NAAM\n9,Van vroeger\n",
    }
    path = tmp_path / "in.zip"
    if folder:
        path = tmp_path / "in"
        for name, data in files.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(data)
    else:
        archive(path, files)
    made = run_of(path)
    assert [line.split('"')[1] for line in made.text.splitlines() if LABEL in line] == ["Genk", "Gent", "Luik"]
    assert made.reasons == [f"{path}/2025/plaats.csv:3: NAAM: plaatsnaam: is required, but has no value"]
    (notice,) = made.notices
    assert str(notice).startswith(f"{path}: not read, of 7 files: ")
    assert {name for name in files if name in notice.text} == files.keys() - {
        "2025/plaats.csv",
        "2024/plaats.csv",
        "2024/b.json.gz",
    }


def test_only_forms_that_the_mapping_reads(tmp_path: Path) -> None:
    path = archive(tmp_path / "in.zip", {name: data for name, (_, data) in FORMS.items()})
    for mapping, read in ((XML, ["a.xml"]), (RDF, ["a.ttl"])):
        made = run_of(path, mapping)
        assert names(made) == ["Gent"]
        assert {name for name in FORMS if name in made.notices[0].text} == FORMS.keys() - set(read)
    assert len(run_of(path).values(LABEL)) == 1
    assert run_of(path).resources == 5


def test_text_alone_is_a_table(tmp_path: Path) -> None:
    assert names(run_of(archive(tmp_path / "in.zip", {"plaats.txt": b"CODE|NAAM\n1|Gent\n"}))) == ["Gent"]


def test_what_was_said_of_a_file_is_said_once_for_several_kinds(tmp_path: Path) -> None:
    kinds = {**PLACE, "maps": [{"model": "Plaats", "records": path, "fields": {"plaatsnaam": "n"}} for path in "ab"]}
    for key in ("model", "id", "fields"):
        del kinds[key]
    path = archive(tmp_path / "in.zip", {"x.json": b'{"a": [{"n": "Gent"}], "b": [{"n": "Genk"}]}', "y.pdf": b""})
    made = run_of(path, kinds)
    assert (names(made), len(made.notices)) == (["Genk", "Gent"], 1)


def encrypted(data: bytes) -> bytes:
    """A zip whose first file says that it is encrypted, in both places where a zip says so."""
    data = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        where = data.index(mark) + at
        data[where : where + 2] = struct.pack("<H", 1)
    return bytes(data)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"../a.csv": b"CODE,NAAM\n"}, r"in\.zip/\.\./a\.csv: a name that leads out"),
        ({"/etc/a.csv": b"CODE,NAAM\n"}, "a name that leads out"),
        ({"C:/a.csv": b"CODE,NAAM\n"}, "a name that leads out"),
        ({"b/..\\..\\a.csv": b"CODE,NAAM\n"}, "a name that leads out"),
        ({"a.csv": b"CODE,NAAM\n", "b.zip": b"PK"}, r"in\.zip/b\.zip: an archive in an archive"),
        ({"a.pdf": b"", "b.doc": b""}, r"no file in it that the mapping reads: it has a\.pdf, b\.doc"),
        ({}, "no file in it that the mapping reads"),
    ],
)
def test_archives_that_are_refused(tmp_path: Path, files: dict[str, bytes], message: str) -> None:
    with pytest.raises(InputError, match=message):
        run_of(archive(tmp_path / "in.zip", files))


def test_an_encrypted_archive(tmp_path: Path) -> None:
    path = archive(tmp_path / "in.zip", {"a.csv": b"CODE,NAAM\n1,Gent\n"})
    path.write_bytes(encrypted(path.read_bytes()))
    with pytest.raises(InputError, match=r"in\.zip/a\.csv: is encrypted"):
        run_of(path)


@pytest.mark.parametrize("suffix", [*COMPRESS, ".zip"])
@pytest.mark.slow
def test_a_small_file_that_unpacks_to_much(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "FREE", 1 << 20)
    data = b"CODE,NAAM\n" + b"1,Gent\n" * 500_000
    path = tmp_path / f"a.csv{suffix}"
    if suffix == ".zip":
        archive(path, {"a.csv": data})
    else:
        path.write_bytes(COMPRESS[suffix](data))
    with pytest.raises(InputError, match=r"a\.csv.*unpacks to over 200 times its size"):
        run_of(path)


@pytest.mark.parametrize("suffix", [*COMPRESS, ".zip"])
@pytest.mark.slow
def test_an_archive_that_is_cut(tmp_path: Path, suffix: str) -> None:
    data = b"CODE,NAAM\n" + b"".join(b"%d,Gent\n" % (number * 7919 % 100_003) for number in range(100_000))
    path = tmp_path / f"a.csv{suffix}"
    if suffix == ".zip":
        archive(path, {"a.csv": data})
        whole = path.read_bytes()
        path.write_bytes(whole[:1000] + b"\0" * 1000 + whole[2000:])
    else:
        path.write_bytes(COMPRESS[suffix](data)[:-40])
    with pytest.raises(InputError, match=r"a\.csv.*: a broken archive"):
        run_of(path)


def test_a_folder_without_anything(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file in it that the mapping reads"):
        run_of(tmp_path)


def test_a_file_of_a_zip_that_does_not_fit_is_named(tmp_path: Path) -> None:
    path = archive(tmp_path / "in.zip", {"a.csv": b"CODE,NAAM\n1,Gent\n", "b.csv": b"X,Y\n1,2\n"})
    with pytest.raises(MappingError, match=r"in\.zip/b\.csv: no column"):
        run_of(path)


def test_files_of_leaves_databases_and_streams(tmp_path: Path) -> None:
    url, stream = Url("postgresql://db.example.be/x"), io.BytesIO()
    assert list(files_of([url, stream], [Layout()])) == [url, stream]


@pytest.mark.parametrize("change", [b"3,Luik\n", None])
def test_a_file_that_changes_while_it_is_read_is_told(tmp_path: Path, change: bytes | None) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(b"CODE,NAAM\n1,Gent\n2,Genk\n")
    source = open_records(path, mapping_from(PLACE, "m").layout)
    results = mapping_from(PLACE, "m").run(source)
    next(results)
    path.write_bytes(path.read_bytes() + change) if change else path.write_bytes(b"CODE")
    said = [str(each) for each in results if not hasattr(each, "plaatsnaam")]
    assert len(said) == 1
    assert said[0].startswith(f"{path}: changed while it was read (it has {path.stat().st_size} bytes, and had 24)")


def test_a_file_that_stays_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("CODE,NAAM\n1,Gent\n")
    assert run_of(tmp_path / "in.csv").notices == []


@pytest.mark.parametrize("suffix", [".bz2", ".xz"])
def test_validate_reads_the_same(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.ttl{suffix}"
    path.write_bytes(COMPRESS[suffix](b"<urn:a> a <http://purl.org/dc/terms/Location> .\n"))
    report = Validator(load_profile("persoon-basis")).validate(path)
    assert report.coverage.focus_nodes == 1


# Tables of a query.


QUERY = {**PLACE, "records": {"sql": "SELECT * FROM plaats", "key": "CODE"}}
YEARS = {"2024/plaats.csv": b"CODE;NAAM\n1;Gent\n", "2025/plaats.csv": b"NAAM,CODE\nLi\xe8ge,2\n"}


def unpacked(path: Path, files: dict[str, bytes]) -> list[Path]:
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return [path / name for name in files]


@pytest.mark.parametrize("zipped", [False, True])
def test_files_of_one_name_are_one_table(tmp_path: Path, zipped: bool) -> None:
    pytest.importorskip("duckdb", reason="SQL over files is the extra sql")
    inputs = [archive(tmp_path / "in.zip", YEARS)] if zipped else unpacked(tmp_path, YEARS)
    made = converted(inputs, mapping_from(QUERY, "m"))
    assert names(made) == ["Gent", "Liège"]
    (notice,) = made.notices
    assert "the table 'plaats' has the rows of 2 files: " in notice.text
    assert all(name in notice.text for name in YEARS)


@pytest.mark.parametrize(
    "files",
    [
        {"2024/plaats.csv": b"CODE,NAAM\n1,Gent\n", "2025/plaats.csv": b"CODE,NAAM,X\n2,Genk,x\n"},
        {"plaats.csv": b"CODE,NAAM\n1,Gent\n", "plaats.txt": b"Over deze lijst\n"},
        {"plaats.csv": b"CODE,NAAM\n1,Gent\n", "plaats.json": b'[{"CODE": "1", "naam": "Gent"}]'},
    ],
)
@pytest.mark.parametrize("zipped", [False, True])
def test_files_of_one_name_and_other_columns_are_refused(tmp_path: Path, files: dict[str, bytes], zipped: bool) -> None:
    pytest.importorskip("duckdb", reason="SQL over files is the extra sql")
    inputs = [archive(tmp_path / "in.zip", files)] if zipped else unpacked(tmp_path, files)
    with pytest.raises(InputError, match=r"is the table 'plaats', and so is .*, with other columns") as raised:
        converted(inputs, mapping_from(QUERY, "m"))
    assert all(name in str(raised.value) for name in files)


def test_two_copies_in_another_encoding_and_a_row_that_is_broken(tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="SQL over files is the extra sql")
    files = {f"{year}/plaats.csv": f"CODE,NAAM\n{year},Liège\n{year},a,b\n".encode("cp1252") for year in (2024, 2025)}
    made = converted([archive(tmp_path / "in.zip", files)], mapping_from(QUERY, "m"))
    assert made.resources == 2
    assert [reason.split(": ")[1] for reason in made.reasons] == [f"{tmp_path}/in.zip/{name}:3" for name in files]


@pytest.mark.parametrize("suffix", COMPRESS)
def test_compressed_tables_and_what_is_no_table(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("duckdb", reason="SQL over files is the extra sql")
    data = COMPRESS[suffix](b"CODE,NAAM\n1,Gent\n")
    path = archive(tmp_path / "in.zip", {f"plaats.csv{suffix}": data, "kaart.pdf": b""})
    made = converted([path], mapping_from(QUERY, "m"))
    assert (names(made), [str(each) for each in made.notices]) == (
        ["Gent"],
        [f"{path}: not read, of 2 files in {path}: kaart.pdf"],
    )


def test_a_folder_given_to_the_command(run: Run, tmp_path: Path) -> None:
    unpacked(tmp_path / "in", YEARS)
    shutil.copy(tmp_path / "in/2024/plaats.csv", tmp_path / "in/nog.csv")
    (tmp_path / "in/nog.csv").write_text("CODE,NAAM\n3,\n")
    done = run("convert", "in", "-m", "plaatsen.yaml", "-o", "out.nt")
    assert "2 converted, 1 rejected (kept in out.nt.rejects.csv)" in done.stderr
    done = run("convert", "in", "-m", "plaatsen.yaml", "-o", "out.nt", "--rejects", "r.xml")
    assert done.returncode == 2


# Archives that are made to do harm.


def triples_in(path: Path, notes: list[str] | None = None) -> str:
    return "".join(texts([path], options=ReadOptions(notes=notes)))


TRIPLE = "<urn:a> <urn:b> <urn:c> .\n"


def overlapping(path: Path, times: int) -> Path:
    """A zip in which many files are the same bytes."""
    archive(path, {"a.nt": TRIPLE.encode() * 1000})
    data = path.read_bytes()
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = data[start:end]
    last = bytearray(data[end:])
    last[8:12] = struct.pack("<HH", times, times)
    last[12:16] = struct.pack("<L", len(entry) * times)
    path.write_bytes(data[:start] + entry * times + bytes(last))
    return path


def lying(path: Path, field: int, number: int) -> Path:
    """A zip whose directory says another size of its file: packed (20) or unpacked (24)."""
    archive(path, {"a.nt": TRIPLE.encode() * 1000})
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02") + field
    data[at : at + 4] = struct.pack("<L", number)
    path.write_bytes(bytes(data))
    return path


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: overlapping(path, 2), r"in\.zip/a\.nt: lies over another file"),
        (lambda path: overlapping(path, 500), r"in\.zip/a\.nt: lies over another file"),
        (lambda path: lying(path, 20, 2**31), r"in\.zip/a\.nt: lies over another file"),
        (lambda path: lying(path, 24, 26), r"in\.zip/a\.nt: a broken archive"),
        (lambda path: lying(path, 24, 2**31), r"in\.zip/a\.nt: unpacks to over 200 times its size, and over"),
        (lambda path: archive(path, {"a.nt": TRIPLE.encode(), "b/B.ZIP": b"PK"}), r"b/B\.ZIP: an archive in an"),
        (lambda path: archive(path, {"a.nt": TRIPLE.encode(), "../../b.nt": b""}), "a name that leads out"),
    ],
)  # fmt: skip
def test_an_archive_that_does_harm(tmp_path: Path, make: Callable[[Path], Path], reason: str) -> None:
    path = make(tmp_path / "in.zip")
    with pytest.raises(InputError, match=reason):
        triples_in(path)
    with pytest.raises(InputError, match=reason):
        run_of(path, RDF)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".gz", ".GZ", ".bz2", ".xz"])
@pytest.mark.parametrize("form", ["a.ttl", "a.csv"])
def test_a_bomb_is_refused_when_it_is_too_large(tmp_path: Path, suffix: str, form: str) -> None:
    path = tmp_path / f"{form}{suffix}"
    rows = b"CODE,NAAM,X\n" + (b"1,Gent," + b"x" * 100_000 + b"\n") * (packed.FREE // 100_000 + 20)
    comments = b"# a comment\n" * (packed.FREE // 12 + 100_000)
    path.write_bytes(COMPRESS[suffix.lower()](comments if form == "a.ttl" else rows))
    with pytest.raises(
        InputError, match=r"a\.(ttl|csv)\S+: unpacks to over 200 times its size, and over 16 MiB"
    ) as raised:
        triples_in(path) if form == "a.ttl" else run_of(path)
    assert "\n" not in str(raised.value)


@pytest.mark.slow
@pytest.mark.parametrize("size", [1_000_000, packed.FREE - 1000])
def test_what_is_small_may_unpack_to_many_times_its_size(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.ttl.gz"
    path.write_bytes(gzip.compress(b"#" * size + b"\n" + TRIPLE.encode()))
    assert triples_in(path) == TRIPLE


@pytest.mark.slow
def test_a_large_file_of_an_ordinary_ratio(tmp_path: Path) -> None:
    lines = "".join(f"<urn:{number * 7919 % 1_000_003:08x}> <urn:b> <urn:c> .\n" for number in range(10_000))
    path = tmp_path / "a.nt.gz"
    path.write_bytes(gzip.compress(lines.encode()) * 80)  # 25 MiB
    assert sum(text.count("\n") for text in texts([path])) == 800_000


@pytest.mark.slow
def test_thousands_of_files(tmp_path: Path) -> None:
    path = archive(tmp_path / "in.zip", {f"{number}/a.nt": TRIPLE.encode() for number in range(3000)})
    assert triples_in(path) == TRIPLE * 3000


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MOST_FILES", 10)
    with pytest.raises(InputError, match=r"in\.zip: an archive of over 10 files"):
        triples_in(archive(tmp_path / "in.zip", {f"{number}.nt": b"" for number in range(11)}))


@pytest.mark.parametrize("folder", [False, True])
def test_rdf_beside_other_files(tmp_path: Path, folder: bool) -> None:
    files = {
        "2024/plaats.nt": TRIPLE.encode(),
        "2025/plaats.nt": TRIPLE.replace("urn:a", "urn:z").encode(),
        "2025/PLAATS.TTL": b"<urn:t> a <urn:c> .",
        "leesmij.txt": b"Over deze lijst",
        "kaart.pdf": b"%PDF",
    }
    if not folder:
        files |= {"__MACOSX/2024/._plaats.nt": b"\0\5\26\7", ".verborgen.ttl": b"\0"}
    path = tmp_path / "in"
    unpacked(path, files) if folder else archive(path := tmp_path / "in.zip", files)
    notes: list[str] = []
    assert triples_in(path, notes).count("\n") == 3
    (note,) = notes
    assert note.startswith(f"{path}: not read, of 5 files: ")
    assert {name for name in ("leesmij.txt", "kaart.pdf", "plaats") if name in note} == {"leesmij.txt", "kaart.pdf"}


def test_infer_names_what_it_did_not_read(run: Run, tmp_path: Path) -> None:
    archive(tmp_path / "in.zip", {"a.nt": TRIPLE.encode(), "b.csv": b"x"})
    done = run("infer", "in.zip")
    assert (done.returncode, done.stdout, done.stderr) == (0, TRIPLE, "in.zip: not read, of 2 files: b.csv\n")
