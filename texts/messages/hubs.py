"""What a leader can do, by buttons; what waits for them; and which of several practices is meant."""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from rules.changes import Change
from rules.commands import Command
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, shortened
from texts.layout import Rows, column, lines, paragraphs
from texts.message import Button, Message, button
from texts.messages import endings
from texts.paging import on_page, turn_pages
from texts.taps.commands import (
    ChangesShown,
    CommandGiven,
    ContactsShown,
    PracticesToWorkInShown,
    PracticeWorkedIn,
)

#: So many other practices are a button each; of more there is a list.
FEW = 3
#: So many requests for contact are said at once.
MOST_CONTACTS = 10
#: So many practices without a coordinator are named; all of them are in *Wat aandacht vraagt*.
MOST_UNLED = 20
#: So many lines of changes on a screen.
CHANGES_PER_PAGE = 20


def ways(t: Translator, commands: Sequence[Command]) -> list[Button]:
    """A button for each command, with what it does on it."""
    return [button(t(f"command.{row.name}"), CommandGiven(row.name)) for row in commands]


def praktijk(t: Translator, practice: tuple[int, str] | None, commands: Sequence[Command]) -> Message:
    """Everything about a practice (id, name) itself. Without one: of a manager, all practices."""
    if practice is None:
        return Message(t("hub.practices"), column(*ways(t, commands)))
    practice_id, name = practice
    changes = button(t("button.changes"), ChangesShown(practice_id, 0))
    own = (changes, endings.way_to_succession(t, practice_id))
    return Message(t("hub.praktijk", practice=name), column(*ways(t, commands), *own))


def mensen(t: Translator, practice_id: int, practice: str, commands: Sequence[Command]) -> Message:
    """Everything about its people."""
    head = t("hub.mensen", practice=practice)
    return Message(head, column(*ways(t, commands), endings.way_to_sign_off(t, practice_id)))


class Waits(Struct, frozen=True):
    """What waits for a leader. practice: the current one of a coordinator, and how its round stands.

    closes_at, opens_at: of the open round, or else of the next one; aware UTC. is_drafted: a text that nobody sent
    yet. is_succeeded: a successor was invited. unled: practices that nobody coordinates, of a manager.
    """

    contacts: int
    practice: str | None = None
    closes_at: datetime | None = None
    opens_at: datetime | None = None
    is_drafted: bool = False
    is_succeeded: bool = False
    unled: Sequence[str] = ()
    timezone: str = "UTC"


def waiting(t: Translator, waits: Waits, commands: Sequence[Command]) -> Message:
    """What there is to do, and the ways to what can be done."""
    found = _found(t, waits)
    head = t("waiting.of_practice", practice=waits.practice) if waits.practice else t("waiting.of_programme")
    asked = min(waits.contacts, MOST_CONTACTS)
    contacts = (button(t.many("button.contacts", asked), ContactsShown()),) if asked else ()
    return Message(
        paragraphs(lines(head, *found or [t("waiting.nothing")]), _round(t, waits)),
        column(*contacts, *ways(t, commands)),
    )


def _found(t: Translator, waits: Waits) -> list[Markup]:
    found = [t.many("waiting.contacts", waits.contacts)] if waits.contacts else []
    found += [t("waiting.draft")] if waits.is_drafted else []
    found += [t("waiting.successor")] if waits.is_succeeded else []
    found += [t("waiting.unled", practice=name) for name in waits.unled[:MOST_UNLED]]
    more = len(waits.unled) - MOST_UNLED
    return found + ([t.many("news.more_experiments", more)] if more > 0 else [])


def _round(t: Translator, waits: Waits) -> Markup:
    if waits.closes_at:
        return t("waiting.round_open", moment=t.moment(waits.closes_at, waits.timezone))
    return t("waiting.round_next", moment=t.moment(waits.opens_at, waits.timezone)) if waits.opens_at else NOTHING


def practices_to_work_in(
    t: Translator, found: Sequence[tuple[int, str]], current: int | None, name: str, page: int
) -> Message:
    """Every practice (id, name) in which the viewer works, a page of them; the current one is marked."""
    pages = turn_pages(t, found, page, lambda to: PracticesToWorkInShown(name, to))
    return Message(t("current.which"), column(*(_to(t, each, current, name) for each in on_page(found, page))) + pages)


def _to(t: Translator, found: tuple[int, str], current: int | None, name: str) -> Button:
    practice_id, practice = found
    label = t("button.chosen", label=practice) if practice_id == current else practice
    return button(label, PracticeWorkedIn(practice_id, name))


def current(t: Translator, practice: str) -> Markup:
    """Which of several practices a screen is about."""
    return t("current.is", practice=practice)


def to_others(t: Translator, others: Sequence[tuple[int, str]], name: str) -> Rows:
    """The way to the same screen of another practice."""
    if len(others) > FEW:
        return column(button(t("button.other_practice"), PracticesToWorkInShown(name, 0)))
    return column(
        *(
            button(t("button.to_practice", practice=shortened(each, 28)), PracticeWorkedIn(one, name))
            for one, each in others
        )
    )


def changes(t: Translator, practice_id: int, practice: str, found: Sequence[tuple[date, Change]], page: int) -> Message:
    """A line for each change, with its local day; a day's changes of one sort by one sort of person are one line."""
    distinct = list(dict.fromkeys((day, one.who, one.kind) for day, one in found))
    shown = (
        t("changes.line", day=t.day(day), who=t(f"changes.by_{who}"), what=t(f"changes.of_{kind}"))
        for day, who, kind in on_page(distinct, page, CHANGES_PER_PAGE)
    )
    pages = turn_pages(t, distinct, page, lambda to: ChangesShown(practice_id, to), CHANGES_PER_PAGE)
    listed = lines(*shown) or t("changes.none")
    text = paragraphs(t("changes.head", practice=practice), listed)
    return Message(text, pages + column(endings.back_to(t, "praktijk")))
