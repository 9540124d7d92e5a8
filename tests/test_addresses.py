"""Addresses of databases: every form of libpq, what stands in the environment, and passwords that nobody sees."""

from __future__ import annotations

import os
import pwd
import traceback
from pathlib import Path

import pytest
from helpers.commands import Run

from oslo import InputError, convert, load_mapping
from oslo.records import Query, Url, open_tables
from oslo.records.address import HIDDEN, database_address, parameters
from oslo.records.sql.settings import settings_of

SECRET = "geheim"

ADDRESSES = {
    "postgresql://anna:geheim@db:5433/burgers": ("db", 5433, "anna", "burgers", "geheim"),
    "postgres://anna:geheim@db/burgers": ("db", 5432, "anna", "burgers", "geheim"),
    "POSTGRESQL://anna:geheim@db/burgers": ("db", 5432, "anna", "burgers", "geheim"),
    "postgresql://anna:geheim%40%3A%2F%3F%25@db/burgers": ("db", 5432, "anna", "burgers", "geheim@:/?%"),
    "postgresql://anna:geheim:2@db/burgers": ("db", 5432, "anna", "burgers", "geheim:2"),
    "postgresql://anna:geheim@2@db/burgers": ("db", 5432, "anna", "burgers", "geheim@2"),
    "postgresql://anna:geheim#1@db/burgers": ("db", 5432, "anna", "burgers", "geheim#1"),
    "postgresql://db/burgers?user=anna&password=geheim": ("db", 5432, "anna", "burgers", "geheim"),
    "postgresql://db/burgers?user=anna&password=geheim%40x&sslmode=require": (
        "db",
        5432,
        "anna",
        "burgers",
        "geheim@x",
    ),
    "postgresql://db/burgers?user=anna&password=geheim@x": ("db", 5432, "anna", "burgers", "geheim@x"),
    "postgresql://anna:geheim@[::1]:5433/burgers": ("::1", 5433, "anna", "burgers", "geheim"),
    "postgresql://anna:geheim@[2001:db8::1]/burgers": ("2001:db8::1", 5432, "anna", "burgers", "geheim"),
    "postgresql://anna:geheim@%2Frun%2Fpg/burgers": ("/run/pg", 5432, "anna", "burgers", "geheim"),
    "postgresql:///burgers?host=/run/pg&user=anna&password=geheim": ("/run/pg", 5432, "anna", "burgers", "geheim"),
    "postgresql://anna:geheim@db": ("db", 5432, "anna", "anna", "geheim"),
    "host=db user=anna password=geheim dbname=burgers": ("db", 5432, "anna", "burgers", "geheim"),
    "  user = anna  password = 'geheim = 1'  host=db port = 5433": ("db", 5433, "anna", "anna", "geheim = 1"),
    r"host=db user=anna password='geheim\'s \\'": ("db", 5432, "anna", "anna", r"geheim's \ "[:-1]),
    r"host=db user=anna password=geheim\ 2": ("db", 5432, "anna", "anna", "geheim 2"),
    "host=db user=anna password='' dbname=burgers passfile=/nergens": ("db", 5432, "anna", "burgers", None),
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_form_of_an_address_is_read_and_shows_no_password(address: str) -> None:
    url = database_address(address)
    assert url is not None
    found = settings_of(url, {})
    assert (found.host, found.port, found.user, found.database, found.password) == ADDRESSES[address]
    for shown in (url.shown, repr(url), repr(found), f"{[url]}"):
        assert SECRET not in shown
    assert url.shown != HIDDEN


UNREADABLE = [
    "postgresql://anna:geheim/1@db/burgers",
    "postgresql://anna:geheim?1@db/burgers",
    "postgresql://anna:1/geheim@db/burgers",
    "postgresql://anna:1?geheim@db/burgers",
    "postgresql://anna:100%geheim@db/burgers",
    "postgresql://anna:%FFgeheim@db/burgers",
    "postgresql://anna:geheim%00@db/burgers",
    "postgresql://anna:geheim@db:geheim/burgers",
    "postgresql://anna:geheim@db:99999/burgers",
    "postgresql://anna:geheim@db:٣/burgers",
    "postgresql://anna:geheim@db,db2/burgers",
    "postgresql://anna:geheim@[::1/burgers",
    "postgresql://anna:geheim@db/burgers?wachtwoord=geheim",
    "postgresql://anna:geheim@db/burgers?service=geheim",
    "postgresql://anna:geheim@db/burgers?channel_binding=require",
    "postgresql://db/postgresql:%2F%2Fanna:geheim%40db",
    "host=db user=anna password=geheim wachtwoord=geheim",
    "host=db user=anna password='geheim",
    "host=db user=anna password geheim",
    "password=geheim dbname='host=db password=geheim'",
]


@pytest.mark.parametrize("address", UNREADABLE)
def test_of_an_address_that_cannot_be_read_nothing_is_shown(address: str) -> None:
    url = database_address(address)
    assert url is not None
    assert url.shown == HIDDEN
    with pytest.raises(InputError, match=r"^postgresql://\.\.\.: the address cannot be read: ") as raised:
        parameters(url)
    said = "".join(traceback.format_exception(raised.value)[-1:])
    assert SECRET not in said.replace("service=geheim", "")


@pytest.mark.parametrize(
    "address",
    [
        "mysql://anna:geheim@db/burgers",
        "jdbc:postgresql://db/burgers?user=anna&password=geheim",
        "postgresql+psycopg2://anna:geheim@db/burgers",
        "https://anna:geheim@db/burgers.csv",
    ],
)
def test_an_address_of_another_kind_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(InputError, match=r"not an address that can be read|nothing is read from the web") as raised:
        database_address(address)
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize("name", ["haltes.csv", "a=b.csv", "C:\\data\\x.csv", "hostnames.csv", "-", "postgres.csv"])
def test_the_name_of_a_file_is_no_address(name: str) -> None:
    assert database_address(name) is None


# The environment, and the file of passwords.


def test_the_environment_says_what_the_address_does_not(tmp_path: Path) -> None:
    environment = {"PGHOST": "db", "PGPORT": "5433", "PGUSER": "anna", "PGDATABASE": "burgers", "PGPASSWORD": SECRET}
    found = settings_of(Url("postgresql://"), {**environment, "PGSSLMODE": "require", "PGCONNECT_TIMEOUT": "3"})
    assert (found.host, found.port, found.user, found.database) == ("db", 5433, "anna", "burgers")
    assert (found.password, found.sslmode, found.timeout) == (SECRET, "require", 3)
    found = settings_of(Url("postgresql://bert@elders/x?sslmode=disable"), environment)
    assert (found.host, found.port, found.user, found.database, found.sslmode) == (
        "elders",
        5433,
        "bert",
        "x",
        "disable",
    )


def test_without_a_word_the_user_of_the_system_connects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USER", "postgres")
    monkeypatch.setenv("LOGNAME", "postgres")
    found = settings_of(Url("postgresql://db"), {})
    assert found.user == found.database == pwd.getpwuid(os.geteuid()).pw_name


@pytest.mark.parametrize(
    ("variable", "reason"),
    [
        ("PGSERVICE", "files of services are not read: say host, user and dbname"),
        ("PGCHANNELBINDING", "what this asks for is not done"),
        ("PGREQUIREAUTH", "what this asks for is not done"),
        ("PGSSLCRL", "what this asks for is not done"),
        ("PGSSLMODE", "sslmode is one of"),
        ("PGPORT", "the port is a number"),
        ("PGCONNECT_TIMEOUT", "connect_timeout is a number"),
    ],
)
def test_what_the_environment_asks_and_is_not_done_is_told(variable: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        settings_of(Url("postgresql://db"), {variable: "require"[:6]})


PASSFILE = r"""# host:port:database:user:password
elders:*:*:*:fout
db:5433:burgers:anna:een\:twee\\drie
db:*:*:anna:alle
localhost:*:*:*:hier
"""


@pytest.mark.parametrize(
    ("address", "password"),
    [
        ("postgresql://anna@db:5433/burgers", r"een:twee\drie"),
        ("postgresql://anna@db/burgers", "alle"),
        ("postgresql://bert@db/burgers", None),
        ("postgresql://anna:eigen@db/burgers", "eigen"),
        ("postgresql://anna@localhost/burgers", "hier"),
    ],
)
def test_the_file_of_passwords(tmp_path: Path, address: str, password: str | None) -> None:
    path = tmp_path / "pgpass"
    path.write_text(PASSFILE)
    path.chmod(0o600)
    found = settings_of(Url(address), {"PGPASSFILE": str(path)})
    assert (found.password, found.said) == (password, ())


def test_a_file_of_passwords_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "pgpass"
    path.write_text(PASSFILE)
    for mode in (0o640, 0o604, 0o666):
        path.chmod(mode)
        found = settings_of(Url("postgresql://anna@db/burgers"), {"PGPASSFILE": str(path)})
        assert (found.password, len(found.said)) == (None, 1)
        assert "chmod 600" in found.said[0]
    found = settings_of(Url("postgresql://anna@db/burgers"), {"PGPASSFILE": str(tmp_path)})
    assert "not a file" in found.said[0]
    assert settings_of(Url("postgresql://anna@db/x"), {"PGPASSFILE": str(tmp_path / "weg")}).said == ()


# The command.

MAPPING = """
profile: persoon-basis
model: Plaats
records: {sql: SELECT * FROM haltes, key: nr}
id: https://data.example.be/id/halte/{nr}
fields: {plaatsnaam: naam}
"""


@pytest.mark.parametrize(
    "address", ["postgresql://anna:geheim@127.0.0.1:1/x", "host=127.0.0.1 port=1 password=geheim", *UNREADABLE[:2]]
)
@pytest.mark.parametrize(
    "command", [["convert", "-m", "m.yaml", "-o", "uit.ttl"], ["convert", "-m", "gipod"], ["validate", "-p", "isa"]]
)
def test_no_command_says_a_password(run: Run, tmp_path: Path, address: str, command: list[str]) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING)
    done = run(command[0], address, *command[1:])
    assert done.returncode == 2
    assert SECRET not in done.stdout + done.stderr
    assert not (tmp_path / "uit.ttl").exists()


def test_an_address_in_a_wrong_place_is_not_said_either(run: Run, tmp_path: Path) -> None:
    address = "postgresql://anna:geheim@db/x"
    (tmp_path / "x.csv").write_text("CODE,NAAM\n1,Gent\n")
    for words in (
        ["x.csv", "-m", address],
        ["x.csv", "-m", "plaatsen.yaml", "-o", address],
        ["postgresql:/anna:geheim@db/x"],
    ):
        done = run("convert", *words)
        assert done.returncode == 2
        assert SECRET not in done.stdout + done.stderr


def test_an_address_as_text_is_no_input_and_is_not_said() -> None:
    with pytest.raises(TypeError, match=r"Url\(\.\.\.\)") as raised:
        convert("postgresql://anna:geheim@db/x", load_mapping("kbo"), Path("x.ttl"))  # type: ignore[arg-type]
    assert SECRET not in str(raised.value)


def test_the_password_is_in_no_traceback_of_ours() -> None:
    url = Url(f"postgresql://anna:{SECRET}@127.0.0.1:1/x")
    with pytest.raises(InputError) as raised, open_tables([url], [Query("x")]):
        pass
    assert SECRET not in "".join(traceback.format_exception(raised.value))
    frames = traceback.TracebackException.from_exception(raised.value, capture_locals=True).stack
    ours = [frame for frame in frames if "oslo/records" in frame.filename]
    assert ours
    assert not [frame.name for frame in ours if SECRET in str(frame.locals)]
