"""What is kept of the person who asks, in words and as a file; nobody can ask for anybody else."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from delivery.rendering.context import RenderingContext
from delivery.rendering.own_answers import page_of
from delivery.rendering.renderers import renders
from reports.own_answers import own_answers
from reports.own_data import own_data as file_of
from rules.access import Role
from rules.others import without_others
from rules.payloads.own_data import OwnData
from storage import outbox
from storage import own_data as kept
from storage.own_data import Rows
from texts.file_names import file_name
from texts.message import File, Message
from texts.messages import own_data as texts
from texts.messages.own_data import OwnDataView, Part


@renders(OwnData)
async def own_data(context: RenderingContext, _payload: OwnData) -> Message | None:
    """Everything, as it is at this moment."""
    person_id = context.row.person_id
    if person_id is None:
        return None
    found = await kept.everything(context.connection, person_id, context.row.address)
    names = await kept.names(context.connection, found)
    page = await page_of(context.connection, context.t, context.programme, without_others(found), context.now)
    files = (
        File(f"{file_name(context.t, 'own_answers')}.html", partial(own_answers, page)),
        File(f"{file_name(context.t, 'own_data')}.json", partial(file_of, kept.numbered(found), names, context.now)),
    )
    return texts.own_data(context.t, _view(context, found, names["practices"]), *files)


def _view(context: RenderingContext, found: Mapping[str, Rows], practices: Mapping[int, str]) -> OwnDataView:
    (person,) = found["people"]
    return OwnDataView(
        telegram_id=person["telegram_id"],
        language=person["language"],
        since=_local(context, person["created_at"]),
        parts=[_part(context, row, practices) for row in found["memberships"]],
        check_ins=len(found["check_ins"]),
        answers=len(found["answers"]),
        texts=sum(row["text"] is not None for row in found["answers"]),
        proxies=len(found["proxies"]),
        call_backs=_count(found, "call_backs", "call_backs_handled"),
        consents=len(found["consents"]),
        written=_count(found, "feedback", "circulars"),
        files=_count(found, "exports", "imports", "invitations"),
        messages=_count(found, "inbox", "outbox"),
        log=_count(found, "audit", "wrong_tokens", "codes"),
        keeping=context.keeping,
        messages_days=outbox.KEEP.days,
    )


def _part(context: RenderingContext, row: Mapping[str, Any], practices: Mapping[int, str]) -> Part:
    since = _local(context, row["created_at"])
    return Part(Role(row["role"]), practices.get(row["practice_id"]), since, row["left_at"] is not None)


def _count(found: Mapping[str, Sequence[Any]], *sections: str) -> int:
    return sum(len(found[section]) for section in sections)


def _local(context: RenderingContext, at: datetime) -> date:
    return at.astimezone(ZoneInfo(context.programme.schedule.timezone)).date()
