"""Tabel 1 of the monitor Langer Thuis (2020), indicator 23: participants by the organisation they are active in."""

from collections.abc import Sequence

from msgspec import Struct

#: (organisation, number, organisation, number); None where the source has nothing.
Tabel1Row = tuple[str | None, int | None, str | None, int | None]


class Tabel1(Struct, frozen=True):
    """The table and its words. counts: (organisation type, participants) in the programme's order.

    total: the word beside the sum. footnote: of how many of all participants the organisation is known.
    """

    caption: str
    organisation: str
    number: str
    counts: Sequence[tuple[str, int]]
    total: str
    footnote: str

    @property
    def header(self) -> tuple[str, str, str, str]:
        return self.organisation, self.number, self.organisation, self.number

    @property
    def known(self) -> int:
        """How many participants are in the table."""
        return sum(count for _, count in self.counts)


def rows(table: Tabel1) -> list[Tabel1Row]:
    """The rows below the header, as the source prints them: down the left half, down the right, the total last."""
    half = -(-len(table.counts) // 2)
    left: list[tuple[str | None, int | None]] = [*table.counts[:half]]
    right: list[tuple[str | None, int | None]] = [*table.counts[half:]]
    right += [(None, None)] * (half - len(right)) + [(table.total, table.known)]
    return [(*one, *other) for one, other in zip([*left, (None, None)], right, strict=True)]
