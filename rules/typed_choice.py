"""Which button somebody means who types instead of tapping."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from rules.intention import Intention, Vocabulary, intention
from rules.phrases import Words, contains, is_close

#: Fewer letters may begin any word.
_SHORTEST = 3
#: A longer sentence is a story that happens to have a button's words in it.
_LONGEST = 7


class Offered(Struct, frozen=True):
    """A button on the screen. labels: its words, and other names for the same.

    means: what it says whatever its words are: yes, no, skip or back; None for anything else.
    """

    data: str
    labels: tuple[str, ...]
    means: Intention | None = None

    def names(self, spoken: Vocabulary) -> tuple[Words, ...]:
        """Each label in words, as a typed text is taken apart."""
        return tuple(words for label in self.labels if (words := spoken.words(label)))


def named(typed: str, offered: Sequence[Offered], spoken: Vocabulary) -> Offered | None:
    """The one button whose words these are, if misspelt, or the one that means the same.

    A yes means a button only where there is a no as well.
    """
    words = spoken.words(typed)
    exact = _those(offered, spoken, lambda name: name == words)
    wanted = intention(typed, spoken)
    if exact or wanted is None:
        return _only(exact or _those(offered, spoken, lambda name: _is_slip(words, name)))
    is_a_question = any(button.means == "no" for button in offered)
    return _only([button for button in offered if button.means == wanted and (wanted != "yes" or is_a_question)])


def in_essence(typed: str, offered: Sequence[Offered], spoken: Vocabulary) -> Offered | None:
    """The one button whose words these are, small words left out: "morgen graag" for *Morgen*."""
    core = spoken.core(spoken.words(typed))
    return _only(_those(offered, spoken, lambda name: bool(core) and spoken.core(name) == core))


def _is_slip(words: Words, name: Words) -> bool:
    """Misspelt, or with other blanks. A word too many is no slip: "v good" is not "good"."""
    typed, meant = "".join(words), "".join(name)
    letters = [word for word in words if word.isalnum()]
    return typed == meant or (len(letters) <= len(name) and is_close(typed, meant))


def likely(typed: str, offered: Sequence[Offered], spoken: Vocabulary) -> Offered | None:
    """The one button with some of these words; None when two could be meant. A yes or no is not guessed so."""
    words = spoken.words(typed)
    guessed = [button for button in offered if button.means not in ("yes", "no")]
    if not words:
        return None
    return _only(_those(guessed, spoken, lambda name: _begins(words, name, spoken) or _is_part(words, name, spoken)))


def mentioned(typed: str, offered: Sequence[Offered], spoken: Vocabulary) -> Offered | None:
    """The one button whose words stand in a short sentence, the longest of them; None where a *not* is beside it."""
    words = spoken.words(typed)
    guessed = [button for button in offered if button.means not in ("yes", "no")]
    found = _those(guessed, spoken, lambda name: contains(words, name)) if len(words) <= _LONGEST else []
    most = max((len(button.names(spoken)[0]) for button in found), default=0)
    longest = _only([button for button in found if len(button.names(spoken)[0]) == most])
    turned = longest and spoken.negates(words) != spoken.negates(longest.names(spoken)[0])
    return None if turned else longest


def _those(offered: Sequence[Offered], spoken: Vocabulary, is_meant: Callable[[Words], bool]) -> list[Offered]:
    return [button for button in offered if any(map(is_meant, button.names(spoken)))]


def _only(found: Sequence[Offered]) -> Offered | None:
    return found[0] if len(found) == 1 else None


def _begins(words: Words, name: Words, spoken: Vocabulary) -> bool:
    core = spoken.core(words)
    return words == name[: len(words)] or core in (name[: len(core)], spoken.core(name))


def _is_part(words: Words, name: Words, spoken: Vocabulary) -> bool:
    """One word that one of the label's words begins with: "huisarts" for "Huisartspraktijk"."""
    core = spoken.core(words)
    return len(core) == 1 and len(core[0]) >= _SHORTEST and any(word.startswith(core[0]) for word in name)


def on_scale(typed: str, options: int, spoken: Vocabulary) -> int | None:
    """A number typed at a scale of so many options: that number, or 0 for a grade that is none of them.

    None when it is no number. "4" may be the fourth option; "een 4" is a grade, and so is what is beyond the scale.
    """
    words = spoken.words(typed)
    numbers = [number for word in words if (number := spoken.number(word)) is not None]
    others = [word for word in spoken.core(words) if spoken.number(word) is None]
    if not numbers or len(others) > (1 if any(word.isdecimal() for word in words) else 0):
        return None
    return numbers[0] if len(words) == 1 and 1 <= numbers[0] <= options else 0
