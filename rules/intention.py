"""What somebody wants who types something that is no answer: to stop, help, thanks; and signs of an emergency.

Recognised by lists of phrases in each language. A message counts as one of them as a whole, small words left out: a
sentence that only mentions stopping is a text like any other. Only an emergency is looked for inside a text.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from msgspec import Struct

from rules.phrases import Words, contains, is_close, places, words_of

Intention = Literal[
    "stop",
    "bereaved",
    "pause",
    "help",
    "contact",
    "who_reads",
    "next",
    "thanks",
    "greeting",
    "fine",
    "skip",
    "back",
    "no",
    "nothing",
    "yes",
]
#: The lists of a language; see Vocabulary for those that are no intentions.
LISTS = (
    *get_args(Intention),
    *("small", "spellings", "not", "numbers", "days", "weeks", "hours"),
    *("emergency", "emergency_alone", "no_emergency"),
)
_SENTENCE_ENDS = re.compile(r"[.!?;,\n…]+")
_TWICE = re.compile(r"(.)\1")
#: A longer message is a story, not a wish.
LONGEST_WISH = 9


class Vocabulary(Struct, frozen=True):
    """The phrases of one language by the lists of LISTS.

    small: words that change nothing. spellings: a word as it is also typed, and behind it the words it stands for.
    not: words that turn a meaning around. numbers: from one to ten.
    days, weeks: the words for them. hours: the words around the number of an hour.
    emergency: anywhere in a text; emergency_alone: a sentence by itself; no_emergency: what only sounds like it, or is
    long ago.
    """

    phrases: Mapping[str, tuple[Words, ...]]

    def words(self, typed: str) -> Words:
        """What was typed in the words it stands for: "k trek t nie" and "ik trek het niet" give the same."""
        return _spelled(words_of(typed), self.phrases["spellings"])

    def core(self, words: Words) -> Words:
        """The words that carry the meaning; all of them when all are small. A picture beside words is small."""
        small = {phrase[0] for phrase in self.phrases["small"] if len(phrase) == 1}
        core = tuple(word for word in words if word not in small) or words
        return tuple(word for word in core if word.isalnum()) or core

    def negates(self, words: Words) -> bool:
        """Whether there is a *not* in it."""
        return any(contains(words, phrase) for phrase in self.phrases["not"])

    def number(self, word: str) -> int | None:
        """The number from 1 to 10 that this word is; 0 for a grade beyond them, None for any other word."""
        if word.isdecimal():
            return None if len(word) > 2 else int(word) if 1 <= int(word) <= 10 else 0
        return next((n for n, phrase in enumerate(self.phrases["numbers"], 1) if phrase == (word,)), None)


def vocabulary(lists: Mapping[str, Iterable[str]]) -> Vocabulary:
    """From phrases as they are written, by list."""
    written = {name: tuple(words_of(phrase) for phrase in phrases) for name, phrases in lists.items()}
    spellings = written.pop("spellings")
    spelled = {name: tuple(_spelled(one, spellings) for one in phrases) for name, phrases in written.items()}
    return Vocabulary({**spelled, "spellings": spellings})


def _spelled(words: Words, spellings: Iterable[Words]) -> Words:
    meant = {typed: stands_for for typed, *stands_for in spellings}
    return tuple(word for typed in words for word in meant.get(typed, (typed,)))


def intention(typed: str, spoken: Vocabulary) -> Intention | None:
    """What the whole message says; None when it is anything else. The first list that has it counts."""
    words = spoken.words(typed)
    if not words or len(words) > LONGEST_WISH:
        return None
    for is_same in (_is_itself, _is_in_essence, _is_drawn_out, _is_nearly):
        for name in get_args(Intention):
            if any(is_same(words, phrase, spoken) for phrase in spoken.phrases[name]):
                wanted: Intention = name
                return wanted
    return None


def _is_itself(words: Words, phrase: Words, _spoken: Vocabulary) -> bool:
    return words == phrase


def _is_in_essence(words: Words, phrase: Words, spoken: Vocabulary) -> bool:
    """Small words left out. Of *toch niet* only *niet* would be left, which says nothing; and of *goed zo* only *goed*,
    which says something else.
    """
    core = spoken.core(phrase)
    is_one_word = len(core) == 1 and not set(phrase) <= set(words)
    return spoken.core(words) == core and not is_one_word and any((word,) not in spoken.phrases["not"] for word in core)


def _is_drawn_out(words: Words, phrase: Words, spoken: Vocabulary) -> bool:
    """ "stoppp", "jaaa hoor": letters that are there twice, after `words_of`, were there more often."""
    return _is_in_essence(_once(words), _once(phrase), spoken)


def _once(words: Words) -> Words:
    return tuple(_TWICE.sub(r"\1", word) for word in words)


def _is_nearly(words: Words, phrase: Words, spoken: Vocabulary) -> bool:
    core = spoken.core(phrase)
    meant = "".join(core if len(core) > 1 else phrase)
    return len(meant) > 5 and is_close("".join(spoken.core(words)), meant, most=1)


def is_emergency(typed: str, spoken: Vocabulary) -> bool:
    """Whether there is a sign of an emergency in it."""
    return any(_alarms(spoken.words(sentence), spoken) for sentence in _SENTENCE_ENDS.split(typed))


def _alarms(words: Words, spoken: Vocabulary) -> bool:
    """Of what only sounds like one, the words are taken away (*in slaap gevallen*), or they calm the whole sentence
    (*jaren geleden*); another sign beside it stays one.
    """
    signs = [place for phrase in spoken.phrases["emergency"] for place in places(words, phrase)]
    if _is_one_by_itself(words, spoken):
        signs.append(range(len(words)))
    calming = [place for phrase in spoken.phrases["no_emergency"] for place in places(words, phrase)]
    left = [sign for sign in signs if not any(_overlap(sign, calm) for calm in calming)]
    return bool(left) and all(any(_overlap(sign, calm) for sign in signs) for calm in calming)


def _overlap(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def _is_one_by_itself(words: Words, spoken: Vocabulary) -> bool:
    alone = [phrase for phrase in spoken.phrases["emergency_alone"] if len(phrase) > 1 or words == phrase]
    return words in alone or any(_is_in_essence(words, phrase, spoken) and len(words) > 1 for phrase in alone)
