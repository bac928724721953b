"""What people type: as it may be stored, and as the words of a button."""


def clean(typed: str) -> str:
    """The text without NUL and lone surrogates, which PostgreSQL does not take, and without surrounding blanks.

    Nothing else is changed or cut.
    """
    return typed.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8").strip()


def is_label(typed: str, label: str) -> bool:
    """Whether somebody typed the words of this button instead of tapping it, whatever the capitals and full stop."""
    return folded(typed.strip().rstrip(".!")) == folded(label)


def folded(words: str) -> str:
    """Words without capitals, also Turkish ones: there I is a large ı, and İ a large i (folded: i and a loose dot)."""
    return words.casefold().replace("\u0307", "").replace("ı", "i")
