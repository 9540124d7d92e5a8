"""What is written is whole, as it was before, or absent, whatever happens to the process, its streams or the disk."""

from __future__ import annotations

import io
import os
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir

import pytest
from helpers import kills
from helpers.commands import Run
from helpers.published import REPOSITORY

from oslo import OutputError
from oslo.files.outputs import replacing, write_folder, write_whole
from oslo.files.parts import PartFile, discard_parts, part_of, remove_abandoned
from oslo.files.work import WorkFolder, copy_to, temporary_files
from oslo.mapping.rejects_file import RejectsFile

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals, locks and permissions are those of POSIX")


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    kills.make_inputs(tmp_path, rows=200)
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# A file gets its name at the end.


def write_and_fail(path: Path, error: type[BaseException]) -> None:
    with replacing(path) as file:
        file.write("new")
        raise error


def test_nothing_stays_of_what_fails_or_is_stopped(tmp_path: Path) -> None:
    for old in (None, "old"):
        for error in (ValueError, KeyboardInterrupt, SystemExit):
            path = tmp_path / "out.ttl"
            if old:
                path.write_text(old)
            with pytest.raises(error):
                write_and_fail(path, error)
            assert names(tmp_path) == (["out.ttl"] if old else [])
            assert not old or path.read_text() == old


def test_a_name_as_long_as_names_can_be(tmp_path: Path) -> None:
    for name in ("a" * 255, "é" * 127, "a" * 240 + ".ttl", os.fsdecode(b"\xff" * 250)):
        write_whole(tmp_path / name, "text")
        assert (names(tmp_path), (tmp_path / name).read_text()) == ([name], "text")
        (tmp_path / name).unlink()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755, 0o444])
def test_the_permissions_of_the_file_before_are_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "out.ttl"
    path.write_text("old")
    path.chmod(mode)
    if mode == 0o444 and os.geteuid() != 0:
        with pytest.raises(OutputError, match=r"out\.ttl: Permission denied"):
            write_whole(path, "new")
        return
    part = PartFile(path)
    assert part_of(path).stat().st_mode & 0o777 & ~mode == 0, "who may not read the file may not read its part"
    part.file.write("new")
    part.keep()
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", mode)


def test_a_new_file_has_the_permissions_of_new_files(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    write_whole(tmp_path / "out.ttl", "new")
    assert (tmp_path / "out.ttl").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only an administrator gives files away")
def test_the_owner_of_the_file_before_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "out.ttl"
    path.write_text("old")
    os.chown(path, 12345, 54321)
    write_whole(path, "new")
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 54321)


def test_links(tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    for name, target in (("there", store / "a.ttl"), ("new", store / "b.ttl"), ("far", tmp_path / "there")):
        (tmp_path / name).symlink_to(target)
        (store / "a.ttl").write_text("old")
        write_whole(tmp_path / name, "new")
        assert ((tmp_path / name).is_symlink(), (tmp_path / name).read_text()) == (True, "new")
    assert names(store) == ["a.ttl", "b.ttl"]
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    with pytest.raises(OutputError, match="one: Too many levels of symbolic links"):
        write_whole(tmp_path / "one", "new")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("file/out.ttl", "Not a directory"),
        ("none/out.ttl", "No such file or directory"),
        ("folder", "Is a directory"),
        ("x" * 300, "File name too long"),
        ("/proc/out.ttl", "No such file or directory"),
    ],
)
def test_a_place_that_takes_no_file(tmp_path: Path, place: str, said: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match=f"{place}: {said}"):
        write_whole(tmp_path / place, "text")
    assert names(tmp_path) == ["file", "folder"]


# Parts of other runs.


def test_a_part_of_a_run_that_was_killed_is_removed_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "out.ttl"
    for _ in range(2):
        part_of(path).write_text("half")
        write_whole(path, "new")
        assert (names(tmp_path), path.read_text()) == (["out.ttl"], "new")
    part_of(path).write_text("half")
    remove_abandoned(path)
    assert names(tmp_path) == ["out.ttl"]


def test_a_part_that_a_process_writes_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "out.ttl"
    first = PartFile(path)
    first.file.write("of the first")
    for _ in range(2):
        with pytest.raises(OutputError, match=r"out\.ttl: another run is writing it"):
            write_whole(path, "of the second")
        remove_abandoned(path)
    assert names(tmp_path) == [part_of(path).name]
    first.keep()
    assert (names(tmp_path), path.read_text()) == (["out.ttl"], "of the first")
    write_whole(path, "of the second")
    assert path.read_text() == "of the second"


def test_what_others_put_in_the_place_of_a_part_is_not_written_to(tmp_path: Path) -> None:
    path, precious = tmp_path / "out.ttl", tmp_path / "precious"
    precious.write_text("precious")
    part_of(path).symlink_to(precious)
    write_whole(path, "new")
    part_of(path).hardlink_to(precious)
    write_whole(path, "new")
    os.mkfifo(part_of(path))
    write_whole(path, "new")
    assert (names(tmp_path), precious.read_text()) == (["out.ttl", "precious"], "precious")
    part_of(path).mkdir()
    with pytest.raises(OutputError, match=r"out\.ttl: Is a directory"):
        write_whole(path, "newer")
    assert path.read_text() == "new"


def test_rejects_of_a_run_that_was_killed(tmp_path: Path) -> None:
    path = tmp_path / "out.ttl.rejects"
    for suffix in (".csv", ".jsonl", ".xml", ".nt"):
        part_of(Path(f"{path}{suffix}")).touch()
    RejectsFile(path, by_form=True).close()
    assert names(tmp_path) == []


WRITER = """
import sys
from pathlib import Path
from oslo.files.outputs import replacing
with replacing(Path("out.ttl")) as file:
    for _ in range(2000):
        file.write(sys.argv[1] * 1000)
        file.flush()
"""


@pytest.mark.slow
def test_many_runs_to_one_place_at_the_same_moment(tmp_path: Path) -> None:
    """Each ends whole, or says that another one is writing; what is there in the end is whole."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    for _ in range(5):
        started = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER, each], cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True
            )
            for each in "abcdef"
        ]
        said = [process.communicate()[1] for process in started]
        ended = [process.returncode for process in started]
        assert all(code == 0 or "another run is writing it" in text for code, text in zip(ended, said, strict=True))
        assert 0 in ended
        text = (tmp_path / "out.ttl").read_text()
        assert (len(text), len(set(text)), names(tmp_path)) == (2_000_000, 1, ["out.ttl"])


# Folders.


def test_a_folder_of_files_is_written_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "sites" / "site"
    files = [("index.html", "new"), ("deep/er/page.html", "new")]
    write_folder(site, files)
    assert kills.files_in(tmp_path) == {f"sites/site/{path}": b"new" for path, _ in files}
    (site / "own.txt").write_text("of somebody")
    part_of(site).touch()
    part_of(site).with_suffix(".parts").mkdir()  # of a run that was killed
    (site / part_of(site).name).touch()
    write_folder(site, [(path, "newer") for path, _ in files])
    after = {"deep/er/page.html": b"newer", "index.html": b"newer", "own.txt": b"of somebody"}
    assert kills.files_in(site) == after
    (site / "obstacle").mkdir()
    for more in (("obstacle", "x"), ("own.txt/page.html", "x")):
        with pytest.raises(OutputError, match=r"obstacle: Is a directory|own\.txt: (File exists|Not a directory)"):
            write_folder(site, [("index.html", "newest"), more])
        assert kills.files_in(site) == {**after, "obstacle": b""}
    with pytest.raises(OutputError, match=r"own\.txt: "):
        write_folder(site / "own.txt", files)
    assert kills.files_in(site) == {**after, "obstacle": b""}


def test_two_runs_to_one_folder(tmp_path: Path) -> None:
    from oslo.files.parts import hold

    held = hold(part_of(tmp_path / "site"), tmp_path / "site")
    with pytest.raises(OutputError, match="site: another run is writing it"):
        write_folder(tmp_path / "site", [("index.html", "new")])
    os.close(held)
    write_folder(tmp_path / "site", [("index.html", "new")])
    assert kills.files_in(tmp_path) == {"site/index.html": b"new"}


def test_a_temporary_folder_of_a_run_that_was_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "oslo-work-killed").mkdir()
    (tmp_path / "oslo-work-killed" / "feed").write_text("much")
    (tmp_path / "oslo-of-others").mkdir()
    first = WorkFolder()
    Path(first.name, "feed").touch()
    second = WorkFolder()
    assert names(tmp_path) == sorted(["oslo-of-others", Path(first.name).name, Path(second.name).name])
    for each in (first, second):
        each.cleanup()
        each.cleanup()
    assert names(tmp_path) == ["oslo-of-others"]


def test_parts_that_are_still_open_when_the_process_ends(tmp_path: Path) -> None:
    parts = [PartFile(tmp_path / name) for name in ("a.ttl", "b.csv")]
    parts[1].keep()
    discard_parts()
    assert names(tmp_path) == ["b.csv"]
    parts[0].discard()
    discard_parts()


# Disks.


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB, where one can be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("no disk can be mounted")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


LARGE = [
    "convert in.csv -m m.yaml -o {} --rejects r.csv",
    "convert in.csv -m m.yaml -o out.nt --rejects {}.csv --no-check",
    "infer in.nt -o {}",
    "translate in.nt -p persoon-basis -o {}",
    "context organisatie-basis cultuurparticipatie -o {}",
    "reference -p core-location -o {}",
]


@pytest.mark.slow
@pytest.mark.parametrize("words", LARGE)
@pytest.mark.parametrize("old", [False, True])
def test_a_full_disk(run: Run, inputs: Path, small_disk: Path, words: str, old: bool) -> None:
    kills.make_inputs(inputs, rows=3000)
    if "r.csv" not in words and ".csv" in words:  # every row is rejected
        (inputs / "in.csv").write_text("CODE,NAAM\n" + "1,\n" * 20_000)
    name = "disk/out.csv" if "{}.csv" in words else "disk/out"
    if old and "reference" in words:
        write_folder(inputs / name, [("index.html", "old")])
    elif old:
        (inputs / name).write_text("old")
    before = kills.files_in(small_disk)
    done = run(*words.format("disk/out").split())
    last = done.stderr.splitlines()[-1]
    assert (done.returncode, last.startswith("oslo: ")) == (2, True), done.stderr
    assert "disk/out" in last
    assert "No space left on device" in last
    assert kills.files_in(small_disk) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        "validate in.nt -p persoon-basis --mode batches -o out",
        "convert in.zip -m sql.yaml -o out",
    ],
)
def test_a_full_disk_of_temporary_files(inputs: Path, small_disk: Path, words: str) -> None:
    kills.make_inputs(inputs, rows=30_000)
    (inputs / "sql.yaml").write_text(SQL)
    with zipfile.ZipFile(inputs / "in.zip", "w") as archive:
        archive.write(inputs / "in.csv", "places.csv")
    done = subprocess.run(
        [sys.executable, "-m", "oslo", *words.split()],
        cwd=inputs,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "TMPDIR": str(small_disk), "SQLITE_TMPDIR": str(small_disk)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
    assert done.stderr.splitlines()[-1].startswith(f"oslo: {small_disk}"), done.stderr
    assert not (inputs / "out").exists()
    assert names(small_disk) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_copy_that_does_not_fit() -> None:
    with Path("/dev/full").open("wb") as full, pytest.raises(OutputError, match=f"^{gettempdir()}: No space left"):
        copy_to(full, io.BytesIO(b"x" * 100_000))
    full_database = pytest.raises(OutputError, match=f"^{gettempdir()}: unable to open database file")
    with full_database, temporary_files():
        sqlite3.connect("/no/such/folder/feed")


SQL = """
profile: persoon-basis
model: Plaats
records: {sql: SELECT * FROM places ORDER BY CODE}
id: "https://data.example.be/id/plaats/{CODE}"
fields: {plaatsnaam: NAAM}
"""
