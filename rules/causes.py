"""What an error means for whoever looks after the bot: what it is, and what to do, in one line.

Told from codes that quote nobody: SQLSTATE, SQLite's error names, errno, the names of error classes, and what Telegram
always says in the same words. An error's own words may hold an address, a password or an answer.
"""

import errno
from collections.abc import Iterator
from typing import Any

from msgspec import Struct


class Cause(Struct, frozen=True):
    """kind: in a word or two. line: also what to do. passes: it may pass by itself; else somebody has to mend it."""

    kind: str
    line: str
    passes: bool = False


def _mend(kind: str, what_to_do: str) -> Cause:
    return Cause(kind, f"{kind}: {what_to_do}")


def _wait(kind: str, what_to_do: str) -> Cause:
    return Cause(kind, f"{kind}: {what_to_do}", passes=True)


_FULL = _wait("the disk is full", "make room; the bot goes on by itself")
_LOCKED = _wait("the database is locked", "another process writes for long, or a copy or a tool holds it")
_READ_ONLY = _mend("the database is read-only", "give the bot the right to write its file, its folder and their disk")
_DAMAGED = _mend("the database is damaged", "stop the bot, keep the file, and restore a backup")
_NO_RIGHTS = _mend("no rights", "let the bot's user read and write what the settings name")
_MOVED = _mend("the database was moved away while running", "put the file back, or start again")
_POOLER = _mend(
    "the connection pooler mixes connections up",
    "let it pool by transaction or session, or connect to PostgreSQL itself",
)
_CERTIFICATE = _mend("the certificate is not trusted", "look at its dates, name and issuer, and at the clock here")
_TLS = _mend("TLS is refused", "one side wants it and the other does not; look at sslmode, or at the proxy")
_AWAY = _wait("nobody answers at that address", "the database, Telegram or the proxy is away, or the address is wrong")

#: Source: "PostgreSQL Error Codes", appendix A of its manual. A class is the first two characters.
SQLSTATES = {
    "28P01": _mend(
        "wrong password",
        "look at DATABASE_URL, PGPASSWORD, or the password file, which nobody else may read (chmod 600)",
    ),
    "28000": _mend("PostgreSQL does not let this role in", "there is no such role, or pg_hba.conf does not allow it"),
    "3D000": _mend("no such database", "make it with createdb, or mend the name in DATABASE_URL"),
    "3F000": _NO_RIGHTS,
    "42501": _mend("no rights", "the role in DATABASE_URL must own the database, or be granted its schema and tables"),
    "53300": _wait("too many connections", "raise max_connections of PostgreSQL, or stop others"),
    "53100": _FULL,
    "25006": _mend("the database is read-only", "this is a standby, or default_transaction_read_only is on"),
    "42P05": _POOLER,
    "26000": _POOLER,
    "08P01": _POOLER,
    "55P03": _LOCKED,
    "57P03": _wait("PostgreSQL is starting or stopping", "the bot waits for it"),
    "57": _wait("PostgreSQL was stopped", "the bot waits until it is back"),
    "53": _wait("PostgreSQL has no room", "it lacks memory, disk or connections"),
    "40": _wait("PostgreSQL rolled back", "two wanted the same at once; it is tried again"),
    "08": _wait("the connection to PostgreSQL broke", "the bot connects again"),
    "58": _mend("PostgreSQL cannot reach its own files", "look at its log and at its disk"),
    "XX": _DAMAGED,
}
#: Source: "Result and Error Codes" of SQLite's manual. The longer name goes first.
SQLITE = {
    "SQLITE_READONLY_DBMOVED": _MOVED,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_CANTOPEN": _mend(
        "the database cannot be opened", "its folder is missing or read-only, or the bot may not use it"
    ),
    "SQLITE_PERM": _NO_RIGHTS,
    "SQLITE_AUTH": _NO_RIGHTS,
    "SQLITE_FULL": _FULL,
    "SQLITE_BUSY": _LOCKED,
    "SQLITE_LOCKED": _LOCKED,
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_NOTADB": _mend("that is no database", "DATABASE_URL names another sort of file, or it is damaged"),
    "SQLITE_IOERR": _wait("the disk fails", "look at the disk and at the system's log; make room if it is full"),
}
ERRNOS = {
    errno.EACCES: _NO_RIGHTS,
    errno.EPERM: _NO_RIGHTS,
    errno.EROFS: _mend("the disk is read-only", "mount it for writing"),
    errno.EEXIST: _mend("what should be a folder is a file", "mend the setting that names it"),
    errno.ENAMETOOLONG: _mend("a name is too long", "mend the setting that names it"),
    errno.ELOOP: _mend("links lead round in a circle", "mend them, or the setting that names one"),
    errno.ENOENT: _mend("a file or folder is missing", "make it, or mend the setting that names it"),
    errno.ENOTDIR: _mend("what should be a folder is a file", "mend the setting that names it"),
    errno.EISDIR: _mend("what should be a file is a folder", "mend the setting that names it"),
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EIO: _wait("the disk fails", "look at the disk and at the system's log"),
    errno.EMFILE: _wait("too many open files", "raise the limit (ulimit -n, LimitNOFILE)"),
    errno.ENFILE: _wait("too many open files", "the whole machine has no more"),
    errno.EADDRINUSE: _mend("the port is in use", "another program listens there: mend LISTEN"),
    errno.ECONNREFUSED: _AWAY,
    errno.EHOSTUNREACH: _AWAY,
    errno.ENETUNREACH: _AWAY,
    errno.ETIMEDOUT: _AWAY,
    errno.ECONNRESET: _wait("the connection broke", "it is tried again"),
    errno.EPIPE: _wait("the connection broke", "it is tried again"),
}
#: Classes of ssl, socket, aiohttp, python-telegram-bot and of storage, by name: this room knows none of them.
CLASSES = {
    "DatabaseMoved": _MOVED,
    "SSLCertVerificationError": _CERTIFICATE,
    "ClientConnectorCertificateError": _CERTIFICATE,
    "ClientConnectorDNSError": _wait("the name is not known", "DNS does not answer, or the address is misspelt"),
    "gaierror": _wait("the name is not known", "DNS does not answer, or the address is misspelt"),
    "ServerDisconnectedError": _wait("the connection broke", "a proxy or the other side ended it; it is tried again"),
    "ClientResponseError": _wait("the answer is not HTTP", "a proxy or another program answers in its place"),
    "ClientProxyConnectionError": _wait("the proxy does not answer", "look at its address"),
    "ClientConnectorSSLError": _TLS,
    "SSLError": _TLS,
    "ClientConfigurationError": _mend(
        "the connection is set up wrong", "look at DATABASE_URL, and at its certificates"
    ),
    "TargetServerAttributeNotMatched": _wait(
        "no server is what target_session_attrs asks for", "the bot waits until one is"
    ),
    "Conflict": _wait("another process is receiving for this bot", "stop it, or give it a token of its own"),
    "RetryAfter": _wait("Telegram asks for silence", "the bot waits as long as it says"),
    "TimedOut": _wait("Telegram does not answer in time", "it is tried again"),
    "UnreadableAnswer": _wait("the answer is not Telegram's", "a proxy or a portal answers in its place"),
}
#: What a proxy says. Source: RFC 9110, sections 15.5 and 15.6. Any other answer than these may pass: it, or what lies
#: behind it, is away.
PROXY = {
    407: _mend("the proxy refuses", "look at its address, its user and its password"),
    403: _mend("the proxy refuses", "its rules do not let the bot through to that address"),
    405: _mend("the proxy refuses", "it is no proxy, or its rules forbid CONNECT"),
}
_PROXY_AWAY = _wait("the proxy does not get through", "it answers, and what lies behind it does not, or not yet")
#: What Telegram says of a webhook it does not want. Source: its answers to setWebhook.
WEBHOOK = {
    "only on ports": _mend("Telegram refuses the port of WEBHOOK_URL", "it takes 443, 80, 88 and 8443"),
    "failed to resolve host": _mend("Telegram does not know the name in WEBHOOK_URL", "mend it, or its DNS"),
    "is reserved": _mend("WEBHOOK_URL leads to a private address", "Telegram must be able to reach it"),
    "https url must be": _mend("WEBHOOK_URL is not https", "Telegram posts to https addresses only"),
    "certificate": _mend("Telegram does not trust the certificate at WEBHOOK_URL", "renew it, with its whole chain"),
}
#: Why Telegram does not get through to a webhook, in its words. Source: last_error_message of getWebhookInfo.
DELIVERY = {
    "certificate": _mend("Telegram does not trust the certificate at WEBHOOK_URL", "renew it, with its whole chain"),
    "ssl": _mend("Telegram gets no TLS at WEBHOOK_URL", "look at the proxy and its certificate"),
    "connection refused": _wait("nobody answers Telegram at WEBHOOK_URL", "look at the proxy, and at the firewall"),
    "timed out": _wait("nobody answers Telegram in time at WEBHOOK_URL", "look at the proxy, and at the firewall"),
    "resolve host": _mend("Telegram does not know the name in WEBHOOK_URL", "mend it, or its DNS"),
    "wrong response": _wait("Telegram gets an error at WEBHOOK_URL", "look at the log of the proxy, and at this one"),
}
_NOT_DELIVERED = _wait("Telegram does not get through to WEBHOOK_URL", "look at the proxy, and at the firewall")


def of_delivery(words: str | None) -> Cause:
    """Why Telegram does not get through, by what it says of the last time."""
    told = (words or "").lower()
    return next((cause for said, cause in DELIVERY.items() if said in told), _NOT_DELIVERED)


def of(error: BaseException) -> Cause | None:
    """The cause; None when it is none that is known."""
    found = (found for link in _chain(error) if (found := _of_one(link)))
    return next(found, None)


def told(error: BaseException) -> str:
    """The cause in one line; of an unknown one the name of its class, for its words may quote somebody."""
    cause = of(error)
    return cause.line if cause else type(error).__name__


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, what the driver said, and what led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        driver = getattr(error, "orig", None)
        error = driver if isinstance(driver, BaseException) else error.__cause__ or error.__context__


def _of_one(error: BaseException) -> Cause | None:
    return (
        _longest_match(SQLITE, getattr(error, "sqlite_errorname", None))
        or _longest_match(SQLSTATES, getattr(error, "sqlstate", None))
        or _of_proxy(error)
        or next((CLASSES[one.__name__] for one in type(error).__mro__ if one.__name__ in CLASSES), None)
        or _of_webhook(error)
        or (ERRNOS.get(error.errno or 0) if isinstance(error, OSError) else None)
        or (_TLS if type(error) is ConnectionError and _was_raised_in(error, "asyncpg") else None)
    )


def _of_proxy(error: BaseException) -> Cause | None:
    is_of_proxy = type(error).__name__ == "ClientHttpProxyError"
    return PROXY.get(getattr(error, "status", 0), _PROXY_AWAY) if is_of_proxy else None


def _was_raised_in(error: BaseException, library: str) -> bool:
    # A PostgreSQL that wants no TLS: asyncpg says so without a code.
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and str(trace.tb_frame.f_globals.get("__name__", "")).startswith(library)


def _longest_match(table: dict[str, Cause], code: Any) -> Cause | None:
    fits = [start for start in table if str(code or "").startswith(start)]
    return table[max(fits, key=len)] if fits else None


def _of_webhook(error: BaseException) -> Cause | None:
    words = str(getattr(error, "message", "")).lower()
    if "webhook" not in words:
        return None
    return next((cause for said, cause in WEBHOOK.items() if said in words), None)
