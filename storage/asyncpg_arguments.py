"""How asyncpg is told what libpq understands by itself."""

import getpass
import os
import ssl
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from storage import pgpass
from storage.postgresql_address import completed

#: What asyncpg reads in an address of its own; the rest it would pass on to the server, which refuses it.
READ_BY_ASYNCPG = (
    *("host", "port", "user", "password", "dbname", "target_session_attrs", "krbsrvname", "gsslib"),
    *("sslmode", "sslnegotiation", "sslcert", "sslkey", "sslpassword", "sslrootcert", "sslcrl"),
    *("ssl_min_protocol_version", "ssl_max_protocol_version"),
)
#: What protects, and asyncpg cannot do: better no connection than one that is less safe than it was asked to be.
BEYOND_ASYNCPG = {
    "require_auth": {""},
    "requirepeer": {""},
    "sslcrldir": {""},
    "replication": {"", "false", "off", "no", "0"},
    "gssencmode": {"", "disable", "prefer"},
    "sslcertmode": {"", "disable", "allow"},
}
#: libpq waits for ever when it is not told how long; nobody waits so long for a bot.
CONNECT_SECONDS = 60.0
#: Source: connect_timeout in libpq's manual.
LEAST_SECONDS = 2


def connect_arguments(address: str) -> list[dict[str, Any]]:
    """Arguments for asyncpg.connect, to be tried one after the other. ValueError for what it cannot do."""
    asked = completed(address)
    _refuse(asked)
    return [_arguments(_bound(_at_its_number(one))) for one in _attempts(asked)]


def _arguments(asked: dict[str, str]) -> dict[str, Any]:
    return {
        "dsn": _dsn({name: asked[name] for name in READ_BY_ASYNCPG if name in asked}),
        "timeout": _seconds(asked),
        "server_settings": _told_to_the_server(asked),
        "ssl": _system_roots() if asked.get("sslrootcert") == "system" else None,
    }


def _refuse(asked: dict[str, str]) -> None:
    for name, harmless in BEYOND_ASYNCPG.items():
        if asked.get(name, "") not in harmless:
            raise ValueError(f"the bot cannot do what {name} asks for")


def _attempts(asked: dict[str, str]) -> list[dict[str, str]]:
    """asyncpg tries several hosts by itself, with one password: where each has its own, they are tried one by one."""
    asked = asked if "user" in asked else asked | {"user": _own_name()}
    each = [asked] if "password" in asked else [_with_password(one) for one in _places(asked)]
    passwords = {one.get("password") for one in each}
    if len(passwords) == 1:
        return [asked | {name: value for name, value in each[0].items() if name == "password"}]
    if asked.get("target_session_attrs") != "prefer-standby":
        return each
    return [one | {"target_session_attrs": wanted} for wanted in ("standby", "any") for one in each]


def _places(asked: dict[str, str]) -> list[dict[str, str]]:
    """The same for each host apart. One port is for all of them."""
    lists = {name: asked[name].split(",") for name in ("host", "hostaddr", "port") if name in asked}
    number = max((len(lists[name]) for name in ("host", "hostaddr") if name in lists), default=1)
    return [asked | {name: each[min(n, len(each) - 1)] for name, each in lists.items()} for n in range(number)]


def _with_password(asked: dict[str, str]) -> dict[str, str]:
    found = pgpass.password(asked)
    return asked if found is None else asked | {"password": found}


def _own_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run as a number that nobody gave a name
        raise ValueError("name the user in it: postgresql://user@host/name") from None


def _at_its_number(asked: dict[str, str]) -> dict[str, str]:
    """asyncpg knows one name for a host: the one that leads there."""
    if "hostaddr" not in asked:
        return asked
    if "host" in asked and asked.get("sslmode") == "verify-full":
        raise ValueError("the bot cannot check a certificate's name with hostaddr; leave hostaddr away")
    return asked | {"host": asked["hostaddr"]}


def _bound(asked: dict[str, str]) -> dict[str, str]:
    """Binding keeps out who stands in between. asyncpg cannot bind: the certificate has to prove it (decision 24)."""
    if asked.get("channel_binding") == "require":
        asked = asked | {"sslmode": "verify-full"}
        if "sslrootcert" not in asked and not Path(os.path.expanduser("~/.postgresql/root.crt")).exists():
            return asked | {"sslrootcert": "system"}
    return asked


def _system_roots() -> ssl.SSLContext:
    return ssl.create_default_context()


def _dsn(asked: dict[str, str]) -> str:
    if asked.get("sslrootcert") == "system":
        asked = {name: value for name, value in asked.items() if name not in ("sslrootcert", "sslmode")}
    if ":" in asked.get("host", ""):
        asked = asked | {"host": ",".join(f"[{one}]" if ":" in one else one for one in asked["host"].split(","))}
    if "," in asked.get("port", ""):
        asked = asked | {"port": ",".join(one or "5432" for one in asked["port"].split(","))}
    name = f"/{quote(asked['dbname'], safe='')}" if "dbname" in asked else ""
    others = {key: value for key, value in asked.items() if key != "dbname"}
    return f"postgresql://{name}?{urlencode(others, quote_via=quote)}"


def _seconds(asked: dict[str, str]) -> float | None:
    """How long to wait for a connection; None: for ever."""
    if "connect_timeout" not in asked:
        return CONNECT_SECONDS
    seconds = int(asked["connect_timeout"])
    return None if seconds <= 0 else max(seconds, LEAST_SECONDS)


def _told_to_the_server(asked: dict[str, str]) -> dict[str, str]:
    name = asked.get("application_name") or asked.get("fallback_application_name")
    told = {"application_name": name, "options": asked.get("options")}
    return {setting: value for setting, value in told.items() if value}
