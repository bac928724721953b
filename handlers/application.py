"""The table of what happens on which update, as a python-telegram-bot application."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import Bot, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from handlers import (
    announcement,
    call_backs,
    check_in,
    design_questions,
    experience_card,
    experiments,
    export,
    feedback,
    headcount,
    help,
    importing,
    invitations,
    language,
    later,
    leaving,
    nudge,
    on_behalf,
    own_data,
    own_time,
    pause,
    plain,
    practice_lists,
    practices,
    privacy,
    programme,
    reachability,
    registration,
    rounds,
    schedule,
    summary,
    theme,
    typed_texts,
    unexpected,
)
from handlers.turn import Handler, Turn, current
from rules import access
from rules.payloads.help import RefusedRequest
from rules.payloads.privacy import Renewal
from rules.registration import to_renew
from texts import callback_data

Entry = Callable[[Update, Any], Coroutine[Any, Any, None]]
TapHandler = Callable[[Turn, Any], Awaitable[None]]

COMMANDS: dict[str, Handler] = {
    "start": registration.start,
    "checkin": check_in.checkin,
    "tijd": own_time.tijd,
    "pauze": pause.pauze,
    "samenvatting": summary.summary,
    "export": export.export,
    "ronde": rounds.ronde,
    "herinner": nudge.herinner,
    "terugkoppeling": feedback.terugkoppeling,
    "ervaring": experience_card.ervaring,
    "bericht": announcement.bericht,
    "deelnemers": headcount.deelnemers,
    "uitnodigen": invitations.uitnodigen,
    "kernthema": theme.kernthema,
    "ontwerpvragen": design_questions.ontwerpvragen,
    "experimenten": experiments.experimenten,
    "programma": programme.programma,
    "import": importing.template_asked,
    "namens": on_behalf.namens,
    "taal": language.taal,
    "groot": plain.groot,
    "privacy": privacy.privacy,
    "mijngegevens": own_data.mijngegevens,
    "hulp": help.hulp,
    "stop": leaving.stop,
    "wissen": leaving.wissen,
}

TAPS: dict[type[callback_data.Tap], TapHandler] = {
    callback_data.AnswerGiven: check_in.answer_given,
    callback_data.StepBack: check_in.step_back,
    callback_data.AnswerKept: check_in.answer_kept,
    callback_data.ChangeAsked: check_in.change_asked,
    callback_data.StepRevisited: check_in.step_revisited,
    callback_data.LaterAsked: later.later_asked,
    callback_data.CheckInResumed: later.check_in_resumed,
    callback_data.CheckInDeclined: later.check_in_declined,
    callback_data.PartOfDayChosen: own_time.part_of_day_chosen,
    callback_data.WeekdayChosen: own_time.weekday_chosen,
    callback_data.PauseAsked: pause.pause_asked,
    callback_data.PauseReasonChosen: pause.reason_chosen,
    callback_data.PauseWeeksChosen: pause.weeks_chosen,
    callback_data.PauseDateAsked: pause.date_asked,
    callback_data.PauseDateChosen: pause.date_chosen,
    callback_data.PauseReasonShared: pause.reason_shared,
    callback_data.PauseEnded: pause.pause_ended,
    callback_data.PauseCancelled: pause.pause_cancelled,
    callback_data.BereavementTold: pause.bereavement_told,
    callback_data.FeedbackDecided: feedback.feedback_decided,
    callback_data.CallBackHandled: call_backs.call_back_handled,
    callback_data.NicknameAsked: on_behalf.nickname_asked,
    callback_data.ProxyChosen: on_behalf.proxy_chosen,
    callback_data.ProxyConsentGiven: on_behalf.proxy_consent_given,
    callback_data.ConsentGiven: registration.consent_given,
    callback_data.NoticeAsked: registration.notice_asked,
    callback_data.PrivacyShown: privacy.privacy_shown,
    callback_data.PurposeChosen: privacy.purpose_chosen,
    callback_data.OrganisationChosen: registration.organisation_chosen,
    callback_data.ExperimentToggled: registration.experiment_toggled,
    callback_data.ExperimentsChosen: registration.experiments_chosen,
    callback_data.PracticeChosen: registration.practice_chosen,
    callback_data.RoleChosen: registration.role_chosen,
    callback_data.MoveAnswered: registration.move_answered,
    callback_data.LanguageChosen: language.language_chosen,
    callback_data.RoundShown: rounds.round_shown,
    callback_data.RoundChangeAsked: rounds.round_change_asked,
    callback_data.RoundChangeConfirmed: rounds.round_change_confirmed,
    callback_data.RestChosen: rounds.rest_chosen,
    callback_data.SummaryShown: summary.summary_shown,
    callback_data.SummaryPractices: summary.practices_shown,
    callback_data.DigestSwitched: summary.digest_switched,
    callback_data.NudgeConfirmed: nudge.nudge_confirmed,
    callback_data.NudgeDropped: nudge.nudge_dropped,
    callback_data.InvitingShown: invitations.inviting_shown,
    callback_data.InvitationAsked: invitations.invitation_asked,
    callback_data.InvitationsShown: invitations.invitations_shown,
    callback_data.RevocationAsked: invitations.revocation_asked,
    callback_data.RevocationConfirmed: invitations.revocation_confirmed,
    callback_data.TrendShown: summary.trend_shown,
    callback_data.ExperimentStatesShown: summary.experiments_shown,
    callback_data.RemarksShown: summary.remarks_shown,
    callback_data.ExportShown: export.export_shown,
    callback_data.ExportPeriodChosen: export.export_period_chosen,
    callback_data.ExportAsked: export.export_asked,
    callback_data.CardsShown: experience_card.cards_shown,
    callback_data.CardShown: experience_card.card_shown,
    callback_data.CardFieldsShown: experience_card.card_fields_shown,
    callback_data.CardFieldChosen: experience_card.card_field_chosen,
    callback_data.CardFieldReset: experience_card.card_field_reset,
    callback_data.CardFileAsked: experience_card.card_file_asked,
    callback_data.PracticeListPaged: practice_lists.practice_list_paged,
    callback_data.AnnouncementDecided: announcement.announcement_decided,
    callback_data.AnnouncementStopped: announcement.announcement_stopped,
    callback_data.ImportDecided: importing.import_decided,
    callback_data.ErasureAnswered: leaving.erasure_answered,
    callback_data.ThemeRestored: theme.theme_restored,
    callback_data.QuestionsShown: design_questions.questions_shown,
    callback_data.QuestionShown: design_questions.question_shown,
    callback_data.QuestionAsked: design_questions.question_asked,
    callback_data.RewordingAsked: design_questions.rewording_asked,
    callback_data.CentralChosen: design_questions.central_chosen,
    callback_data.QuestionMoved: design_questions.question_moved,
    callback_data.QuestionEnded: design_questions.question_ended,
    callback_data.ExperimentsShown: experiments.experiments_shown,
    callback_data.ExperimentShown: experiments.experiment_shown,
    callback_data.PlacesShown: experiments.places_shown,
    callback_data.ExperimentPlaced: experiments.experiment_placed,
    callback_data.RenamingAsked: experiments.renaming_asked,
    callback_data.StatusChosen: experiments.status_chosen,
    callback_data.ExperimentMoved: experiments.experiment_moved,
    callback_data.ExperimentEnded: experiments.experiment_ended,
    callback_data.OwnExperimentsShown: experiments.own_experiments_shown,
    callback_data.ProgrammeShown: programme.part_shown,
    callback_data.PeriodsShown: programme.periods_shown,
    callback_data.PeriodChosen: programme.period_chosen,
    callback_data.ReportAsked: programme.report_asked,
    callback_data.PracticesListed: practices.practices_listed,
    callback_data.PracticeShown: practices.practice_shown,
    callback_data.PracticeRenameAsked: practices.rename_asked,
    callback_data.PracticeChangeAsked: practices.change_asked,
    callback_data.PracticeChangeConfirmed: practices.change_confirmed,
    callback_data.PracticeAddAsked: practices.add_asked,
    callback_data.RegionChosen: practices.region_chosen,
    callback_data.ScheduleShown: schedule.schedule_shown,
    callback_data.ScheduleSaved: schedule.schedule_saved,
}


def build(bot: Bot) -> "Application[Any, Any, Any, Any, Any, Any]":
    """The application around this bot; it only dispatches: no updater, no job queue, no state."""
    application = ApplicationBuilder().bot(bot).updater(None).job_queue(None).concurrent_updates(False).build()
    for row in access.COMMANDS:
        application.add_handler(CommandHandler(row.names, _for_command(row, COMMANDS[row.name]), filters=_NEW))
    application.add_handler(CallbackQueryHandler(_entry(_tapped)))
    application.add_handler(ChatMemberHandler(_entry(reachability.changed), ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, _entry(typed_texts.text_edited)))
    application.add_handler(MessageHandler(_NEW & filters.COMMAND, _entry(unexpected.unknown_command)))
    application.add_handler(MessageHandler(_NEW & filters.TEXT, _entry(typed_texts.text_typed)))
    application.add_handler(MessageHandler(_NEW & filters.Document.ALL, _entry(importing.document_sent)))
    application.add_handler(MessageHandler(_NEW, _entry(unexpected.unreadable)))
    application.add_error_handler(_keep_failure)
    return application


_NEW = filters.UpdateType.MESSAGE


def _entry(handler: Handler) -> Entry:
    async def enter(_update: Update, _context: Any) -> None:
        await handler(current.get())

    return enter


def _for_command(row: access.Command, handler: Handler) -> Entry:
    async def if_allowed(turn: Turn) -> None:
        await turn.wait_for(None)
        if not access.may_use(turn.viewer, row):
            await turn.say(RefusedRequest())
        elif row.roles and to_renew(turn.viewer.memberships):
            await turn.say(Renewal())  # what comes with a role asks for consent to the notice as it is now
        else:
            await handler(turn)

    return _entry(if_allowed)


async def _tapped(turn: Turn) -> None:
    await turn.wait_for(None)
    query = turn.update.callback_query
    tap = callback_data.parse(query.data or "") if query else None
    if tap is None:
        turn.toast = "not_yours"
    else:
        await TAPS[type(tap)](turn, tap)


async def _keep_failure(_update: object, context: Any) -> None:
    # process_update swallows what a handler raises; the transaction around it must still roll back.
    current.get().failure = context.error
