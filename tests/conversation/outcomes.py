"""What happened after something was typed, in a few words that a table can hold."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from simulator.phone import Message
from tests.once import CATALOGUES, PROGRAMME
from texts.catalogue import Translator

#: What the bot can say first, by a name: the key of a text whose beginning tells it.
SAID = {
    "emergency": "note.emergency",
    "who reads": "note.who_reads",
    "welcome": "note.welcome",
    "hello": "note.hello",
    "fine": "note.fine",
    "tell more": "note.tell_more",
    "no button": "note.tap_below",
    "tap above": "note.tap_a_button",
    "no grade": "note.no_grade",
    "question": "note.question_kept",
    "stop?": "leaving.stop_question",
    "bereaved?": "pause.bereaved_question",
    "next": "note.next_check_in",
    "none open": "note.no_open_check_in",
    "contact?": "call_back.offer",
    "pause?": "pause.why",
    "how long?": "pause.how_long",
    "until when?": "pause.until_when",
    "no day": "pause.not_understood",
    "paused": "pause.paused",
    "resumed": "pause.resumed",
    "unchanged": "note.pause_not",
    "help": "help.intro",
    "stopped": "leaving.stopped",
    "stays": "note.stop_not",
    "erased": "leaving.erased",
    "not erased": "leaving.erase_not",
    "asked contact": "note.call_back_asked",
    "no contact": "note.call_back_withdrawn",
    "nobody to ask": "note.call_back_nobody",
    "organisation?": "registration.organisation",
    "experiments?": "registration.experiments",
    "postponed": "check_in.postponed",
    "not this time": "check_in.declined",
    "added": "note.added",
    "registered": "registered.caregiver",
    "declined": "registration.declined",
    "consent?": "consent.caregiver",
    "time": "own_time.question",
    "notice": "consent.more",
} | {
    f"not kept: {moment}": f"not_kept.{moment}"
    for moment in (
        *("stranger", "left", "stopped", "bereaved", "leading", "contact", "pausing"),
        *("declined", "finished", "early", "closed", "waiting"),
    )
}
LANGUAGE_SET = {str(CATALOGUES.translator(language)("language.set")) for language in PROGRAMME.languages}
_GAP = re.compile(r"\\\{\w+\\\}")


def said(t: Translator, new: Sequence[Message]) -> Iterator[str]:
    """The names of what was said; of what asks or shows a check-in again, nothing."""
    for shown in new:
        name = next((name for name, key in SAID.items() if _is(t, key, shown.text)), None)
        if name:
            yield name
        elif shown.text in LANGUAGE_SET:
            yield "language"
        elif found := re.fullmatch(_pattern(t, "check_in.meant"), shown.text):
            yield f"{found.group(1)}?"


def _is(t: Translator, key: str, text: str) -> bool:
    """By its first line; the welcome at the end of a registration is also how a check-in may begin."""
    first_line = _pattern(t, key).split("\\\n")[0]
    return bool(re.fullmatch(first_line, text.split("\n")[0]))


def _pattern(t: Translator, key: str) -> str:
    bare = unescape(re.sub(r"<[^>]*>", "", t._texts.gettext(key)))
    return _GAP.sub(r"((?:[^.]|\\.(?= \\d))*)", re.escape(bare))  # "o godz. 12:15"


def changed(before: Mapping[str, Any], after: Mapping[str, Any], typed: str) -> Iterator[str]:
    """Which answers came, went or changed."""
    for step in sorted(before.keys() | after.keys()):
        was, now = before.get(step), after.get(step)
        if now is None and was is not None:
            yield f"{step} asked again"
        elif now != was and now is not None:
            yield f"{step}={_in_short(now, was, typed)}"


def _in_short(now: Any, was: Any, typed: str) -> str:
    option, text = now
    if text is None:
        return option or "skipped"
    if text == typed:
        return "kept"
    return "added" if was and was[1] and text == f"{was[1]}\n{typed}" else "changed"
