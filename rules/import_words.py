"""The words of a spreadsheet: which sheets and columns there are, and what is written in them means."""

import unicodedata
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from rules.typed_text import folded, one_line

SheetKey = Literal["practices", "questions", "experiments", "participants"]

#: The columns of each sheet, in the order of the template.
COLUMNS: dict[SheetKey, tuple[str, ...]] = {
    "practices": ("name", "region", "latitude", "longitude", "core_theme"),
    "questions": ("nr", "practice", "central", "question"),
    "experiments": ("nr", "practice", "question", "experiment", "status", "expectation"),
    "participants": ("practice", "organisation"),
}
#: Without these a sheet says nothing; the others may be left out.
NEEDED: dict[SheetKey, tuple[str, ...]] = {
    "practices": ("name",),
    "questions": ("practice", "central", "question"),
    "experiments": ("practice", "question", "experiment"),
    "participants": ("practice", "organisation"),
}
#: Needed within a text (👩‍👧, Persian), but not to know it again.
_JOINERS = "\u200c\u200d"
_QUOTES = str.maketrans("‘’‛`´“”„", "''''''''")


class Words(Struct, frozen=True):
    """What words mean, in every language the programme speaks; each is folded.

    sheets: titles. columns: headers, by sheet. centrals, organisations, statuses, regions: to their keys.
    nobody: stands where an organisation would, when nobody takes part without the bot.
    """

    sheets: Mapping[str, SheetKey]
    columns: Mapping[SheetKey, Mapping[str, str]]
    centrals: Mapping[str, str]
    organisations: Mapping[str, str]
    statuses: Mapping[str, str]
    regions: Mapping[str, str]
    nobody: frozenset[str]


def fold(text: str) -> str:
    """The text as it is compared: whatever the capitals, the blanks, the kind of quotes, and what nobody sees."""
    text = "".join(char for char in text if char not in _JOINERS)
    return " ".join(folded(unicodedata.normalize("NFKC", one_line(text))).translate(_QUOTES).split())


class TemplateWords(Struct, frozen=True):
    """Everything that stands in the template, in one language and without formatting.

    sheets: titles of those the reader may fill in, in order. columns: headers, by sheet and column.
    choices: by column the words one can choose from, by their keys. explained: the title of the last sheet.
    """

    sheets: Mapping[SheetKey, str]
    columns: Mapping[SheetKey, Mapping[str, str]]
    choices: Mapping[str, Mapping[str, str]]
    explained: str
    explanation: tuple[str, ...]
    right_to_left: bool = False
