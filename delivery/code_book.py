"""The code book: what the keys in a file mean. The same in every file, whoever takes it along."""

from collections.abc import Iterator

from programme.form import Question
from reports.export_rows import CodeBookRow
from rules.asked import Asked
from rules.window_figures import HEARD_NOTHING, told_questions
from texts.catalogue import Translator
from texts.escaping import plain
from texts.messages import told
from texts.messages.export import heard_nothing


def code_book(t: Translator, asked: Asked) -> list[CodeBookRow]:
    """Every question but those about the answers themselves (who may read them), with its options and classes.

    Every version, in the words that its answers were given to.
    """
    keys = {question.key for question in told_questions(asked.programme)}
    every = (question for question in asked.every() if not question.covers)
    return [row for one in every for row in _entries(t, one, one.key in keys or one.central is not None)]


def _entries(t: Translator, question: Question, in_windows: bool) -> Iterator[CodeBookRow]:
    yield CodeBookRow(question.key, question.version, None, plain(t.pick(question.text)))
    for option in question.options:
        yield CodeBookRow(question.key, question.version, option.key, plain(t.pick(option.label)))
    if in_windows and question.central:
        for name in told.classes(question.options):
            yield CodeBookRow(question.key, question.version, name, plain(t(f"class.{name}")))
    elif in_windows and not question.every:
        yield CodeBookRow(question.key, question.version, HEARD_NOTHING, heard_nothing(t))
