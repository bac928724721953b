"""A long text in screens that can be read and sent: however much an owner filled in, nothing is left out."""

from collections.abc import Sequence

from texts.escaping import Markup, plain

#: Of one screen, as it is read. Telegram takes 4096 signs.
MOST_WORDS, MOST_SIGNS = 300, 3500


def divided(text: Markup) -> tuple[Markup, ...]:
    """As one screen where it fits; else where a part begins, or a line, or in the last resort a word."""
    return tuple(Markup(screen) for screen in _divided(text, ("\n\n", "\n", " ")))


def _divided(text: str, at: Sequence[str]) -> list[str]:
    if _fits(text) or not at:
        return [text]
    between, *finer = at
    screens: list[str] = []
    for part in (one for piece in text.split(between) for one in _divided(piece, finer)):
        if screens and _fits(joined := f"{screens[-1]}{between}{part}"):
            screens[-1] = joined
        else:
            screens.append(part)
    return screens


def _fits(text: str) -> bool:
    read = plain(Markup(text))
    return len(read) <= MOST_SIGNS and len(read.split()) <= MOST_WORDS
