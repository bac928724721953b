"""Everything the bot can say, said once: what the tests of this room read."""

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from typing import get_args

from msgspec.structs import replace

from reports.export_rows import CodeBookRow, ExperimentRow, LearntRow, LeftOutRow, ResearchRow, RoundRow, WindowRow
from reports.import_file import Refusal
from rules import greeting
from rules import invitation as invitation_rules
from rules import own_time as own_time_rules
from rules import pause as pause_rules
from rules.access import ANSWERING, LEADING, Role
from rules.address import Address
from rules.asked import Asked
from rules.check_in import Given
from rules.code import Purpose, spoken
from rules.commands import COMMANDS
from rules.experience_card import FIELDS
from rules.export import PERIODS
from rules.headcount import Headcount
from rules.import_plan import Plan
from rules.import_rows import Problem
from rules.import_words import COLUMNS
from rules.inventory import DesignQuestion, Experiment, Practice
from rules.invitation import Invitation
from rules.keeping import Keeping
from rules.own_time import TimePreference
from rules.progress import Standing
from rules.summary import DesignQuestionState, Response, RoundFigures
from rules.telling import Told
from rules.window_figures import WindowFigures
from tests.once import PROGRAMME
from tests.texts.spoken_desk import NOTES as DESK_NOTES
from tests.texts.spoken_desk import desk_messages
from tests.texts.spoken_leading import leading_messages
from tests.texts.spoken_of_practices import of_practices
from tests.texts.spoken_to_managers import to_managers
from tests.texts.spoken_trend import report_messages, trend_messages
from tests.texts.text_views import (
    AMSTERDAM,
    CENTRAL,
    CLOSES,
    NOW,
    OPENED,
    STATUSES,
    UNTOLD,
    check_in_view,
    experiment,
    figures,
    form_of,
    open_round,
    planned_round,
    progress_of,
    round_view,
    summary_view,
    window,
    without_limit,
)
from texts import notice
from texts.catalogue import Translator
from texts.escaping import Markup
from texts.message import File, Message
from texts.messages import (
    alarm,
    announcement,
    call_backs,
    check_in,
    codes,
    experience_card,
    experiment_states,
    export,
    feedback,
    further,
    headcount,
    help,
    importing,
    invitation_card,
    invitations,
    language,
    later,
    leaving,
    letters,
    moved,
    notes,
    nudge,
    on_behalf,
    own_data,
    own_time,
    owner_message,
    pause,
    privacy,
    proxy_desk,
    publications,
    registration,
    remarks,
    rounds,
    summary,
    summary_picture,
)
from texts.messages.announcement import StateView
from texts.messages.experience_card import CardView
from texts.messages.experiment_states import ExperimentsView
from texts.messages.export import ExportView
from texts.messages.feedback import LookBackView
from texts.messages.handbook import with_handbook
from texts.messages.invitations import Brought
from texts.messages.next_figures import NextFigures
from texts.messages.nudge import NudgeView
from texts.messages.own_data import COUNTED, OwnDataView, Part
from texts.messages.privacy import PrivacyView
from texts.messages.rounds import PlannedRound

TYPED = "Het gaat nu beter, want de wijkverpleegkundige komt elke dag."
#: The columns of an export's tables.
TABLES = {
    "rounds": RoundRow,
    "windows": WindowRow,
    "experiments": ExperimentRow,
    "learnt": LearntRow,
    "code_book": CodeBookRow,
    "answers": ResearchRow,
    "left_out": LeftOutRow,
}
NOTES = (
    "not_ready",
    "private_only",
    "tap_a_button",
    "tap_below",
    "no_grade",
    "added",
    "edit_not_kept",
    "text_dropped",
    "emergency",
    "who_reads",
    "welcome",
    "hello",
    "fine",
    "tell_more",
    "question_kept",
    "stop_not",
    "caption_kept",
    "too_long",
    "no_open_check_in",
    "try_again_later",
    "no_file",
    "round_opened",
    "round_closed",
    "round_already_open",
    "nobody_to_ask",
    "practice_closed",
    "welcome_back",
    "edited_kept",
    "pause_not",
    "nudge_not",
    "circular_not",
    "circular_once",
    "circular_too_long",
    "card_field_too_long",
    "feedback_not",
    "feedback_too_long",
    "call_back_asked",
    "call_back_asked_managers",
    "letter_refused",
    "call_back_nobody",
    "call_back_withdrawn",
    "on_behalf_no_round",
    "on_behalf_not",
    "import_dropped",
    "import_stays",
    "import_taken_back",
    "nickname_asked",
    "nickname_too_long",
    "renewed",
    "texts_stay_private",
    "plain_on",
    "plain_off",
    "code_used",
    "letter_export",
    "proxy_erased",
    "proxy_erased_by_letter",
    "not_sent_now",
    "no_longer_ready",
    "successor_leads",
    "introduction_nobody",
    *DESK_NOTES,
)

#: What can be wrong with a row of a file.
PROBLEMS = (
    "sheet_missing",
    "column_missing",
    "too_long",
    "unknown_word",
    "no_number",
    "no_place",
    "sentence_too_long",
    "managers_only",
    "no_name",
    "twice",
    "name_too_long",
    "incomplete",
    "no_practice",
    "unknown_practice",
    "other_practice",
    "unknown_question",
    "no_question",
    "no_central",
    "no_title",
)


@lru_cache(maxsize=32)  # the catalogues are the same in all tests, and so most messages are
def every_message(
    t: Translator, practice: str = "Zwolle", title: str = "Logeerhuis", typed: str = TYPED
) -> dict[str, Message]:
    """Each message at least once, by a name that says which it is. The arguments are what people typed."""
    return dict(
        (
            *_check_ins(t, practice, title, typed),
            *_registration(t, practice, title),
            *_leading(t, practice, title),
            *_announcements(t, practice, typed),
            *_exports(t, practice),
            *_cards(t, practice, title, typed),
            *_looking_closer(t, practice, title, typed),
            *_own_time(t),
            *_feedback(t, typed),
            *_importing(t, practice, title),
            *_others(t, practice),
            *desk_messages(t, practice, title),
            *to_managers(t, practice),
            *of_practices(t, practice, title),
        )
    )


def _check_ins(t: Translator, practice: str, title: str, typed: str) -> Iterator[tuple[str, Message]]:
    answers: dict[str, Given | str] = {"samen": "4", "volhouden": "1", "goed": Given()}
    text = Given(text=typed)
    done = answers | {"remark": text, "remark_shared": "yes"}
    titles = {1: title, 2: "Zorgmap"}
    work: dict[str, Given | str] = {"changed": "1", "status:1": "busy", "did:1": text}
    for number in range(4):
        some = dict(list(answers.items())[:number])
        yield f"check-in {number}", check_in.check_in(t, check_in_view(Role.CAREGIVER, some, practice=practice))
    yield "looking back", check_in.check_in(t, check_in_view(Role.CAREGIVER, done, at="samen"))
    yield "looking back at a text", check_in.check_in(t, check_in_view(Role.CAREGIVER, done, at="remark"))
    yield "thanks", check_in.check_in(t, check_in_view(Role.CAREGIVER, done))
    skipped = dict.fromkeys(("samen", "volhouden", "goed", "remark"), Given())
    yield "all skipped", check_in.check_in(t, check_in_view(Role.CAREGIVER, skipped))
    yield "overview", check_in.check_in(t, check_in_view(Role.CAREGIVER, done, overview=True))
    yield "past", check_in.past(t, check_in_view(Role.CAREGIVER, done))
    yield "over", check_in.over(t, check_in_view(Role.CAREGIVER, done))
    yield "over, and the next one planned", check_in.over(t, replace(check_in_view(Role.CAREGIVER, done), next_at=NOW))
    yield (
        "over, and the next one open",
        check_in.over(t, replace(check_in_view(Role.CAREGIVER, done), is_next_open=True)),
    )
    for number in (0, 2, 5):
        view = replace(check_in_view(Role.CAREGIVER, dict(list(done.items())[:number])), nickname=title)
        yield f"on behalf {number}", check_in.check_in(t, view)
    yield "read aloud", check_in.check_in(t, replace(check_in_view(Role.CAREGIVER, answers), plain=True))
    yield from _later(t, practice)
    yield "experiment", check_in.check_in(t, check_in_view(Role.PARTICIPANT, {}, experiments=titles))
    yield (
        "one experiment",
        check_in.check_in(t, check_in_view(Role.PARTICIPANT, {"changed": "1"}, experiments=titles)),
    )
    over: dict[str, Given | str] = {"changed": "1", "status:1": "done"}
    view = check_in_view(Role.PARTICIPANT, over, experiments=titles, expectations={1: typed})
    yield "came true", check_in.check_in(t, view)
    full = work | {"result:1": text, "texts_shared": "no"}
    yield "thanks of a participant", check_in.check_in(t, check_in_view(Role.PARTICIPANT, full, experiments=titles))
    yield "experiment text", check_in.check_in(t, check_in_view(Role.PARTICIPANT, work, experiments=titles))
    yield (
        "experiments overview",
        check_in.check_in(t, check_in_view(Role.PARTICIPANT, work, overview=True, experiments=titles)),
    )
    many = {f"{key}:{number}": given for number in range(12) for key, given in (("status", "busy"), ("did", text))}
    form, twelve = without_limit(form_of(Role.PARTICIPANT)), dict.fromkeys(range(12), title)
    view = check_in_view(Role.PARTICIPANT, many, experiments=twelve, form=form)
    yield "many answers", check_in.check_in(t, view)


def _later(t: Translator, practice: str) -> Iterator[tuple[str, Message]]:
    fresh = replace(check_in_view(Role.CAREGIVER, {}, practice=practice), later=get_args(own_time_rules.Later))
    half_way = replace(check_in_view(Role.CAREGIVER, {"samen": "4"}), later=("tomorrow",))
    done = check_in_view(Role.CAREGIVER, {"samen": "4", "volhouden": "3", "goed": "3", "remark": Given()})
    for standing in get_args(greeting.Standing):
        for variant in greeting.VARIANTS:
            view = replace(fresh, standing=standing, variant=variant)
            yield f"opening {standing} {variant}", check_in.check_in(t, view)
    yield "again", later.again(t, fresh)
    yield "again, half-way", later.again(t, half_way)
    yield "again, done", later.again(t, done)
    yield "reminder", later.reminder(t, replace(fresh, later=("tomorrow",)))
    yield "reminder, half-way", later.reminder(t, half_way)
    yield "postponed", later.postponed(t, 77, NOW, AMSTERDAM)
    yield "declined", later.declined(t, 77)


def _own_time(t: Translator) -> Iterator[tuple[str, Message]]:
    for time_preference in (TimePreference(), TimePreference("morning", 3), TimePreference("10:30")):
        yield f"own time {time_preference}", own_time.own_time(t, time_preference, "afternoon", OPENED, AMSTERDAM)
    yield "which hour", own_time.which_hour(t, again=False)
    yield "which hour, again", own_time.which_hour(t, again=True)
    yield "own time without a plan", own_time.own_time(t, TimePreference(), "evening", None, AMSTERDAM)
    yield "why a pause", pause.why(t)
    days = pause_rules.mondays(OPENED.date())
    for reason in pause_rules.REASONS:
        yield f"pause for {reason}", pause.how_long(t, reason)
        yield f"pause until, for {reason}", pause.until(t, reason, days, again=reason == "other")
    for reason in pause_rules.REASONS[:-1]:
        yield f"paused for {reason}", pause.paused(t, OPENED.date(), reason)
        yield f"told of {reason}", pause.shared(t, Address(7), Role.CAREGIVER, reason, OPENED.date())
    yield "told of a participant", pause.shared(t, Address(7), Role.PARTICIPANT, "holiday", OPENED.date())
    yield "paused", pause.paused(t, OPENED.date(), None)
    yield "resumed", pause.resumed(t, t.moment(OPENED, AMSTERDAM))
    yield "resumed without a plan", pause.resumed(t, None)
    yield "pause ends", pause.ends(t, OPENED.date())
    yield "bereaved", pause.bereaved(t)


def _feedback(t: Translator, typed: str) -> Iterator[tuple[str, Message]]:
    tied = window(WindowFigures({"samen": Told((3, 0, 3), True)}))
    for found in (None, window(), tied):
        view = LookBackView(found, typed or "Wij belden.", CENTRAL, summary_view(None).scale_options)
        yield f"look back {found is None}", feedback.look_back(t, view)
        yield "feedback draft", feedback.preview(t, view, 3, approved=False)
    yield "feedback approved", feedback.preview(t, view, 3, approved=True)
    yield "what was done", feedback.question(t)


def _some_rounds() -> list[PlannedRound]:
    alone: list[list[Role]] = [[Role.CAREGIVER], [Role.PARTICIPANT], []]
    return [planned_round("Kerstvakantie"), *(planned_round(None, asks, "Kerstvakantie") for asks in alone)]


def _privacy(given: bool | None) -> PrivacyView:
    return PrivacyView(
        OPENED.date(), True, texts=given, research=given, rows=given, keep=given, is_caregiver=True, erased_after=30
    )


def _registration(t: Translator, practice: str, title: str) -> Iterator[tuple[str, Message]]:
    for role in Role:
        where = None if role is Role.MANAGER else practice
        yield f"consent {role}", registration.consent(t, 5, where, role, more=False)
        yield f"wrong role {role}", registration.wrong_role(t, role)
        if role in ANSWERING:
            yield f"registered {role}", registration.registered(t, where, role, None, AMSTERDAM)
            yield f"asked now {role}", registration.asked_now(t, where, role)
        else:
            yield f"registered {role}", registration.leads(t, where, role, COMMANDS)
        yield f"already {role}", registration.already(t, where, role)
        yield f"consent {role} again", registration.renewal(t, 5, where, role, more=False)
    yield "notice again", registration.renewal(t, 5, practice, Role.CAREGIVER, more=True)
    since = OPENED.date()
    parts = [Part(role, practice, since, role is Role.CAREGIVER) for role in Role]
    parts.append(Part(Role.MANAGER, None, since, ended=False))
    for there in (0, 3):
        counts = dict.fromkeys(COUNTED, there)
        view = OwnDataView(2**40, "nl", since, parts, **counts, keeping=Keeping(), messages_days=30)
        shown = own_data.own_data(t, view, File("own.html", bytes), File("own.json", bytes))
        yield f"own data, {there}", shown.ahead[0]
        yield f"own answers, {there}", shown.ahead[1]
        yield f"own data's file, {there}", shown
    yield "privacy of somebody outside", privacy.privacy(t, PrivacyView(None))
    for given in (None, True, False):
        yield f"privacy {given}", privacy.privacy(t, _privacy(given))
        as_participant = replace(_privacy(given), is_caregiver=False, is_participant=True)
        yield f"privacy {given} of a participant", privacy.privacy(t, as_participant)
        yield f"publication {given}", publications.question(t, 7, title, "Het werkt.", given, 6)
        yield f"publication chosen {given}", publications.chosen(t, 7, bool(given), None)
    yield "publication over", publications.over(t)
    yield "no publication", publications.none(t)
    yield "privacy of who stopped", privacy.privacy(t, replace(_privacy(None), is_stopped=True))
    yield "privacy after a change", privacy.privacy(t, replace(_privacy(None), is_outdated=True))
    yield "privacy of who withdrew", privacy.privacy(t, replace(_privacy(None), takes_part=False, withdrew=True))
    yield "privacy of whose part was ended", privacy.privacy(t, replace(_privacy(None), takes_part=False))
    yield "withdrawn", leaving.withdrawn(t, 30)
    agreed = notice.words(t, Role.CAREGIVER, practice, notice.AS_SHIPPED).screens
    for screen in (0, 1, 2, 3):
        yield f"notice read {screen}", privacy.notice_again(t, [Markup(one) for one in agreed], since, screen)
    yield "notice of who withdrew", privacy.notice_again(t, [Markup(one) for one in agreed], None, 0)
    for name in ("Gemeente Dijkstad", ""):
        yield f"message to all of {name}", owner_message.owner_message(t, {"nl": "Er is iets gebeurd."}, name)
    yield "notice", registration.consent(t, 5, practice, Role.CAREGIVER, more=True)
    yield "registered with a date", registration.registered(t, practice, Role.CAREGIVER, OPENED, AMSTERDAM)
    yield "further: the part of the day", further.part_of_day(t)
    yield "further: longer", further.purpose(t, "keep")
    yield "further: rows", further.purpose(t, "rows")
    yield "further: that was all", further.end(t)
    yield "organisation", registration.organisation(t, 5, PROGRAMME.organisation_types)
    yield "experiments", registration.experiments(t, 5, [(1, title), (2, "Zorgmap")], ())
    yield "experiments chosen", registration.experiments(t, 5, [(1, title), (2, "Zorgmap")], {1})
    yield "declined", registration.declined(t)
    yield "no token", registration.no_token(t)
    yield "refused invitation", registration.refused_invitation(t)
    yield "move offer", registration.move_offer(t, practice, "Ede", Role.PARTICIPANT)
    yield "moved not", registration.moved_not(t, practice)
    yield "open practices", registration.practices(t, [(3, practice), (4, "Ede")])
    yield "open roles", registration.roles(t, 3, practice)


def _announcements(t: Translator, practice: str, typed: str) -> Iterator[tuple[str, Message]]:
    for addressed in (0, 1, 12):
        for role in ANSWERING:
            yield f"a circular for {addressed} {role}?", announcement.question(t, practice, role, addressed)
        for at in (None, NOW):
            drafted = announcement.draft(t, 1, practice, Role.PARTICIPANT, typed, addressed, at, AMSTERDAM)
            yield f"drafted circular for {addressed}, {at}", drafted
    yield "circular", announcement.announcement(t, practice, typed)
    for arrived, waiting, lost, is_stopped in ((0, 3, 0, False), (2, 1, 0, False), (1, 0, 2, False), (1, 0, 2, True)):
        for at in (None, NOW):
            view = StateView(1, practice, arrived, waiting, lost, at, is_stopped, AMSTERDAM)
            yield f"state of a circular {arrived} {waiting} {lost} {is_stopped} {at}", announcement.state(t, view)


def _cards(t: Translator, practice: str, title: str, typed: str) -> Iterator[tuple[str, Message]]:
    yield "no cards", experience_card.cards(t, 1, practice, [], 0)
    yield "cards", experience_card.cards(t, 1, practice, [(number, title) for number in range(10)], 1)
    for how, text in (("empty", ""), ("short", typed), ("long", f"{typed} " * 30)):
        view = CardView(1, 1, title, dict.fromkeys(FIELDS, text), frozenset({"tip"}))
        yield f"card {how}", experience_card.card(t, view)
        yield f"fields {how}", experience_card.fields(t, view)
        yield f"field {how}", experience_card.field(t, view, "tip")
    yield "card's file", experience_card.with_file(t, File("empty.docx", bytes))
    experience_card.headings(t)  # words that are written into a file


def _exports(t: Translator, practice: str) -> Iterator[tuple[str, Message]]:
    yield "which practice to export", export.practices(t, [(1, practice)], 0)
    for of in (practice, None):
        yield f"export period {of is None}", export.periods(t, 1, of, tuple(PERIODS))
        for period in PERIODS:
            yield f"export kind {of is None} {period}", export.kinds(t, 1, of, period)
        for rounds_there, is_done, error in (
            (0, False, None),
            (9, False, None),
            (9, True, None),
            (9, True, "failed"),
            (9, True, "refused"),
            (9, True, "not_here"),
        ):
            view = ExportView(of, rounds_there, 4, is_done, error)
            yield f"state of an export {of is None} {rounds_there} {is_done} {error}", export.state(t, view)
        yield f"caption {of is None}", Message(export.caption(t, of, is_research=of is None))
    for name, row in TABLES.items():
        list(export.table(t, name, row, [("a row",)]))  # words that are written into a file
    for empty in ("rounds", "windows", "experiments", "left_out"):
        list(export.table(t, empty, TABLES[empty], []))
    yield "what is in the research file", export.research_kinds(t)
    for error in (None, "too_few"):
        yield f"state of a research file {error}", export.state(t, ExportView(None, 9, 4, not error, error, True))


def _looking_closer(t: Translator, practice: str, title: str, typed: str) -> Iterator[tuple[str, Message]]:
    past = [RoundFigures(n, n, OPENED.date(), figures(title), CLOSES) for n in (1, 2, 3)]
    yield from trend_messages(t, practice, title)
    yield from report_messages(t, practice, title, typed)
    crowd = DesignQuestionState(title, "samen", tuple(experiment(title) for _ in range(14)))
    empty = DesignQuestionState(title, "goed", ())
    for asked in ((), (crowd, empty, crowd)):
        view = ExperimentsView(3, practice, asked, past, CENTRAL, STATUSES, Asked(PROGRAMME, {}), NOW)
        for page in range(3):
            shown = experiment_states.experiment_states(t, view, page)
            yield f"by experiment, {len(asked)} {page}", shown
    for texts in ((), (typed,), (typed, f"{typed} " * 40, f"{typed} " * 40, typed)):
        wrote = dict.fromkeys(ANSWERING, texts)
        for page in range(3):
            yield f"remarks, {len(texts)} {page}", remarks.remarks(t, 3, practice, wrote, 5, page)


def _leading(t: Translator, practice: str, title: str) -> Iterator[tuple[str, Message]]:
    yield "round", rounds.round_state(t, round_view(practice))
    yield "round without plan", rounds.round_state(t, round_view(practice, planned=()))
    yield "round open", rounds.round_state(t, open_round(practice, planned=_some_rounds()))
    yield "round open for nobody", rounds.round_state(t, open_round(practice, (0, 0)))
    for reason in ("late", "already_open", "nobody", "holiday"):
        skipped = round_view(practice, skipped_on=OPENED.date(), skipped_because=reason)
        yield f"round skipped, {reason}", rounds.round_state(t, skipped)
    yield "open now", rounds.round_change(t, round_view(practice), "open")
    yield "close now", rounds.round_change(t, open_round(practice), "close")
    yield "close now, all answered", rounds.round_change(t, open_round(practice, (8, 8)), "close")
    now_open = {"open_response": {"caregiver": Response(1, 9)}, "open_closes_at": NOW, "manager": True}
    changed = {"windows": [window(), window(first=4)], "previous_round_id": 8, "next_round_id": 10}
    nobody = figures(response={"caregiver": Response(0, 9)}, design_questions=())
    now_open |= {"windows": [window(UNTOLD)], "next_figures": NextFigures(4, 1, 6)}
    silent = DesignQuestionState("Wat helpt?", "samen", tuple(experiment(f"{title} {n}", None) for n in range(14)))
    crowd = tuple(DesignQuestionState(title * 9, "samen", (experiment(title * 9),) * 12) for _ in range(30))
    yield "summary", summary.summary(t, summary_view(figures(title), practice))
    summary_picture.on_picture(t, summary_view(figures(title), practice), figures(title))  # words that are drawn
    yield (
        "summary's picture",
        summary_picture.with_pictures(t, summary_view(figures(title), practice), [File("empty.png", bytes)] * 2),
    )
    yield "summary changed", summary.summary(t, summary_view(figures(title, theme=title), practice, **changed))
    yield "summary of nobody", summary.summary(t, summary_view(nobody, practice, **now_open))
    yield "summary of nothing", summary.summary(t, summary_view(None, practice, **now_open))
    yield "summary of silence", summary.summary(t, summary_view(figures(design_questions=(silent,)), practice))
    yield "summary of a crowd", summary.summary(t, summary_view(figures(design_questions=crowd), practice))
    yield "summary practices", summary.practices(t, [(3, practice), (4, "Ede")] * 10, 0)
    for again in (False, True):
        asked = call_backs.call_back(t, 5, title, Address(2**40), practice, again=again)
        yield f"wants to be called back, {again}", asked
    for seen_by in LEADING:
        yield f"contact offered, {seen_by}", call_backs.offer(t, seen_by)
    yield "called back", call_backs.handled(t)
    yield "need not be called back", call_backs.withdrawn(t)
    yield "for whom", on_behalf.for_whom(t, [(1, title), (2, "tante")], {2})
    yield "does somebody agree", on_behalf.consent(t, 1, title)
    yield "on behalf begun", on_behalf.begun(t, title)
    for is_open in (True, False):
        yield f"of whom, {is_open}", proxy_desk.of_whom(t, [(1, title)], 0, is_open=is_open)
    yield "a proxy", proxy_desk.card(t, 1, title)
    yield "a proxy's language", proxy_desk.page_language(t, 1, ("nl", "ar"))
    yield "a proxy's erasure", proxy_desk.erasure(t, 1, title)
    yield "a proxy's page", proxy_desk.with_page(t, title, File("page.pdf", bytes))
    yield "a proxy's file", proxy_desk.with_answers(t, title, File("answers.html", bytes))
    yield "whom to invite", invitations.roles_to_invite(t, 4, practice, tuple(Role)[:3], 2, NextFigures(6, 3, 6))
    yield "round too soon", rounds.too_soon(t, OPENED.date())
    yield "which practice to invite to", invitations.practices_to_invite_to(t, [(4, practice)], 0)
    found = [Invitation(number, role, 4, 50, 50 - number, NOW) for number, role in enumerate([*Role][:3] * 4)]
    for one in found[:3]:
        link = "https://t.me/checkin?start=abc"
        said = invitations.invitation(t, one, practice, link, AMSTERDAM)
        yield f"invitation {one.role}", said.ahead[0]
        yield f"limits of {one.role}", said
        if one.role in ANSWERING:
            invitations.on_poster(t, one, AMSTERDAM)  # words that are drawn
    nothing = File("empty.png", bytes)
    yield "a code to scan", invitations.with_qr(t, nothing)
    yield "a poster to print", invitations.with_poster(t, nothing)
    for one in found[:3]:
        yield f"revocation of {one.role}", invitations.revocation(t, one, practice)
    for one in (*found[:3], replace(found[1], name=title[: invitation_rules.LONGEST_NAME])):
        yield f"invitation card {one.role} {bool(one.name)}", invitation_card.card(t, one, practice, AMSTERDAM)
    yield "name of an invitation", invitation_card.ask_name(t, found[0], None)
    yield "too long a name of an invitation", invitation_card.ask_name(t, found[0], "too_long")
    yield "days of an invitation", invitation_card.ask_days(t, found[0])
    yield "uses of an invitation", invitation_card.ask_uses(t, replace(found[0], role=Role.PARTICIPANT))
    yield "language of an invitation", invitation_card.ask_language(t, found[0], PROGRAMME.languages)
    counted = Headcount(
        dict.fromkeys(Role, 3),
        {"gemeente": 2},
        outside={None: 2, "gemeente": 1},
        away=3,
        left=1,
    )
    yield "handbook", with_handbook(t, nothing)
    yield "headcount", headcount.headcount(t, practice, counted, PROGRAMME.organisation_types)
    yield "nobody yet", headcount.headcount(t, practice, Headcount(), PROGRAMME.organisation_types)
    yield "nobody to nudge", nudge.no_round(t, practice)
    tonight = NOW + timedelta(hours=9)
    for unfinished, was_asked, at in ((3, False, NOW), (3, False, tonight), (0, False, NOW), (3, True, NOW)):
        how_far = progress_of(dict.fromkeys(ANSWERING, Standing(9, unfinished, 1)))
        until = NOW + timedelta(days=2)
        view = NudgeView(5, practice, OPENED.date(), until, how_far, unfinished, was_asked, at, NOW, AMSTERDAM)
        yield f"nudge of {unfinished} {was_asked} {at}", nudge.nudge(t, view)
    brought = [Brought(Role.CAREGIVER, 9, Response(7, 12)), Brought(Role.PARTICIPANT, 3, None)]
    yield "running invitations", invitations.running(t, 4, practice, found, brought, 1, AMSTERDAM)
    yield "no running invitations", invitations.running(t, 4, practice, [], [], 0, AMSTERDAM)


def _importing(t: Translator, practice: str, title: str) -> Iterator[tuple[str, Message]]:
    yield "import offer", importing.offer(t, File("empty.xlsx", bytes))
    yield "import reading", importing.reading(t)
    for why in (*get_args(Refusal), "away"):
        yield f"import refused, {why}", importing.refused(t, why)
    tried = tuple(Experiment(number or None, title, None) for number in range(12))
    before = Practice(1, practice, "noord", 52.5, 6.1, None, (DesignQuestion(2, "samen", title, tried[1:]),))
    question = DesignQuestion(2, "goed", title, (replace(tried[1], status="busy"), *tried[3:], tried[2]))
    after = replace(before, region="zuid", questions=(DesignQuestion(None, "goed", title), question), outside={None: 2})
    new = replace(before, id=None, questions=(replace(question, id=None, experiments=tried[:1] * 12),))
    for name, becomes in (("nothing", before), ("changes", after), ("a practice", new)):
        yield f"import of {name}", importing.plan(t, importing.PlanView(5, Plan((before,), (becomes,))))
    sheets = list(COLUMNS)
    for number, what in enumerate(PROBLEMS):
        problem = Problem(sheets[number % 4], number, what, "organisation" if number % 2 else "")
        yield f"import with {what}", importing.plan(t, importing.PlanView(5, Plan((), (), (problem,) * 12)))
    yield "imported", importing.applied(t, 12, 5)
    yield "import of what ended", importing.plan(t, importing.PlanView(5, Plan((before,), (after,), (), 3)))


def _others(t: Translator, practice: str) -> Iterator[tuple[str, Message]]:
    yield "help for a stranger", help.help_text(t, COMMANDS, [])
    yield (
        "help for all roles",
        help.help_text(t, COMMANDS[:9], [(practice, list(Role)), (practice, list(Role)), (None, [])], more=COMMANDS),
    )
    yield "help for who leads many", help.help_text(t, COMMANDS[:9], [(practice, list(Role))] * 101)
    yield "help for a caregiver", help.help_text(t, COMMANDS, [(practice, ANSWERING[:1])], offers_contact=True)
    yield "code choice", codes.choice(t, tuple(Purpose))
    for purpose in Purpose:
        yield f"code: {purpose}", codes.code(t, purpose, spoken("123456789012"), NOW, AMSTERDAM)
    yield "erasure by letter", letters.erasure_announced(t, 7, None, NOW, AMSTERDAM)
    yield "erasure of somebody by letter", letters.erasure_announced(t, 7, "tante", NOW, AMSTERDAM)
    yield "erasure refused", letters.erasure_refused(t)
    yield "refused", help.refused(t)
    yield "unknown command", help.unknown_command(t)
    yield "language", language.language(t, ("nl", "en"))
    yield "language set", language.language_set(t)
    yield from leading_messages(t, practice)
    for say in (leaving.stopped, leaving.erase_question, leaving.erased, leaving.nothing_kept, leaving.erase_not):
        yield say.__name__, say(t)
    for key in NOTES:
        yield key, notes.note(t, key, limit=1000, length=1200)
    for kind in (*notes.KINDS, *notes.HEARD, *notes.SEEN, "other"):
        yield f"cannot read {kind}", notes.note(t, "cannot_read", kind=kind)
    yield "alarm", alarm.failing(t, 1, 2, 6)
    yield "alarm of one kind", alarm.failing(t, 3, 0, 6)
    yield "alarm of silence", alarm.silence(t, 24)
    yield "alarm of guessing", alarm.guessing(t, 30)
    yield "alarm of refusals", alarm.refusals(t)
    yield "goodbye of the old bot", moved.moved(t, "mantelzorg_bot")
    yield "next check-in", notes.no_open_check_in(t, OPENED, AMSTERDAM)
    yield "no next check-in", notes.no_open_check_in(t, None, AMSTERDAM)
