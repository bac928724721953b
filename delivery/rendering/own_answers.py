"""The page with somebody's own answers, from what is kept of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from programme.model import Programme
from reports.own_answers import Group, OwnAnswers
from rules.others import Sections
from storage import own_data as kept
from storage import question_versions
from storage.connection import Connection
from texts.catalogue import Translator
from texts.messages import own_answers as texts
from texts.messages.own_answers import AnswerView, CheckInAnswers, ConsentView


class _Known(Struct, frozen=True):
    """What ids and versions in the rows stand for. practices: by round, by name."""

    names: Mapping[str, Mapping[int, str]]
    wordings: Mapping[tuple[str, int], Mapping[str, Any]]
    practices: Mapping[int, str]


async def page_of(
    connection: Connection,
    t: Translator,
    programme: Programme,
    found: Sections,
    now: datetime,
    nickname: str | None = None,
) -> OwnAnswers:
    """found: rows by section. nickname: of somebody without Telegram, whose they are."""
    zone = ZoneInfo(programme.schedule.timezone)
    known = await _known(connection, found)
    consents = [ConsentView(row["purpose"], row["given"], _on(row["at"], zone)) for row in found.get("consents", ())]
    return OwnAnswers(
        title=texts.title(t, nickname),
        intro=texts.intro(t, _on(now, zone)),
        groups=[*(_group(t, one) for one in _check_ins(found, known)), *_consents(t, consents)],
        nothing=texts.nothing(t),
        language=t.language,
        right_to_left=t.from_right_to_left,
    )


async def _known(connection: Connection, found: Sections) -> _Known:
    every = await question_versions.every(connection)
    wordings = {(one.question, one.version): one.wording for one in every}
    practices = await kept.practice_by_round(connection, {row["round_id"] for row in found["check_ins"]})
    return _Known(await kept.names(connection, found), wordings, practices)


def _check_ins(found: Sections, known: _Known) -> Iterator[CheckInAnswers]:
    """Those in which something was answered, the newest first."""
    given: defaultdict[int, list[AnswerView]] = defaultdict(list)
    for row in found["answers"]:
        given[row["check_in_id"]].append(_answer(row, known))
    for row in sorted(found["check_ins"], key=lambda row: known.names["rounds"][row["round_id"]], reverse=True):
        if given[row["id"]]:
            opened_on = date.fromisoformat(known.names["rounds"][row["round_id"]])
            yield CheckInAnswers(known.practices[row["round_id"]], opened_on, given[row["id"]])


def _answer(row: Mapping[str, Any], known: _Known) -> AnswerView:
    wording = known.wordings.get((row["question"], row["question_version"]))
    experiment = known.names["experiments"].get(row["experiment_id"] or 0)
    return AnswerView(row["question"], wording, experiment, row["option"], row["text"])


def _group(t: Translator, check_in: CheckInAnswers) -> Group:
    return Group(texts.heading(t, check_in), [texts.line(t, answer) for answer in check_in.answers])


def _consents(t: Translator, given: Sequence[ConsentView]) -> list[Group]:
    return [Group(*texts.consents(t, given))] if given else []


def _on(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()
