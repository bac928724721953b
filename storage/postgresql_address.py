"""The address of a PostgreSQL database, read as PostgreSQL's own programs read it (libpq).

Source: "Connection Strings", "Environment Variables" and "The Connection Service File" in libpq's chapter of
PostgreSQL's manual. What is named in the address goes first, then the service, then the environment.
"""

import configparser
import os
import re
from pathlib import Path
from urllib.parse import unquote

#: Every parameter that libpq knows, with its variable in the environment ("" has none).
PARAMETERS = {
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "passfile": "PGPASSFILE",
    "require_auth": "PGREQUIREAUTH",
    "channel_binding": "PGCHANNELBINDING",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "client_encoding": "PGCLIENTENCODING",
    "options": "PGOPTIONS",
    "application_name": "PGAPPNAME",
    "fallback_application_name": "",
    "keepalives": "",
    "keepalives_idle": "",
    "keepalives_interval": "",
    "keepalives_count": "",
    "tcp_user_timeout": "",
    "replication": "",
    "gssencmode": "PGGSSENCMODE",
    "gssdelegation": "PGGSSDELEGATION",
    "krbsrvname": "PGKRBSRVNAME",
    "gsslib": "PGGSSLIB",
    "sslmode": "PGSSLMODE",
    "sslnegotiation": "PGSSLNEGOTIATION",
    "sslcompression": "PGSSLCOMPRESSION",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "sslpassword": "",
    "sslcertmode": "PGSSLCERTMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcrl": "PGSSLCRL",
    "sslcrldir": "PGSSLCRLDIR",
    "sslsni": "PGSSLSNI",
    "requirepeer": "PGREQUIREPEER",
    "ssl_min_protocol_version": "PGSSLMINPROTOCOLVERSION",
    "ssl_max_protocol_version": "PGSSLMAXPROTOCOLVERSION",
    "min_protocol_version": "PGMINPROTOCOLVERSION",
    "max_protocol_version": "PGMAXPROTOCOLVERSION",
    "service": "PGSERVICE",
    "servicefile": "PGSERVICEFILE",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
    "load_balance_hosts": "PGLOADBALANCEHOSTS",
}
HIGHEST_PORT = 65_535
#: Where there is only a choice: what libpq takes.
CHOICES = {
    "sslmode": {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"},
    "channel_binding": {"disable", "prefer", "require"},
    "target_session_attrs": {"any", "read-write", "read-only", "primary", "standby", "prefer-standby"},
}
EXPECTED = "expected postgresql://user:password@host:port/name; escape what is special, as @ by %40 and / by %2F"
_HOST = re.compile(r"(?P<host>\[[^\]]*\]|[^:\[\]@]*)(?::(?P<port>\d*))?")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def parse(address: str) -> dict[str, str]:
    """What the address itself names, by libpq's names, without escapes. ValueError, which quotes no value."""
    _, _, rest = address.partition("://")
    who, at, where = rest.partition("@")
    if not at or "/" in who:
        who, where = "", rest
    place, _, query = where.partition("?")
    hosts, _, database = place.partition("/")
    user, _, password = who.partition(":")
    if "@" in database:  # a password with a / in it
        raise ValueError(EXPECTED)
    named = {"user": _plain(user), "password": _plain(password), "dbname": _plain(database)}
    found = {name: value for name, value in (named | _hosts(hosts) | _query(query)).items() if value}
    _check(found)
    return found


def _plain(text: str) -> str:
    if _BARE_PERCENT.search(text):
        raise ValueError("a % in it stands for itself only when it is written as %25")
    if "%00" in text:
        raise ValueError("%00 means nothing in it")
    return unquote(text)


def _hosts(hosts: str) -> dict[str, str]:
    found = [_HOST.fullmatch(one) for one in hosts.split(",")]
    if None in found:
        raise ValueError(EXPECTED)
    parts = [(_plain(one["host"].strip("[]")), one["port"] or "") for one in found if one]
    ports = ",".join(port for _, port in parts)
    return {"host": ",".join(host for host, _ in parts), "port": "" if not ports.strip(",") else ports}


def _query(query: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in filter(None, query.split("&")):
        name, is_given, value = (_plain(part) for part in pair.partition("="))
        name, value = _as_libpq_names(name, value)
        if not is_given or name not in PARAMETERS:
            raise ValueError(f"PostgreSQL knows no parameter {name if name.isidentifier() else 'like that'}")
        found[name] = value
    return found


def _as_libpq_names(name: str, value: str) -> tuple[str, str]:
    """Two that others use: ssl=true, as JDBC has it, ssl=MODE and database, as asyncpg has them."""
    if name == "ssl":
        return "sslmode", "require" if value == "true" else value
    return ("dbname", value) if name == "database" else (name, value)


def _check(asked: dict[str, str]) -> None:
    for name, known in CHOICES.items():
        if asked.get(name, min(known)) not in known:
            raise ValueError(f"{name} has to be one of {', '.join(sorted(known))}")
    if not re.fullmatch(r"-?\d+", asked.get("connect_timeout", "0")):
        raise ValueError("connect_timeout has to be a number of seconds")
    if not re.fullmatch(r"\d*(,\d*)*", asked.get("port", "")):
        raise ValueError("port has to be a number")
    if any(int(port) > HIGHEST_PORT for port in asked.get("port", "").split(",") if port):
        raise ValueError(f"port has to be at most {HIGHEST_PORT}")


def completed(address: str) -> dict[str, str]:
    """Everything that is asked for: in the address, in the service that it names, and in the environment."""
    asked = parse(address)
    around = {name: os.environ[variable] for name, variable in PARAMETERS.items() if os.environ.get(variable)}
    asked = around | _of_service(around | asked) | asked
    _check(asked)
    return {name: value for name, value in asked.items() if not name.startswith("service")}


def _of_service(asked: dict[str, str]) -> dict[str, str]:
    """What stands in the service file under the name that is asked for. ValueError when it is not there."""
    name = asked.get("service")
    if name is None:
        return {}
    own = Path(asked.get("servicefile", os.path.expanduser("~/.pg_service.conf")))
    shared = Path(os.environ.get("PGSYSCONFDIR", "/etc/postgresql-common"), "pg_service.conf")
    files = configparser.ConfigParser(interpolation=None, delimiters="=", comment_prefixes="#", strict=False)
    try:
        files.read([shared, own], encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError):
        raise ValueError("the service file is wrong; write [name], and parameter=value below it") from None
    if not files.has_section(name):
        raise ValueError("the service that is named stands in no service file")
    return {key: value for key, value in files.items(name) if key in PARAMETERS}


def environment(address: str) -> dict[str, str]:
    """The same for PostgreSQL's own programs: nothing among their arguments, where everybody may read it."""
    asked = completed(address)
    return {variable: asked[name] for name, variable in PARAMETERS.items() if variable and name in asked}
