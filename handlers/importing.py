"""`/import`: a spreadsheet that fills the own practice, or all of them, at once; seen before it is applied."""

from handlers import news
from handlers.refusals import AlreadyImported, NotYours
from handlers.registry import command, tapped
from handlers.turn import Turn
from handlers.unexpected import unreadable
from rules import commands
from rules.access import Role
from rules.importing import LARGEST_FILE
from rules.payloads.importing import ImportApplied, ImportOffer, ImportOutcome, ImportReading, ImportRefused
from rules.payloads.notes import Note
from storage import audit, experiments, imports
from storage.imports import Import
from texts.taps.importing import ImportDecided, ImportTakenBack

#: What is awaited of somebody who may send a file.
AWAITED = "import"


@command("import")
async def template_asked(turn: Turn) -> None:
    """The template, which holds what there is now; a file that comes after it is read."""
    await turn.wait_for(AWAITED)
    await turn.say(ImportOffer())


async def document_sent(turn: Turn) -> None:
    """A file: read later, by a process of its own.

    A spreadsheet of somebody who may import is one at any moment: it is found out from what stands in it what it is.
    Any other file is just something unexpected, unless it was asked for.
    """
    file = turn.happened.file
    if file is None or not _may_import(turn) or not (file.is_spreadsheet or turn.viewer.awaiting == AWAITED):
        await unreadable(turn)
    elif file.size and file.size > LARGEST_FILE:
        await turn.say(ImportRefused("too_large"))
    else:
        await imports.receive(turn.connection, turn.viewer.person_id, file.reference, turn.now)
        await turn.say(ImportReading())
        turn.work_came = True


async def _own(turn: Turn, import_id: int) -> Import:
    found = await imports.get(turn.connection, import_id, to_apply=True) if _may_import(turn) else None
    if found is None or found.person_id != turn.viewer.person_id:
        raise NotYours
    return found


async def _undecided(turn: Turn, tap: ImportDecided) -> Import:
    """The viewer's own file, which was not applied yet."""
    found = await _own(turn, tap.import_id)
    if found.applied_at:
        raise AlreadyImported
    return found


async def _applied(turn: Turn, tap: ImportTakenBack) -> Import:
    """The viewer's own file, which was applied."""
    found = await _own(turn, tap.import_id)
    if not found.applied_at:
        raise NotYours
    return found


@tapped(ImportDecided, loads=_undecided)
async def import_decided(turn: Turn, tap: ImportDecided, found: Import) -> None:
    """*Doorvoeren*, only if that still changes what was shown; or not."""
    if not tap.yes:
        await imports.drop(turn.connection, found.id)
        await turn.show(Note("import_dropped"))
    else:
        await _apply(turn, found, tap.fingerprint)


async def _apply(turn: Turn, found: Import, fingerprint: int) -> None:
    plan = await imports.plan(turn.connection, found, turn.viewer)
    if plan.problems or plan.fingerprint != fingerprint:
        turn.toast = "import_changed"
        await turn.show(ImportOutcome(found.id))
        return
    await imports.apply(turn.connection, found.id, plan, turn.now)
    for practice_id in await experiments.where_begun(turn.connection, turn.now):
        await news.experiment_began(turn, practice_id)
    changes = len(plan.changes)
    await _note(turn, "import", changes=changes)
    await turn.show(ImportApplied(changes, found.id))


@tapped(ImportTakenBack, loads=_applied)
async def import_taken_back(turn: Turn, _tap: ImportTakenBack, found: Import) -> None:
    """*Ongedaan maken*: as long as nothing was built on it."""
    if await imports.take_back(turn.connection, found, turn.now):
        await _note(turn, "import_taken_back")
        await turn.show(Note("import_taken_back"))
    else:
        await turn.show(Note("import_stays"))


async def _note(turn: Turn, action: str, **details: int) -> None:
    practice_id = None if Role.MANAGER in turn.viewer.roles else turn.viewer.desk_practice_id
    await audit.note(turn.connection, action, turn.viewer.person_id, turn.now, practice_id, **details)


def _may_import(turn: Turn) -> bool:
    return commands.may_use(turn.viewer, commands.command("import"))
