"""What everybody of a practice is told, each in the words of their role."""

from collections.abc import Sequence
from datetime import datetime

from rules.access import Role
from texts.catalogue import Translator
from texts.escaping import NOTHING, shortened
from texts.layout import column, lines, paragraphs
from texts.message import Message, button
from texts.taps.experiments import OwnExperimentsShown

#: Of a title, in a list of them; and so many of them.
_TITLE, _LISTED = 80, 8


def closed(t: Translator, practice: str, role: Role) -> Message:
    """No more rounds."""
    return Message(lines(t("news.closed", practice=practice), t(f"news.closed_{role}")))


def reopened(t: Translator, practice: str, next_at: datetime | None, timezone: str) -> Message:
    """Rounds again."""
    when = t("news.next", moment=t.moment(next_at, timezone)) if next_at else NOTHING
    return Message(lines(t("news.reopened", practice=practice), when))


def new_rhythm(t: Translator, practice: str, rhythm: str, next_at: datetime | None, timezone: str) -> Message:
    """Rounds at other times."""
    when = t("news.next", moment=t.moment(next_at, timezone)) if next_at else NOTHING
    return Message(lines(t("news.rhythm", practice=practice), t("news.rhythm_is", rhythm=rhythm), when))


def new_coordinator(t: Translator, practice: str, role: Role) -> Message:
    """Who coordinates is not named: what matters is who reads along."""
    return Message(lines(t("news.coordinator", practice=practice), t(f"news.coordinator_{role}")))


def new_experiments(t: Translator, practice: str, membership_id: int, titles: Sequence[str]) -> Message:
    """What there is to join."""
    listed = [t("news.experiment", title=shortened(title, _TITLE)) for title in titles[:_LISTED]]
    more = t.many("news.more_experiments", len(titles) - _LISTED) if len(titles) > _LISTED else NOTHING
    text = paragraphs(t.many("news.experiments", len(titles), practice=practice), lines(*listed, more), t("news.join"))
    return Message(text, column(button(t("button.own_experiments"), OwnExperimentsShown(membership_id))))
