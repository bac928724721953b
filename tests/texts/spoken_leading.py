"""Everything said about who leads, roles that end, and what waits for leaders."""

from collections.abc import Iterator, Sequence
from typing import get_args

from rules.access import Role
from rules.changes import KINDS, Change, Who
from rules.commands import COMMANDS
from rules.payloads.endings import How
from tests.texts.text_views import AMSTERDAM, NOW
from texts.catalogue import Translator
from texts.message import Message
from texts.messages import endings, hubs, leaving
from texts.messages.endings import Leader
from texts.messages.hubs import Waits


def leading_messages(t: Translator, practice: str) -> Iterator[tuple[str, Message]]:
    """Each message at least once, by a name that begins with "leading"."""
    for say in (_ending, _signing_off, _stopping, _hubs, _waiting):
        for name, message in say(t, practice):
            yield f"leading: {name}", message


def _ending(t: Translator, practice: str) -> Iterator[tuple[str, Message]]:
    found = [Leader(number, f"⟦{number}⟧", NOW.date(), number == 3) for number in range(1, 12)]
    yield "list of coordinators", endings.leaders(t, 3, practice, found, 0, True)
    yield "no name", Message(t("leaders.nameless"))
    yield "no coordinators", endings.leaders(t, 3, practice, (), 0, True)
    yield "list of managers", endings.leaders(t, None, None, found, 1, False)
    yield "sure of a coordinator", endings.sure(t, 1, "⟦1⟧", 3, practice)
    yield "sure of a manager", endings.sure(t, 1, "⟦1⟧", None, None)
    for how in get_args(How):
        yield f"ended by {how}", endings.ended(t, [Role.COORDINATOR], practice, how)
    yield "ended for a manager", endings.ended(t, [Role.MANAGER], None, "leader")
    yield "ended for an answerer", endings.ended(t, [Role.CAREGIVER, Role.PARTICIPANT], practice, "code")
    yield "unled", endings.unled(t, 3, practice)
    yield "succession", endings.succession(t, 3, practice, None)
    yield "succession under way", endings.succession(t, 3, practice, 7)


def _signing_off(t: Translator, practice: str) -> Iterator[tuple[str, Message]]:
    yield "how a code came", endings.how_did_it_come(t, 3, practice)
    for way in endings.WAYS:
        yield f"type a code, {way}", endings.type_the_code(t, 3, way)
    for works, on in ((False, None), (True, None), (True, NOW.date())):
        yield f"signed off {works} {on}", endings.signed_off(t, works, on)
    yield "a letter came", endings.letter_came(t, 7, practice, NOW, AMSTERDAM)
    yield "a letter denied", endings.letter_denied(t, practice)


def _stopping(t: Translator, practice: str) -> Iterator[tuple[str, Message]]:
    for leads in (False, True):
        yield f"stop with everything, {leads}", leaving.stop_question(t, leads=leads)
    mine = [(number, role, None if role is Role.MANAGER else practice) for number, role in enumerate(Role)]
    yield "stop as what", leaving.stop_choice(t, mine)
    for number, role, where in mine:
        yield f"stop as {role}", leaving.stop_role(t, number, role, where)


def _hubs(t: Translator, practice: str) -> Iterator[tuple[str, Message]]:
    yield "practice", hubs.praktijk(t, (3, practice), COMMANDS)
    yield "practices", hubs.praktijk(t, None, COMMANDS)
    yield "people", hubs.mensen(t, 3, practice, COMMANDS)
    several = [(number, practice) for number in range(1, 9)]
    yield "which practice", hubs.practices_to_work_in(t, several, 2, "ronde", 0)
    for others in (several[:1], several):
        yield f"{len(others)} other practices", Message(hubs.current(t, practice), hubs.to_others(t, others, "ronde"))
    yield "list of changes", hubs.changes(t, 3, practice, [(one.at.date(), one) for one in _changes()], 0)
    yield "list of more changes", hubs.changes(t, 3, practice, [(one.at.date(), one) for one in _changes()], 1)
    yield "no changes", hubs.changes(t, 3, practice, [], 0)


def _changes() -> Sequence[Change]:
    return [Change(NOW, kind, who) for kind in dict.fromkeys(KINDS.values()) for who in get_args(Who)]


def _waiting(t: Translator, practice: str) -> Iterator[tuple[str, Message]]:
    yield "nothing waits", hubs.waiting(t, Waits(0), COMMANDS[4:12])
    for contacts in (1, 2, 12):
        waits = Waits(contacts, practice, NOW, None, True, True, (practice, practice), AMSTERDAM)
        yield f"{contacts} wait", hubs.waiting(t, waits, COMMANDS[4:12])
    yield "a round to come", hubs.waiting(t, Waits(0, practice, None, NOW, timezone=AMSTERDAM), COMMANDS[4:12])
