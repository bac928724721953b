"""The list of protections: the exact lines that make each of them, and the tests that turn red without it."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LISTS = Path(__file__).parent / "protections"


@dataclass(frozen=True, slots=True)
class Cut:
    """What is taken out of a file, and what stands there instead. ValueError when it does not stand there once."""

    file: str
    text: str
    instead: str = ""

    def made_in(self, source: str) -> str:
        """The source without it."""
        if source.count(self.text) != 1:
            raise ValueError(f"{self.file} has this {source.count(self.text)} times:\n{self.text}")
        return source.replace(self.text, self.instead)


@dataclass(frozen=True, slots=True)
class Protection:
    """What protects somebody. area: the list it stands in. on: the database whose tests are to notice."""

    area: str
    name: str
    cuts: tuple[Cut, ...]
    noticed_by: tuple[str, ...]
    on: str = "sqlite"

    @property
    def where(self) -> tuple[str, ...]:
        """The files that it stands in, each once."""
        return tuple(dict.fromkeys(cut.file for cut in self.cuts))

    def is_about(self, words: Iterable[str]) -> bool:
        """Whether all these words are in what it is called and where it stands; "access:" is a whole list."""
        known = " ".join((f"{self.area}:", self.name, *self.where)).casefold()
        return all(word.casefold() in known for word in words)

    def without(self, root: Path) -> dict[str, str]:
        """By file: what stands in it when the protection is gone. ValueError when a cut does not fit."""
        changed = {file: (root / file).read_text(encoding="utf-8") for file in self.where}
        for cut in self.cuts:
            changed[cut.file] = cut.made_in(changed[cut.file])
        return changed


def every() -> list[Protection]:
    """All of them, area by area. KeyError or TypeError when a list is not written as it should be."""
    return [one for path in sorted(LISTS.glob("*.toml")) for one in _listed(path)]


def _listed(path: Path) -> Iterator[Protection]:
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["protection"]:
        yield _protection(path.stem, **row)


def _protection(area: str, *, cuts: list[dict[str, Any]], noticed_by: list[str], **row: str) -> Protection:
    return Protection(area, cuts=tuple(Cut(**cut) for cut in cuts), noticed_by=tuple(noticed_by), **row)
