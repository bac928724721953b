"""What only some roles get, whatever asked for it; and of which of several practices a leader's screen is."""

from msgspec.structs import replace

from delivery.rendering.context import Rendered, RenderingContext
from rules.access import COORDINATING, HELPING, Viewer
from rules.commands import command
from rules.outputs import EVERYBODY, by_name
from rules.payloads.commands import Hub, Waiting
from rules.payloads.experiments import OwnExperiments
from rules.payloads.importing import ImportOffer
from rules.payloads.payload import Payload
from storage import practices
from texts.escaping import length
from texts.layout import paragraphs
from texts.message import LIMIT, Message
from texts.messages import hubs

_ROWS = by_name()
#: A file's caption is shorter than a text.
LONGEST_CAPTION = 1024


async def is_withheld(context: RenderingContext, payload: Payload) -> bool:
    """Whether the table of outputs does not name any role of the viewer's: a role may end before a word is said.

    What edits an earlier message is its renderer's to judge: it may take something out of it.
    """
    row = _ROWS[payload.KIND]
    if row.to >= EVERYBODY or context.row.person_id is None or context.row.edits is not None:
        return False
    viewer = await context.viewer()
    return viewer is None or not row.to & viewer.roles


async def with_current_practice(context: RenderingContext, payload: Payload, rendered: Rendered) -> Rendered:
    """To who works in several practices: which one a screen is of, and one tap to the same of another."""
    if not isinstance(rendered, Message) or not _is_of_a_practice(payload):
        return rendered
    viewer = await context.viewer()
    if viewer is None or len(viewer.worked_in) < 2:
        return rendered
    name, here = _screen(payload, viewer)
    among = viewer.worked_in if command(name).roles == HELPING else viewer.led
    if here is None or here not in among or len(among) < 2:
        return rendered
    named = await practices.names(context.connection, among)
    others = [(practice_id, each) for practice_id, each in named.items() if practice_id != here]
    text = paragraphs(rendered.text, hubs.current(context.t, named[here]))
    fits = length(text) <= (LONGEST_CAPTION if rendered.file else LIMIT)
    rows = rendered.rows + hubs.to_others(context.t, others, name)
    return replace(rendered, text=text if fits else rendered.text, rows=rows)


def _is_of_a_practice(payload: Payload) -> bool:
    """Whether a command shows the same of any practice that somebody coordinates."""
    name = _ROWS[payload.KIND].command
    is_named = name is not None and command(name).roles >= COORDINATING and hasattr(payload, "practice_id")
    return is_named or isinstance(payload, Hub | Waiting | ImportOffer | OwnExperiments)


def _screen(payload: Payload, viewer: Viewer) -> tuple[str, int | None]:
    """Which command shows this, and of which practice."""
    match payload:
        case Hub():
            return payload.name, viewer.desk_practice_id
        case Waiting():
            return "start", viewer.desk_practice_id
        case ImportOffer():
            return "import", viewer.desk_practice_id
        case OwnExperiments():
            mine = (m.practice_id for m in viewer.memberships if m.id == payload.membership_id)
            return "experimenten", next(mine, None)
    return _ROWS[payload.KIND].command or "start", getattr(payload, "practice_id", None)
