"""The table of everything the bot can say: outbox kind by kind."""

from collections.abc import Callable

from delivery.rendering import (
    alarm,
    announcement,
    call_backs,
    check_in,
    design_questions,
    experience_card,
    experiments,
    export,
    feedback,
    headcount,
    importing,
    invitations,
    later,
    looking_closer,
    nudge,
    on_behalf,
    own_data,
    own_time,
    pause,
    practices,
    privacy,
    programme,
    programme_report,
    registration,
    rounds,
    schedule,
    summary,
    theme,
)
from delivery.rendering.calendar import next_asked
from delivery.rendering.context import Rendered, Renderer, RenderingContext, TakenAway
from delivery.rendering.menu import own_menu
from rules.access import menu
from storage import practices as known_practices
from texts.catalogue import Translator
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import importing as import_texts
from texts.messages import language, leaving, notes
from texts.messages import pause as pause_texts
from texts.messages import registration as registration_texts


def _plain(text: Callable[[Translator], Message]) -> Renderer:
    async def say(context: RenderingContext) -> Message:
        return text(context.t)

    return say


async def _note(context: RenderingContext) -> Message:
    return notes.note(context.t, **context.row.params)


async def _private_only(context: RenderingContext) -> Message:
    return notes.note(context.t, "private_only")


async def _no_open_check_in(context: RenderingContext) -> Message:
    next_at = await next_asked(context) if context.row.subject_id is not None else None
    return notes.no_open_check_in(context.t, next_at, context.programme.schedule.timezone)


async def _languages(context: RenderingContext) -> Message:
    return language.language(context.t, context.programme.languages)


async def _help(context: RenderingContext) -> Message | None:
    viewer = await context.viewer()
    if viewer is None:
        return None
    practice = await known_practices.get(context.connection, viewer.practice_id) if viewer.practice_id else None
    return help_texts.help_text(context.t, menu(viewer), practice.name if practice else None, viewer.roles)


async def _taken_away(context: RenderingContext) -> TakenAway:
    return TakenAway(context.row.params["messages"])


RENDERERS: dict[str, Renderer] = {
    "note": _note,
    "private_only": _private_only,
    "no_open_check_in": _no_open_check_in,
    "registration": registration.registration,
    "already": registration.already,
    "move_offer": registration.move_offer,
    "moved_not": registration.moved_not,
    "open_practices": registration.open_practices,
    "open_roles": registration.open_roles,
    "no_token": _plain(registration_texts.no_token),
    "refused_invitation": _plain(registration_texts.refused_invitation),
    "declined": _plain(registration_texts.declined),
    "check_in": check_in.current,
    "check_in_past": check_in.past,
    "check_in_over": check_in.over,
    "check_in_again": later.again,
    "check_in_reminder": later.reminder,
    "check_in_postponed": later.postponed,
    "check_in_declined": later.declined,
    "look_back": feedback.look_back,
    "feedback": feedback.of_practice,
    "own_time": own_time.own_time,
    "pause_why": _plain(pause_texts.why),
    "pause_how_long": pause.how_long,
    "pause_until": pause.until,
    "paused": pause.paused,
    "resumed": pause.resumed,
    "pause_ends": pause.ends,
    "pause_shared": pause.shared,
    "bereaved": _plain(pause_texts.bereaved),
    "call_back": call_backs.call_back,
    "on_behalf": on_behalf.for_whom,
    "proxy_consent": on_behalf.consent,
    "round": rounds.state,
    "summary": summary.of_practice,
    "digest": summary.digest,
    "nudge": nudge.of_practice,
    "trend": looking_closer.trend,
    "experiment_states": looking_closer.experiment_states,
    "remarks": looking_closer.remarks_of,
    "export_practices": export.choose_practice,
    "export_periods": export.choose_period,
    "export_kinds": export.choose_kind,
    "export_state": export.state,
    "cards": experience_card.cards,
    "card": experience_card.card,
    "card_fields": experience_card.fields,
    "card_field": experience_card.field,
    "card_file": experience_card.file,
    "circular_question": announcement.question,
    "circular_draft": announcement.draft,
    "circular": announcement.announcement,
    "circular_state": announcement.state,
    "summary_practices": summary.choose_practice,
    "headcount": headcount.of_practice,
    "practices_to_invite_to": invitations.practices_to_invite_to,
    "roles_to_invite": invitations.roles_to_invite,
    "invitations": invitations.running,
    "revocation": invitations.revocation,
    "invitation": invitations.invitation,
    "theme": theme.of_practice,
    "design_questions": design_questions.of_practice,
    "design_question": design_questions.one,
    "experiments": experiments.of_practice,
    "experiment": experiments.one,
    "experiment_places": experiments.places,
    "own_experiments": registration.own_experiments,
    "import_offer": importing.offer,
    "import_reading": _plain(import_texts.reading),
    "import_refused": importing.refused,
    "import_read": importing.outcome,
    "import_applied": importing.applied,
    "privacy": privacy.privacy,
    "renewal": privacy.renewal,
    "own_data": own_data.own_data,
    "language": _languages,
    "language_set": _plain(language.language_set),
    "help": _help,
    "refused": _plain(help_texts.refused),
    "unknown_command": _plain(help_texts.unknown_command),
    "stopped": _plain(leaving.stopped),
    "erase_question": _plain(leaving.erase_question),
    "erase_not": _plain(leaving.erase_not),
    "erased": _plain(leaving.erased),
    "nothing_kept": _plain(leaving.nothing_kept),
    "taken_away": _taken_away,
    "programme": programme.part,
    "programme_periods": programme_report.periods,
    "programme_period": programme_report.period,
    "programme_report": programme_report.report,
    "practices": practices.every,
    "practice": practices.one,
    "new_practice": practices.adding,
    "schedule": schedule.schedule,
    "menu": own_menu,
    "alarm_failing": alarm.failing,
    "alarm_silence": alarm.silence,
    "alarm_guessing": alarm.guessing,
}


async def render(context: RenderingContext) -> Rendered:
    """What this row says now. KeyError for a kind that does not exist."""
    return await RENDERERS[context.row.kind](context)
