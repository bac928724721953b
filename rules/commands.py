"""The one table of commands: their names, who may give them, and where a menu lists them."""

from typing import Literal

from msgspec import Struct

from rules.access import ANSWERING, COORDINATING, HELPING, LEADING, Role, Viewer


class Command(Struct, frozen=True):
    """A row of the command table. `roles` empty: for everybody, registered or not.

    name: the Dutch word, and the key of its description; english: the word in English menus.
    under: the command whose buttons lead to it; a leader's menu would be too long with all of them.
    """

    name: str
    english: str
    roles: frozenset[Role] = frozenset()
    scope: Literal["self", "practice", "programme"] = "self"
    listed: bool = True
    under: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,) if self.name == self.english else (self.name, self.english)


#: In the order in which a menu lists them: of use.
COMMANDS = (
    Command("start", "start", listed=False),
    Command("checkin", "checkin", frozenset(ANSWERING)),
    Command("tijd", "time", frozenset(ANSWERING), under="hulp"),
    Command("pauze", "pause", frozenset(ANSWERING), under="hulp"),
    Command("samenvatting", "summary", LEADING, "practice"),
    Command("ronde", "round", COORDINATING, "practice"),
    Command("herinner", "remind", COORDINATING, "practice"),
    Command("uitnodigen", "invite", LEADING, "practice"),
    Command("bericht", "message", COORDINATING, "practice"),
    Command("praktijk", "practice", LEADING, "practice"),
    Command("kernthema", "theme", COORDINATING, "practice", under="praktijk"),
    Command("ontwerpvragen", "questions", COORDINATING, "practice", under="praktijk"),
    Command("experimenten", "experiments", HELPING, "practice", under="praktijk"),
    Command("terugkoppeling", "feedback", COORDINATING, "practice", under="praktijk"),
    Command("ervaring", "experience", COORDINATING, "practice", under="praktijk"),
    Command("hulpkaart", "helpcard", COORDINATING, "practice", under="praktijk"),
    Command("export", "export", LEADING, "practice", under="praktijk"),
    Command("import", "import", LEADING, "practice", under="praktijk"),
    Command("mensen", "members", COORDINATING, "practice"),
    Command("deelnemers", "people", COORDINATING, "practice", under="mensen"),
    Command("namens", "onbehalf", HELPING, "practice", under="mensen"),
    Command("programma", "programme", frozenset({Role.MANAGER}), "programme"),
    Command("handleiding", "handbook", LEADING, under="hulp"),
    Command("taal", "language", under="hulp"),
    Command("groot", "large", under="hulp"),
    Command("privacy", "privacy", under="hulp"),
    Command("mijngegevens", "mydata", under="hulp"),
    Command("mijnlijn", "myline", frozenset({Role.CAREGIVER}), under="hulp"),
    Command("hulp", "help"),
    Command("stop", "stop"),
    Command("wissen", "erase", under="hulp"),
)


def command(name: str) -> Command:
    """The row of a command by its Dutch name. KeyError when there is none."""
    return _BY_NAME[name]


_BY_NAME = {row.name: row for row in COMMANDS}


def may_use(viewer: Viewer, row: Command) -> bool:
    """Whether this viewer may give this command at all."""
    return not row.roles or bool(row.roles & viewer.roles)
