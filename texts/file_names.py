"""What a file is called, in the language of who gets it: in plain letters, for it lands in folders of every kind."""

from typing import Literal

from texts.catalogue import Translator
from texts.escaping import plain

Kind = Literal[
    "summary",
    "trend",
    "practice_report",
    "programme",
    "map",
    "research",
    "own_data",
    "own_answers",
    "page",
    "own_line",
    "handbook",
    "import",
    "poster",
]


def file_name(t: Translator, kind: Kind) -> str:
    """Without what it is about and without its ending."""
    return plain(t(f"file.{kind}"))
