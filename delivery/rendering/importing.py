"""What is said of a spreadsheet for `/import`: the template, what it would change, and that it is done."""

from functools import partial

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from reports.import_template import template
from rules.access import Role, Viewer
from rules.commands import command, may_use
from rules.importing import needed_sheets
from rules.payloads.importing import ImportApplied, ImportOffer, ImportOutcome, ImportRefused
from storage import imports, inventory
from texts.file_names import file_name
from texts.import_words import template_words
from texts.message import File, Message
from texts.messages import help as help_texts
from texts.messages import importing as texts


@renders(ImportOffer)
async def offer(context: RenderingContext, _payload: ImportOffer) -> Message:
    """The file to fill in, with what there is now."""
    viewer = await _leader(context)
    if viewer is None:
        return help_texts.refused(context.t)
    is_manager = Role.MANAGER in viewer.roles
    words = template_words(context.t, context.programme, needed_sheets(is_manager=is_manager))
    standing = await inventory.of_practices(context.connection, None if is_manager else viewer.desk_practice_id or 0)
    return texts.offer(context.t, File(f"{file_name(context.t, 'import')}.xlsx", partial(template, words, standing)))


@renders(ImportRefused)
async def refused(context: RenderingContext, payload: ImportRefused) -> Message:
    """Why a file is not read."""
    return texts.refused(context.t, payload.why)


@renders(ImportOutcome)
async def outcome(context: RenderingContext, payload: ImportOutcome) -> Message | None:
    """What a file that was read would change as everything stands now, or what is wrong with it."""
    found, viewer = await imports.get(context.connection, payload.import_id), await _leader(context)
    if viewer is None:
        return help_texts.refused(context.t)
    if found is None or found.applied_at or found.person_id != viewer.person_id:
        return None
    if found.problems and "refused" in found.problems:
        return texts.refused(context.t, found.problems["refused"])
    plan = await imports.plan(context.connection, found, viewer)
    return texts.plan(context.t, texts.PlanView(found.id, plan))


@renders(ImportApplied)
async def applied(context: RenderingContext, payload: ImportApplied) -> Message:
    """How much was changed."""
    return texts.applied(context.t, payload.changes, payload.import_id)


async def _leader(context: RenderingContext) -> Viewer | None:
    viewer = await context.viewer()
    return viewer if viewer and may_use(viewer, command("import")) else None
