"""What people type, in every message that shows it: as typed, changing nothing beside it, and fit to be sent."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from typing import NamedTuple

from reports.inert import inert
from rules.access import ANSWERING, Role
from rules.address import Address
from rules.check_in import Given
from rules.design_question import LONGEST as LONGEST_QUESTION
from rules.experience_card import FIELDS
from rules.experience_card import LONGEST as LONGEST_FIELD
from rules.experiment import LONGEST_TITLE
from rules.practice import LONGEST_NAME, free_slug, read_place, slug_of
from rules.rewording import Rewording
from rules.typed_date import read_date
from rules.typed_text import cleaned, one_line, storable
from tests.fuzz.harness import sort_and_rest
from tests.fuzz.voices import can_be_sent, catalogues
from tests.once import PROGRAMME
from tests.texts.spoken_desk import experiment, question
from tests.texts.text_views import AMSTERDAM, CENTRAL, NOW, OPENED, check_in_view, figures, summary_view
from texts.escaping import literal, plain, shortened
from texts.message import Message
from texts.messages import (
    announcement,
    call_backs,
    check_in,
    experience_card,
    experiment_desk,
    feedback,
    on_behalf,
    question_desk,
    remarks,
    rewording,
    summary,
    theme,
)
from texts.messages.experience_card import CardView
from texts.messages.experiment_desk import ExperimentView
from texts.messages.feedback import LookBackView
from texts.messages.question_desk import QuestionView
from texts.plainly import plainly
from texts.translator import ISOLATE, POP, Translator

#: As much as Telegram carries.
LONGEST = 4096
WORDS = (
    *("<b>", "</b>", "<a href='x'>", "&", "&amp;", "&#60;", "<", ">", '"', "'", "{practice}", "{0}", "%s", "\n", "\r"),
    *(
        "\u202e",
        "\u202d",
        "\u2066",
        "\u2069",
        "\u200b" * 9,
        "\u200d" * 9,
        "\ufeff",
        "\x00",
        "\u0301" * 9,
        "👵🏽",
        "🤷‍♀️",
    ),
    *("=1+1", "+", "-", "@", "\t=", "＝", "../../", "CON", "31-12-2026", "52.5, 6.1", "9" * 40, "١٢", "½", "\ufdfa"),
)


class Typed(NamedTuple):
    """The same words as each of these is kept: no longer than it may be, and what cannot be seen is no name.

    text: only this is kept as it came, with its lines.
    """

    name: str
    title: str
    question: str
    theme: str
    feedback: str
    text: str


Said = Callable[[Translator, Typed], Message]
#: What lays words of others before somebody: messages that keep their lines, and those that put them on one.
LETTERS: tuple[Said, ...] = (
    lambda t, of: announcement.announcement(t, of.name, of.text),
    lambda t, of: announcement.draft(t, 1, of.name, Role.CAREGIVER, of.text, 3, None, AMSTERDAM),
    lambda t, of: experience_card.card(t, _card(of)),
    lambda t, of: experience_card.field(t, _card(of), "tip"),
)
LINES: tuple[Said, ...] = (
    lambda t, of: check_in.check_in(t, check_in_view(Role.CAREGIVER, _answers(of), at="remark", practice=of.name)),
    lambda t, of: check_in.check_in(t, check_in_view(Role.CAREGIVER, _answers(of), overview=True)),
    lambda t, of: check_in.check_in(t, check_in_view(Role.PARTICIPANT, {}, experiments={1: of.title, 2: of.title})),
    lambda t, of: feedback.look_back(t, LookBackView(None, of.feedback, CENTRAL, summary_view(None).scale_options)),
    lambda t, of: remarks.remarks(t, 3, of.name, dict.fromkeys(ANSWERING, (of.text, of.text)), 5, 0),
    lambda t, of: call_backs.call_back(t, 5, of.name, Address(2**40), of.name, again=False),
    lambda t, of: on_behalf.for_whom(t, [(1, of.name), (2, of.name)], {2}),
    lambda t, of: on_behalf.consent(t, 1, of.name),
    lambda t, of: theme.theme(t, of.name, of.theme, Rewording(7, 3, "theme", 3, of.theme, of.theme, NOW), ask=False),
    lambda t, of: rewording.proposed(t, Rewording(7, 3, "theme", 3, of.theme, of.theme)),
    lambda t, of: question_desk.card(t, _question(of)),
    lambda t, of: experiment_desk.card(t, ExperimentView(experiment(of.title), PROGRAMME.statuses(), 1, 3, 0, NOW)),
    lambda t, of: summary.summary(t, summary_view(figures(of.title, theme=of.theme), of.name)),
)
#: So long a text is shown as a whole in each of them, so that only its own words may differ.
SHORT = 60
INNOCENT = "Een gewoon stukje tekst."
#: What a spreadsheet takes for a formula; and marks without a width of their own, more than any language needs.
LIVE = re.compile(r"[=+\-@]")
FLOOD = re.compile(r"[\u200c\u200d\u0300-\u036f]{9}")
FORMATTING = {"Cc", "Cf", "Cs"}
#: Stands before a command in an Arabic sentence of ours.
AROUND_COMMANDS = "\N{LEFT-TO-RIGHT ISOLATE}"
NEEDED = "\u200c\u200d\n"


class Markup(HTMLParser):
    """What a reader of HTML sees of a message, and which tags there were."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def one(data: bytes) -> None:
    """The first byte chooses the message, the second the language; the rest is typed."""
    message, rest = sort_and_rest(data, len(LETTERS) + len(LINES))
    language, rest = sort_and_rest(rest, len(PROGRAMME.languages))
    typed = rest.decode("utf-8", "surrogateescape")[:LONGEST]
    _is_read(typed, PROGRAMME.languages[language])
    _is_inert(typed)
    _is_shown(typed, message, PROGRAMME.languages[language])


def _is_read(typed: str, language: str) -> None:
    storable(typed).encode()
    read_date(typed, OPENED.date(), language)
    read_place(typed)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", free_slug(typed, {slug_of(typed)}))


def _is_inert(typed: str) -> None:
    shown = cleaned(typed)
    assert cleaned(shown) == shown
    assert not {sign for sign in shown if sign not in NEEDED and unicodedata.category(sign) in FORMATTING}
    assert not FLOOD.search(shown)
    assert one_line(one_line(typed)) == one_line(typed)
    seen = Markup(literal(typed))
    assert (seen.text, seen.tags) == (one_line(typed), [])
    assert plain(literal(typed)) == plain(typed) == html.unescape(literal(typed))
    assert 0 < len(shortened(typed, 20)) <= 20
    assert not LIVE.match(unicodedata.normalize("NFKC", inert(typed).lstrip()))


def _is_shown(typed: str, number: int, language: str) -> None:
    message, innocent = _said(number, language, typed), _innocent(number, language)
    for shown in (message, plainly(message, is_edit=False)):
        can_be_sent(shown)
        assert sum(shown.text.count(begin) for begin in (ISOLATE, AROUND_COMMANDS)) == shown.text.count(POP)
    assert _unseen(message) <= _unseen(innocent) | set(NEEDED)
    if not one_line(typed) or len(typed) > SHORT:
        return
    assert Markup(message.text).tags == Markup(innocent.text).tags
    assert [len(row) for row in message.rows] == [len(row) for row in innocent.rows]
    if number >= len(LETTERS):
        assert message.text.count("\n") == innocent.text.count("\n")


def _said(number: int, language: str, typed: str) -> Message:
    words = one_line(storable(typed)) or "…"
    of = Typed(
        name=words[:LONGEST_NAME],
        title=words[:LONGEST_TITLE],
        question=words[:LONGEST_QUESTION],
        theme=words[: theme.LONGEST],
        feedback=words[: feedback.LONGEST],
        text=storable(typed) or "…",
    )
    return (*LETTERS, *LINES)[number](catalogues().translator(language), of)


@cache
def _innocent(number: int, language: str) -> Message:
    return _said(number, language, INNOCENT)


def _unseen(message: Message) -> set[str]:
    everything = message.text + "".join(button.label for row in message.rows for button in row)
    return {sign for sign in everything if unicodedata.category(sign) in FORMATTING}


def _answers(of: Typed) -> dict[str, Given | str]:
    return {"samen": "4", "volhouden": "1", "goed": "3", "remark": Given(text=of.text)}


def _card(of: Typed) -> CardView:
    return CardView(1, 1, of.title, dict.fromkeys(FIELDS, of.text[:LONGEST_FIELD]), frozenset({"tip"}))


def _question(of: Typed) -> QuestionView:
    return QuestionView(question(of.question), CENTRAL, 0, 3, [of.title], 0, AMSTERDAM)


def seeds() -> Iterator[bytes]:
    """Every message in one language or another, with a text of each difficult kind."""
    difficult = [INNOCENT, *WORDS, "52.51, 6.09", "zondag 15 januari 2027", "woord " * 500, "&" * LONGEST]
    for number, typed in enumerate(difficult):
        yield bytes([number % (len(LETTERS) + len(LINES)), number % 6]) + typed.encode()
