"""The table of outputs is whole: nothing is said, drawn, written or printed that has no row in it."""

import ast

from typer import Typer

from bot.__main__ import app
from delivery.rendering.renderers import RENDERERS
from reports.streamed import SUFFIXES
from rules import access, commands
from rules.outputs import ANSWERERS, EVERYBODY, GIVE_WAY, OUTPUTS, PASSED_ON, TELLING, Of, Owner, by_name
from rules.payloads.payload import PAYLOADS
from tests.checks.source import ROOT, calls, modules
from tests.properties.questions import NOT_ASKED, telling_and_not_asked

#: What is no payload and no command: lines of the log, what is asked over HTTP, and the files made in the background.
OTHERWISE = {"log", "metrics", "health", "export", "research_file"}
ROWS = by_name()


def test_every_payload_and_every_command_of_the_owner_has_one_row() -> None:
    printed = {f"bot:{name}" for name in _commands(app)}
    assert ROWS.keys() ^ (PAYLOADS.keys() | printed | OTHERWISE) == set()


def _commands(group: Typer, before: str = "") -> set[str]:
    own = {before + (one.name or one.callback.__name__).replace("_", "-") for one in group.registered_commands}  # type: ignore[union-attr]
    below = [(one.name, one.typer_instance) for one in group.registered_groups]
    named = [(f"{before}{name}-" if isinstance(name, str) else before, one) for name, one in below]
    return own.union(*(_commands(one, words) for words, one in named if one))


def test_what_can_be_taken_along_is_in_the_row_of_what_it_comes_with() -> None:
    """Where a file is made, a row says so; and no file is made where none does."""
    making = {
        str(path.relative_to(ROOT))
        for path, tree in modules("delivery")
        for call in calls(tree)
        if isinstance(call.func, ast.Name) and call.func.id == "File"
    }
    rendered = {PAYLOADS[name]: row for name, row in ROWS.items() if name in PAYLOADS}
    written = {RENDERERS[kind].__module__ for kind, row in rendered.items() if row.files}
    drawn_for_others = {"delivery/rendering/summary_picture.py"}  # of summary and digest
    assert {path.removesuffix(".py").replace("/", ".") for path in making - drawn_for_others} == written - {
        "delivery.rendering.summary"
    }
    assert set(ROWS["export"].files) == set(ROWS["research_file"].files) == set(SUFFIXES.values())


def test_a_file_is_sent_in_two_places_only() -> None:
    """Those that look at the table's rows: what comes with a message, and what is made in the background."""
    sending = {
        str(path.relative_to(ROOT))
        for path, tree in modules("bot", "handlers", "scheduler", "delivery")
        for call in calls(tree)
        if isinstance(call.func, ast.Name) and call.func.id == "InputFile"
    }
    assert sending == {"delivery/exporter.py", "delivery/telegram.py"}


def test_who_gets_it_is_who_may_give_its_command() -> None:
    for row in OUTPUTS:
        if row.command:
            assert row.to <= (commands.command(row.command).roles or EVERYBODY), row.name


def test_what_tells_of_people_goes_to_who_leads_or_to_themselves() -> None:
    """Only figures of groups go to everybody, and only the owner of the machine has the whole."""
    for row in OUTPUTS:
        if Of.EVERYTHING in row.of:
            assert row.to == {Owner.OWNER}, row.name
        elif row.of - {Of.NOBODY, Of.THEMSELF, Of.COUNTS}:
            assert not row.to & ANSWERERS or row.of == {Of.GROUPS}, row.name
        if Of.ROWS in row.of:
            assert row.to == {access.Role.MANAGER}, row.name


def test_what_is_meant_to_be_passed_on_is_not_protected_and_what_is_not_is() -> None:
    assert set() == (PASSED_ON | GIVE_WAY) - ROWS.keys()
    for row in OUTPUTS:
        to_keep = set(row.files) - {"png"}
        if to_keep and row.of != {Of.THEMSELF}:
            assert row.stays == (Of.ROWS in row.of), row.name
        elif row.of & TELLING and row.name != "look_back":
            assert row.stays, row.name


def test_the_attacker_asks_for_all_that_tells_of_others() -> None:
    """A new output that tells has a query, or a reason in NOT_ASKED."""
    assert telling_and_not_asked() == NOT_ASKED
