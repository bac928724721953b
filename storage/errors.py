"""Which errors of a database pass by themselves: nothing was wrong with what was asked."""

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

#: PostgreSQL: no connection, rolled back (a deadlock), no room, locked, stopped by an operator.
#: Source: "PostgreSQL Error Codes", appendix A of its manual.
_PASSING_CLASSES = ("08", "40", "53", "55", "57")
#: SQLite's names of the same. Source: "Result and Error Codes" of its manual.
_PASSING_NAMES = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN")


def is_transient(error: Exception) -> bool:
    """Whether the same may succeed a little later: the database was busy, full, restarted or out of reach."""
    if isinstance(error, OSError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    name = str(getattr(error.orig, "sqlite_errorname", None) or "")
    return error.connection_invalidated or name.startswith(_PASSING_NAMES) or _code(error).startswith(_PASSING_CLASSES)


def is_rolled_back_for_others(error: Exception) -> bool:
    """Whether it had to give way (a deadlock): the others go on, and it may be tried again at once."""
    return isinstance(error, DBAPIError) and _code(error).startswith("40")


def _code(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", None) or "")


def is_of_database(error: Exception) -> bool:
    """Whether a database said no, or could not be reached. PostgreSQL's own errors are known by their code."""
    return isinstance(error, OSError | SQLAlchemyError) or hasattr(error, "sqlstate")
