"""An address is read as PostgreSQL's own programs read it."""

import ssl
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from storage import address, pgpass, postgresql_address
from storage.asyncpg_arguments import connect_arguments
from storage.database import Database
from storage.postgresql_address import completed, parse

PLACE = {"host": "db", "port": "5433", "user": "bot", "dbname": "zorg"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the machine plays a part."""
    for variable in postgresql_address.PARAMETERS.values():
        monkeypatch.delenv(variable or "NONE", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("postgresql://bot@db:5433/zorg", PLACE),
        ("postgres://bot@db:5433/zorg", PLACE),
        ("postgresql+asyncpg://bot@db:5433/zorg", PLACE),
        ("postgresql://?host=db&port=5433&user=bot&dbname=zorg", PLACE),
        ("postgresql:///zorg?host=db&port=5433&user=bot", PLACE),
        ("postgresql://bot:a%40b%2Fc%3Ad%23%25@db:5433/zorg", PLACE | {"password": "a@b/c:d#%"}),
        ("postgresql://bot:a?b#c+d@db:5433/zorg", PLACE | {"password": "a?b#c+d"}),
        ("postgresql://%2Frun%2Fpostgresql/zorg", {"host": "/run/postgresql", "dbname": "zorg"}),
        ("postgresql:///zorg?host=/run/postgresql", {"host": "/run/postgresql", "dbname": "zorg"}),
        ("postgresql://[2001:db8::1]:6432/zorg", {"host": "2001:db8::1", "port": "6432", "dbname": "zorg"}),
        ("postgresql://a:1,b,[::1]:3/zorg", {"host": "a,b,::1", "port": "1,,3", "dbname": "zorg"}),
        ("postgresql://", {}),
        ("postgresql:///een%20naam?application_name=een+naam", {"dbname": "een naam", "application_name": "een+naam"}),
        ("postgresql://db?ssl=true", {"host": "db", "sslmode": "require"}),
        ("postgresql://db?ssl=prefer", {"host": "db", "sslmode": "prefer"}),
    ],
)
def test_an_address_means_what_libpq_takes_it_for(written: str, meant: dict[str, str]) -> None:
    assert parse(written) == meant
    assert parse(address.with_driver(written).render_as_string(hide_password=False)) == meant


@pytest.mark.parametrize(
    "wrong",
    [
        "postgresql://bot:geheim@db/zorg?sslmod=require",
        "postgresql://bot:geheim@db/zorg?sslmode=geheim",
        "postgresql://bot:geheim@db/zorg?sslmode",
        "postgresql://bot:geheim@db/zorg?channel_binding=geheim",
        "postgresql://bot:geheim@db/zorg?target_session_attrs=geheim",
        "postgresql://bot:geheim@db/zorg?connect_timeout=geheim",
        "postgresql://bot:geheim@db:geheim/zorg",
        "postgresql://bot:geheim@db:65536/zorg",
        "postgresql://bot:geheim%00@db/zorg",
        "postgresql://bot:geheim@db/zorg?port=5432,99999",
        "postgresql://bot:ge@heim@db/zorg",  # what is special and not escaped
        "postgresql://bot:ge/heim@db/zorg",
        "postgresql://bot:12/geheim@db/zorg",
        "postgresql://bot:geheim%@db/zorg",
        "postgresql://bot:geheim@db/zorg?require_auth=geheim",
        "postgresql://bot:geheim@db/zorg?requirepeer=geheim",
        "postgresql://bot:geheim@db/zorg?hostaddr=10.0.0.1&sslmode=verify-full",
        "postgresql://bot:geheim@db/zorg?service=geheim",
    ],
)
def test_what_cannot_be_is_refused_in_one_line_that_quotes_no_value(wrong: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        address.check(wrong)
    assert "geheim" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_address_goes_before_the_service_and_that_before_the_environment(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = home / ".pg_service.conf"
    services.write_text("[zorg]\nhost=service\nuser=service\nsslmode=require\n")
    for variable in ("PGHOST", "PGUSER", "PGDATABASE"):
        monkeypatch.setenv(variable, "environment")
    monkeypatch.setenv("PGSERVICE", "zorg")
    assert completed("postgresql://address") == {
        "host": "address",
        "user": "service",
        "dbname": "environment",
        "sslmode": "require",
    }


@pytest.mark.parametrize("content", [b"host=db\n", b"[zorg]\nhost\n", b"[zorg\n", b"[zorg]\nhost=\xff\n"])
def test_a_service_file_that_is_wrong_is_named(home: Path, content: bytes) -> None:
    (home / ".pg_service.conf").write_bytes(content)
    with pytest.raises(ValueError, match=r"^the service file is wrong; write \[name\], and parameter=value below it$"):
        address.check("postgresql:///?service=zorg")


def test_who_has_no_name_names_a_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """A container may run as a number that nobody gave a name, nor a home."""
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME", "HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("os.getuid", lambda: 2_000_000_000)
    with pytest.raises(ValueError, match=r"^name the user in it"):
        address.check("postgresql://db/zorg")
    address.check("postgresql://bot@db/zorg?service=&channel_binding=require")


def test_the_server_is_told_only_what_is_for_the_server() -> None:
    told = "keepalives=1&application_name=zorg&options=-c%20work_mem%3D4MB&channel_binding=prefer&gssencmode=disable"
    assert connect_arguments(f"postgresql://db/zorg?{told}")[0]["server_settings"] == {
        "application_name": "zorg",
        "options": "-c work_mem=4MB",
    }


@pytest.mark.parametrize(("given", "seconds"), [("", 60), ("?connect_timeout=7", 7), ("?connect_timeout=1", 2)])
def test_connecting_takes_as_long_as_is_asked_for(given: str, seconds: int) -> None:
    assert connect_arguments(f"postgresql://db/zorg{given}")[0]["timeout"] == seconds


def test_no_end_to_waiting_may_be_asked_for() -> None:
    assert connect_arguments("postgresql://db/zorg?connect_timeout=0")[0]["timeout"] is None


def test_a_binding_that_asyncpg_cannot_do_is_made_good_by_the_certificate() -> None:
    (arguments,) = connect_arguments("postgresql://db/zorg?sslmode=require&channel_binding=require")
    assert arguments["ssl"].verify_mode is ssl.CERT_REQUIRED
    assert arguments["ssl"].check_hostname
    (own,) = connect_arguments("postgresql://db/zorg?sslrootcert=/own.crt&channel_binding=require")
    assert "sslmode=verify-full" in own["dsn"]
    assert own["ssl"] is None


def test_a_password_is_in_no_argument_of_a_program() -> None:
    environment = postgresql_address.environment("postgresql://bot:a%40b@db/zorg?sslmode=require&sslrootcert=/own.crt")
    assert environment == {
        "PGHOST": "db",
        "PGUSER": "bot",
        "PGPASSWORD": "a@b",
        "PGDATABASE": "zorg",
        "PGSSLMODE": "require",
        "PGSSLROOTCERT": "/own.crt",
    }


async def test_an_address_that_asks_for_the_impossible_connects_nowhere() -> None:
    with pytest.raises(ValueError, match="require_auth"):
        Database("postgresql://db/zorg?require_auth=scram-sha-256")


@pytest.mark.parametrize(
    ("line", "password"),
    [
        ("db:5432:zorg:bot:geheim", "geheim"),
        ("*:*:*:*:geheim", "geheim"),
        (r"*:*:*:*:ge\:h\\eim", r"ge:h\eim"),
        ("*:*:*:*:ge:heim", "ge"),
        ("# *:*:*:*:geheim", None),
        ("db:5433:zorg:bot:geheim", None),
        ("db:5432:zorg:geheim", None),
        ("anders:*:*:*:nee\n\ndb:*:*:*:geheim", "geheim"),
    ],
)
def test_a_file_with_passwords_is_read_with_its_escapes(home: Path, line: str, password: str | None) -> None:
    (home / ".pgpass").write_text(f"{line}\n")
    (home / ".pgpass").chmod(0o600)
    assert pgpass.password({"host": "db", "dbname": "zorg", "user": "bot"}) == password


@pytest.mark.parametrize(
    ("place", "password"),
    [
        ({"hostaddr": "10.0.0.7"}, "of the number"),
        ({"host": "db", "hostaddr": "10.0.0.7"}, "of the name"),
        ({"host": "/run/postgresql"}, "of this machine"),
        ({}, "of this machine"),
    ],
)
def test_a_password_is_looked_up_by_the_name_and_else_by_the_number(
    home: Path, place: dict[str, str], password: str
) -> None:
    lines = ("10.0.0.7:*:*:*:of the number", "db:*:*:*:of the name", "localhost:*:*:*:of this machine")
    (home / ".pgpass").write_text("\r\n".join(lines))
    (home / ".pgpass").chmod(0o600)
    assert pgpass.password(place | {"user": "bot"}) == password


def test_a_file_with_passwords_that_others_can_read_does_not_count(home: Path) -> None:
    (home / ".pgpass").write_text("*:*:*:*:geheim\n")
    (home / ".pgpass").chmod(0o640)
    assert pgpass.password({"host": "db"}) is None


def test_each_host_has_the_password_that_is_written_down_for_it(home: Path) -> None:
    (home / ".pgpass").write_text("db1:5433:*:*:first\ndb2:5432:*:*:second\n")
    (home / ".pgpass").chmod(0o600)
    several = "postgresql://bot@db1:5433,db2,db3/zorg"
    assert _passwords(several) == [("db1", "5433", "first"), ("db2", "5432", "second"), ("db3", "5432", None)]
    assert _passwords(several.replace("bot@", "bot:given@")) == [("db1,db2,db3", "5433,5432,5432", "given")]
    assert [place[0] for place in _passwords(f"{several}?target_session_attrs=prefer-standby")] == 2 * [
        "db1",
        "db2",
        "db3",
    ]


def _passwords(address: str) -> list[tuple[str, str, str | None]]:
    queries = [parse_qs(urlsplit(one["dsn"]).query) for one in connect_arguments(address)]
    return [(one["host"][0], one.get("port", ["5432"])[0], one.get("password", [None])[0]) for one in queries]
