"""`/bericht`: what a coordinator writes to participants or caregivers, as both sides see it."""

from datetime import datetime

from msgspec import Struct

from rules.access import Role
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, length, literal, shortened
from texts.layout import column, lines, paragraphs
from texts.message import Message, button
from texts.taps.announcement import AnnouncementAudience, AnnouncementDecided, AnnouncementStopped

#: As Telegram counts. Who reads it is at work, or tired: it fits one screen of a phone.
LONGEST = 1000


class StateView(Struct, frozen=True):
    """How far it is: who got it, who is still to get it, whom it does not reach. at: when it begins, if later."""

    announcement_id: int
    practice: str
    arrived: int
    waiting: int
    lost: int
    at: datetime | None
    is_stopped: bool
    timezone: str


def question(t: Translator, practice: str, role: Role, addressed: int) -> Message:
    """A coordinator is asked to write it, to participants unless they choose otherwise."""
    other = Role.CAREGIVER if role is Role.PARTICIPANT else Role.PARTICIPANT
    rarely = t("circular.rarely") if role is Role.CAREGIVER else NOTHING
    asked = t("circular.question" if role is Role.PARTICIPANT else "circular.question_caregiver")
    text = lines(asked, _who(t, practice, role, addressed), rarely)
    return Message(text, column(button(t(f"button.circular_{other}"), AnnouncementAudience(other))))


def draft(
    t: Translator,
    announcement_id: int,
    practice: str,
    role: Role,
    text: str,
    addressed: int,
    at: datetime | None,
    tz: str,
) -> Message:
    """As those who have this role will see it, before anybody does. at: when it goes out, if not at once."""
    when = t("circular.at", moment=t.moment(at, tz)) if at else NOTHING
    shown = paragraphs(
        t("circular.preview"), _quoted(t, practice, text), lines(_who(t, practice, role, addressed), when)
    )
    drop = button(t("button.drop_circular"), AnnouncementDecided(announcement_id, False))
    if not addressed:
        return Message(shown, column(drop))
    send = button(t("button.send_circular"), AnnouncementDecided(announcement_id, True))
    return Message(paragraphs(shown, t("circular.rewrite")), column(send, drop))


def announcement(t: Translator, practice: str, text: str) -> Message:
    """What those it is for get."""
    return Message(_words(t, practice, text))


def state(t: Translator, view: StateView) -> Message:
    """How far it is, with a way to stop it as long as somebody is still to get it."""
    if view.is_stopped:
        return Message(lines(t("circular.stopped"), *_counts(t, view)))
    if not view.waiting:
        return Message(lines(t("circular.done"), *_counts(t, view)))
    head = t("circular.planned", moment=t.moment(view.at, view.timezone)) if view.at else t("circular.under_way")
    stop = button(t("button.stop_circular"), AnnouncementStopped(view.announcement_id))
    return Message(lines(head, *_counts(t, view)), column(stop))


def _counts(t: Translator, view: StateView) -> list[Markup]:
    total = view.arrived + view.waiting + view.lost
    lost = t.many("circular.lost", view.lost) if view.lost and not view.is_stopped else NOTHING
    return [t("circular.arrived", n=view.arrived, total=total), lost]


def _who(t: Translator, practice: str, role: Role, addressed: int) -> Markup:
    if not addressed:
        return t("circular.to_nobody", practice=practice)
    key = "circular.to" if role is Role.PARTICIPANT else "circular.to_caregivers"
    return t.many(key, addressed, practice=practice)


def _quoted(t: Translator, practice: str, text: str) -> Markup:
    return Markup(f"<blockquote>{_words(t, practice, text)}</blockquote>")


def _words(t: Translator, practice: str, text: str) -> Markup:
    return paragraphs(t("circular.head", practice=practice), _letter(text), t("circular.foot"))


def _letter(text: str) -> Markup:
    """With the lines as they were typed."""
    if length(text) > LONGEST:
        return literal(shortened(text, LONGEST // 2))
    return Markup("\n".join(literal(line) for line in text.splitlines()))
