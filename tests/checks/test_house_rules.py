"""The rules of the house that no linter knows, checked on the source itself."""

import ast

from tests.checks.source import ROOMS, calls, modules

SPEAKING = {
    "answer_callback_query",
    "edit_message_reply_markup",
    "edit_message_text",
    "edit_text",
    "reply_document",
    "reply_html",
    "reply_photo",
    "reply_text",
    "send_document",
    "send_message",
    "send_photo",
}
#: Names that no folder and no module may have: they say nothing about what is in them.
NAMELESS = {"utils", "util", "common", "helpers", "helper", "services", "core", "managers", "manager", "misc"}


def test_handlers_never_speak_to_telegram() -> None:
    """One voice speaks. Stopping a tapped button's spinner is the exception, in one place."""
    speakers = [
        path.name
        for path, tree in modules("handlers")
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute) and call.func.attr in SPEAKING
    ]
    assert speakers == ["answering.py"]


def test_only_the_front_door_reads_the_clock() -> None:
    readers = {
        f"{path.parent.name}/{path.name}"
        for path, tree in modules(*ROOMS)
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"now", "utcnow", "today"}
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in {"datetime", "date"}
    }
    assert readers <= {"bot/wiring.py", "simulator/clock.py"}


def test_a_person_is_reached_by_an_address() -> None:
    """That it is one of Telegram, only the receiver and delivery know: another channel may come in beside it."""
    knowing = {
        f"{path.parent.name}/{path.name}"
        for path, tree in modules("handlers", "scheduler", "storage", "rules")
        for node in ast.walk(tree)
        for name in ("id", "attr", "arg")
        if getattr(node, name, None) == "telegram_id"
    }
    assert knowing == set()


def test_frozen_values_are_structs() -> None:
    """A dataclass is made of source text at every start; of 600 that was a third of it. See decision 49."""
    frozen = {
        f"{path.parent.name}/{path.name}"
        for path, tree in modules(*(room for room in ROOMS if room != "simulator"))
        for call in calls(tree)
        if isinstance(call.func, ast.Name) and call.func.id == "dataclass"
        if any(given.arg == "frozen" for given in call.keywords)
    }
    assert frozen == {"delivery/research_tables.py"}  # hides its key


def test_no_function_is_longer_than_fifty_lines() -> None:
    long = [
        f"{path.name}:{node.name}"
        for path, tree in modules(*ROOMS)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= 50  # type: ignore[operator]
    ]
    assert long == []


def test_no_room_and_no_file_has_a_name_that_says_nothing() -> None:
    assert [path.name for path, _ in modules(*ROOMS) if NAMELESS & {path.stem, path.parent.name}] == []


def test_public_functions_say_what_they_do() -> None:
    silent = [
        f"{path.parent.name}/{path.name}:{node.name}"
        for path, tree in modules("storage", "rules", "reports", "programme")
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and path.parent.name != "migrations"
        and ast.get_docstring(node) is None
    ]
    assert silent == []


def test_whether_somebody_belongs_to_a_practice_is_asked_of_the_viewer() -> None:
    """The practice in view is one of perhaps several, one day: what is compared with it forgets the others."""
    comparing = [
        f"{path.parent.name}/{path.name}:{node.lineno}"
        for path, tree in modules("handlers", "delivery", "storage", "rules")
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        if any(ast.unparse(part).endswith("viewer.practice_id") for part in ast.walk(node))
        if [ast.unparse(side) for side in node.comparators] != ["None"]
    ]
    assert comparing == []
