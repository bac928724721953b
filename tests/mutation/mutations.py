"""The list of mutations: what makes each protection and is taken out, and the tests that turn red without it."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.mutation.operators import mutated

LISTS = Path(__file__).parent / "protections"


@dataclass(frozen=True, slots=True)
class Change:
    """What an operator does to a symbol of a file. words: of the part it is about. instead: what stands there then."""

    file: str
    symbol: str
    operator: str
    words: str
    instead: str

    def made_in(self, source: str) -> str:
        """The source with it. KeyError, SyntaxError or ValueError when it does not fit exactly once."""
        return mutated(source, self.symbol, self.operator, self.words, self.instead)


@dataclass(frozen=True, slots=True)
class Mutation:
    """Takes out what protects somebody. area: the list it stands in. on: the database whose tests are to notice."""

    area: str
    name: str
    changes: tuple[Change, ...]
    noticed_by: tuple[str, ...]
    on: str = "sqlite"

    @property
    def where(self) -> tuple[str, ...]:
        """The files that it changes, each once."""
        return tuple(dict.fromkeys(change.file for change in self.changes))

    def is_about(self, words: Iterable[str]) -> bool:
        """Whether all these words are in what it is called and where it is made; "access:" is a whole list."""
        known = " ".join((f"{self.area}:", self.name, *self.where)).casefold()
        return all(word.casefold() in known for word in words)

    def made_in(self, root: Path) -> dict[str, str]:
        """By file: what stands in it with the mutation. ValueError when a change does not fit."""
        mutant: dict[str, str] = {}
        for change in self.changes:
            try:
                source = mutant.get(change.file) or (root / change.file).read_text(encoding="utf-8")
                mutant[change.file] = change.made_in(source)
            except (KeyError, OSError, SyntaxError, ValueError) as error:
                raise ValueError(f"{self.name}: {error!r} in {change}") from error
        return mutant


def every() -> list[Mutation]:
    """All of them, area by area. KeyError, TypeError or ValueError when a list is not written as it should be."""
    return [one for path in sorted(LISTS.glob("*.toml")) for one in _listed(path)]


def _listed(path: Path) -> Iterator[Mutation]:
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["mutation"]:
        yield _mutation(path.stem, **row)


def _mutation(area: str, *, changes: list[dict[str, str]], noticed_by: list[str], **row: Any) -> Mutation:
    return Mutation(area, changes=tuple(_change(**each) for each in changes), noticed_by=tuple(noticed_by), **row)


def _change(*, file: str, symbol: str, instead: str = "", **operator: str) -> Change:
    ((kind, words),) = operator.items() or [("whole", "")]
    return Change(file, symbol, kind, words, instead)
