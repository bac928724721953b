"""*Rapport van onze praktijk*, for the municipality: looked up when it is said, and made in a process of its own.

All of it may leave: what the practice itself wrote, statuses in its name, and figures as they were told. It is in the
programme's first language, whoever asks for it.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from msgspec import Struct

from delivery.rendering.context import RenderingContext
from delivery.rendering.learnt import came_true_options
from delivery.rendering.renderers import renders
from delivery.rendering.trend import ended_at, picture_of, view
from reports.practice_file import as_file
from reports.practice_report import PracticeReport, ReportedExperiment, ReportedFigures, ReportedQuestion
from rules.access import may_see_practice
from rules.asked import Asked
from rules.learnt import Learnt
from rules.payloads.summary import PracticeReportFile, PracticeReportForms
from storage import carried_out, elsewhere, learnt, practices, question_versions, themes
from storage.carried_out import CarriedOut, Tried
from storage.elsewhere import Spread
from storage.practices import Practice
from texts.escaping import plain, shortened
from texts.file_names import file_name
from texts.message import File, Message
from texts.messages import help as help_texts
from texts.messages import practice_report as texts
from texts.messages.practice_report import Carried, LearntOf
from texts.messages.trend import shown
from texts.messages.trend_view import TrendView

#: What is told of the design questions, from long to short: characters of a question and of what came of an
#: experiment, experiments under each, questions.
_VERSIONS = (
    (300, 600, 20, 20),
    (300, 250, 20, 20),
    (300, 100, 12, 12),
    (300, 60, 12, 12),
    (200, 0, 8, 10),
    (120, 0, 2, 8),
    (90, 0, 0, 8),
)


@renders(PracticeReportForms)
async def forms(context: RenderingContext, payload: PracticeReportForms) -> Message:
    """In what form?"""
    practice = await _seen(context, payload.practice_id)
    if practice is None:
        return help_texts.refused(context.t)
    return texts.which_form(context.t, practice.id, practice.name)


@renders(PracticeReportFile)
async def report(context: RenderingContext, payload: PracticeReportFile) -> Message:
    """The file."""
    practice = await _seen(context, payload.practice_id)
    if practice is None or payload.form not in texts.FORMS:
        return help_texts.refused(context.t)
    today, content = context.local_day(context.now), await _report(context, practice)
    name = f"{file_name(context.t, 'practice_report')}-{today}.{payload.form}"
    return texts.with_report(context.t, practice.name, today, File(name, partial(as_file, content, payload.form)))


async def _seen(context: RenderingContext, practice_id: int) -> Practice | None:
    practice, viewer = await practices.get(context.connection, practice_id), await context.viewer()
    return practice if practice and viewer and may_see_practice(viewer, practice.id) else None


async def _report(context: RenderingContext, practice: Practice) -> PracticeReport:
    t, run = context.in_print, await view(context, practice, coordinates=False)
    theme = await themes.get(context.connection, practice.id)
    said = texts.on_report(t, theme, run.rounds, context.local_day(context.now), context.minimum_group)
    done = await _done(context, practice.id)
    asked = await question_versions.asked(context.connection, context.programme)
    return PracticeReport(
        title=said.title,
        practice=plain(practice.name),
        made=said.made,
        page=said.page,
        theme_caption=said.theme_caption,
        theme=said.theme,
        questions_caption=said.questions_caption,
        versions=[_questions(context, done, *version) for version in _VERSIONS],
        response_caption=said.response_caption,
        response=said.response,
        figures_caption=said.figures_caption,
        figures=list(_figures(context, run, asked)),
        method_caption=said.method_caption,
        method=said.method,
        language=t.language,
        right_to_left=t.from_right_to_left,
    )


class _Done(Struct, frozen=True):
    """What was carried out and, of its experiments, what was learnt in the end and where it went."""

    carried_out: Sequence[CarriedOut]
    learnt: Sequence[Learnt]
    spread: Sequence[Spread]


async def _done(context: RenderingContext, practice_id: int) -> _Done:
    return _Done(
        await carried_out.of_practice(context.connection, practice_id),
        await learnt.between(context.connection, practice_id, None, None),
        await elsewhere.spread(context.connection),
    )


def _questions(
    context: RenderingContext, done: _Done, longest: int, result: int, named: int, most: int
) -> list[ReportedQuestion]:
    if not done.carried_out:
        return [ReportedQuestion(texts.no_questions(context.in_print), ())]
    t, centrals = context.in_print, {central.key: central for central in context.programme.central_questions}
    return [
        ReportedQuestion(
            texts.question(t, one.text, centrals.get(one.central), longest),
            [_experiment(context, done, tried, result) for tried in one.experiments[:named]],
            texts.more_experiments(t, len(one.experiments) - named),
        )
        for one in done.carried_out[:most]
    ]


def _experiment(context: RenderingContext, done: _Done, one: Tried, longest: int) -> ReportedExperiment:
    begun_on, over = context.local_day(one.begun_at), ended_at(context, one)
    title = shortened(one.title, 100)
    carried = Carried(title, one.status, begun_on, context.local_day(over) if over else None, one.result)
    line = texts.experiment(context.in_print, carried, context.programme.statuses())
    if not longest:
        return ReportedExperiment(line)
    result = shortened(one.result, longest) if one.result.strip() else ""
    return ReportedExperiment(line, result, _learnt(context, done, one.id, longest))


def _learnt(context: RenderingContext, done: _Done, experiment_id: int, longest: int) -> str:
    found = next((one for one in done.learnt if one.id == experiment_id), None)
    taken_by = [one.taken_by for one in done.spread if one.from_id == experiment_id]
    came_true = {option.key: option for option in came_true_options(context.programme)}
    cycles = found.cycles if found else ()
    said = LearntOf(
        expectation=found.expectation.text if found and found.expectation else "",
        outcomes=[came_true[one.outcome] for one in cycles if one.outcome in came_true],
        lessons=found.lessons if found else (),
        decided=[one.next for one in cycles if one.next],
        readiness=found.readiness if found else None,
        taken_from=": ".join(found.taken_from) if found and found.taken_from else "",
        taken_by=taken_by,
        longest=longest,
    )
    return texts.learnt(context.in_print, said)


def _figures(context: RenderingContext, run: TrendView, asked: Asked) -> Iterator[ReportedFigures]:
    t, windows = context.in_print, shown(context.in_print, run)
    for key, central in run.central.items():
        newest = next((one for one in reversed(windows) if one.told(key)), None)
        question, line = plain(t.pick(central.text)), texts.figures(t, newest, key, asked.options(newest).get(key, ()))
        if newest is None:
            yield ReportedFigures(question, line)
        else:
            description, picture = picture_of(t, run, key, windows)
            yield ReportedFigures(question, line, picture, plain(description))
