"""What is kept of somebody, in words: short sections, and a file with every detail."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from rules.access import Role
from rules.keeping import Keeping
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup
from texts.layout import lines, paragraphs
from texts.message import File, Message

#: What is counted, in the order in which it is said.
COUNTED = (
    *("consents", "check_ins", "answers", "texts", "proxies"),
    *("call_backs", "written", "files", "messages", "log"),
)


class Part(Struct, frozen=True):
    """A role as it is kept, also one that ended. practice: None for a manager."""

    role: Role
    practice: str | None
    since: date
    ended: bool


class OwnDataView(Struct, frozen=True):
    """What there is, counted. Days are local. proxies: people without Telegram. log: lines of who did what.

    keeping: the terms in force. messages_days: so long what was said is remembered.
    """

    telegram_id: int
    language: str
    since: date
    parts: Sequence[Part]
    check_ins: int
    answers: int
    texts: int
    proxies: int
    call_backs: int
    consents: int
    written: int
    files: int
    messages: int
    log: int
    keeping: Keeping
    messages_days: int


def own_data(t: Translator, view: OwnDataView, page: File, file: File) -> Message:
    """The words, below them the answers as a page to read, and everything in a file."""
    words = Message(paragraphs(t("own_data.head"), _who(t, view), _what(t, view), _seen_by(t), _until(t, view)))
    return Message(t("own_data.file"), ahead=(words, Message(t("own_data.page"), file=page)), file=file)


def _who(t: Translator, view: OwnDataView) -> Markup:
    known = t("own_data.known", number=str(view.telegram_id), language=view.language, day=t.long_day(view.since))
    return lines(t("own_data.who"), known, *(_part(t, part) for part in view.parts))


def _part(t: Translator, part: Part) -> Markup:
    practice = part.practice or t("own_data.whole_programme")
    key = "own_data.part_ended" if part.ended else "own_data.part"
    return t(key, role=t(f"role.{part.role}"), practice=practice, day=t.long_day(part.since))


def _what(t: Translator, view: OwnDataView) -> Markup:
    counts = {key: getattr(view, key) for key in COUNTED}
    there = (t(f"own_data.{key}", n=n) if n else NOTHING for key, n in counts.items())
    return lines(t("own_data.what"), *there)


def _seen_by(t: Translator) -> Markup:
    return lines(t("own_data.who_sees"), t("own_data.coordinator_sees"), t("own_data.programme_sees"))


def _until(t: Translator, view: OwnDataView) -> Markup:
    keeping = view.keeping
    return lines(
        t("own_data.until"),
        t("own_data.until_texts", days=keeping.texts_days),
        t("own_data.until_answers", months=keeping.answers_months),
        t("own_data.until_gone", months=keeping.accounts_months),
        t("own_data.until_messages", days=view.messages_days),
        t("own_data.until_log", years=keeping.audit_years),
        t("own_data.until_erased"),
    )
