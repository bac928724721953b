"""How many people a practice has. Counts only: who they are is nobody's business here."""

from collections.abc import Mapping

from msgspec import Struct, field

from rules.access import Role


class Headcount(Struct, frozen=True):
    """Of one practice, people who are registered and have not left.

    by_role: somebody with two roles counts in both. organisations: participants by key of Tabel 1's rows; the rest
    said "rather not". outside: participants who take part without this bot, the same way (None: not known).
    away: of the people in the bot, who gets no questions now, whatever the reason: in a small practice a number for
    each reason says of whom. left: who took part once and does not any more.
    """

    by_role: Mapping[Role, int] = field(default_factory=dict)
    organisations: Mapping[str, int] = field(default_factory=dict)
    outside: Mapping[str | None, int] = field(default_factory=dict)
    away: int = 0
    left: int = 0

    @property
    def participants(self) -> int:
        return self.by_role.get(Role.PARTICIPANT, 0) + self.outside_the_bot

    @property
    def outside_the_bot(self) -> int:
        return sum(self.outside.values())

    @property
    def organisation_known(self) -> int:
        return sum(self.organisations.values()) + self.outside_the_bot - self.outside.get(None, 0)

    def from_organisation(self, key: str) -> int:
        """Participants from this type of organisation, in the bot and outside it."""
        return self.organisations.get(key, 0) + self.outside.get(key, 0)
