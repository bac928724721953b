"""Text as it may be stored: PostgreSQL takes neither NUL nor half a character."""


def clean(typed: str) -> str:
    """The text without NUL, lone surrogates and surrounding blanks; nothing else is changed or cut."""
    return typed.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8").strip()
