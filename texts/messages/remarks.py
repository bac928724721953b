"""*Opmerkingen*: what people wrote and let their coordinator read, without a time or a name."""

from collections.abc import Iterator, Mapping, Sequence

from rules.access import ANSWERING, Role
from texts.catalogue import Translator
from texts.escaping import Markup, length, literal, shortened
from texts.layout import Rows, beside, column, paragraphs
from texts.message import LIMIT, Message, button
from texts.taps.replies import ReplyAsked
from texts.taps.summary import RemarksShown, SummaryShown

#: Three long texts fill a message. The signs shown of each: fewer when there are three of the very longest.
PER_PAGE = 3
SHOWN = (1000, 500)


def remarks(
    t: Translator,
    practice_id: int,
    practice: str,
    readable: Mapping[Role, Sequence[str]],
    minimum_group: int,
    page: int,
) -> Message:
    """A page of them, from 0; or why there is nothing to read."""
    all_of_them = [(role, text) for role in ANSWERING for text in readable.get(role, ())]
    last = max(0, len(all_of_them) - 1) // PER_PAGE
    page = min(page, last)
    shown = all_of_them[page * PER_PAGE : (page + 1) * PER_PAGE]
    head = t("remarks.head", practice=practice)
    if not shown:
        return Message(
            paragraphs(head, t("remarks.none", k=minimum_group)), _buttons(t, practice_id, 0, 0, is_any=False)
        )
    why = t("remarks.why", k=minimum_group)
    texts = (paragraphs(head, *_quoted(t, shown, longest), why) for longest in SHOWN)
    text = next(text for text in texts if length(text) <= LIMIT)
    return Message(
        text, _buttons(t, practice_id, page, last, is_any=bool(readable.get(Role.CAREGIVER))), protected=True
    )


def _quoted(t: Translator, shown: Sequence[tuple[Role, str]], longest: int) -> Iterator[Markup]:
    role_before = None
    for role, text in shown:
        if role is not role_before:
            yield t(f"remarks.{role}")
        role_before = role
        yield Markup(f"<blockquote>{literal(shortened(text, longest))}</blockquote>")


def _buttons(t: Translator, practice_id: int, page: int, last: int, *, is_any: bool) -> Rows:
    before = [button(t("button.page_before"), RemarksShown(practice_id, page - 1))] if page else []
    after = [button(t("button.page_after"), RemarksShown(practice_id, page + 1))] if page < last else []
    back = column(button(t("button.to_summary"), SummaryShown(practice_id, 0)))
    answer = column(button(t("button.reply"), ReplyAsked(practice_id))) if is_any else ()
    return beside([*before, *after]) + answer + back
