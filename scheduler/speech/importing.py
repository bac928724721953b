"""What is said of a spreadsheet for `/import`: the template, what it would change, and that it is done."""

from functools import partial

from reports.import_template import template
from rules.access import Role, Viewer, command, may_use
from rules.importing import needed_sheets
from scheduler.speech.speech import Speech
from storage import imports, inventory
from texts.import_words import template_words
from texts.message import File, Message
from texts.messages import help as help_texts
from texts.messages import importing as texts

FILE_NAME = "import.xlsx"


async def offer(speech: Speech) -> Message:
    """The file to fill in, with what there is now."""
    viewer = await _leader(speech)
    if viewer is None:
        return help_texts.refused(speech.t)
    is_manager = Role.MANAGER in viewer.roles
    words = template_words(speech.t, speech.programme, needed_sheets(is_manager=is_manager))
    standing = await inventory.of_practices(speech.connection, None if is_manager else viewer.practice_id or 0)
    return texts.offer(speech.t, File(FILE_NAME, partial(template, words, standing)))


async def refused(speech: Speech) -> Message:
    """Why a file is not read."""
    return texts.refused(speech.t, speech.row.params["why"])


async def outcome(speech: Speech) -> Message | None:
    """What a file that was read would change as everything stands now, or what is wrong with it."""
    found, viewer = await imports.get(speech.connection, speech.subject_id), await _leader(speech)
    if viewer is None:
        return help_texts.refused(speech.t)
    if found is None or found.applied_at or found.person_id != viewer.person_id:
        return None
    if found.problems and "refused" in found.problems:
        return texts.refused(speech.t, found.problems["refused"])
    plan = await imports.plan(speech.connection, found, viewer)
    return texts.plan(speech.t, texts.PlanView(found.id, plan))


async def applied(speech: Speech) -> Message:
    """How much was changed."""
    return texts.applied(speech.t, speech.row.params["changes"])


async def _leader(speech: Speech) -> Viewer | None:
    viewer = await speech.viewer()
    return viewer if viewer and may_use(viewer, command("import")) else None
