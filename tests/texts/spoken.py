"""Everything the bot can say, said once: what the tests of this room read."""

from collections.abc import Iterator

from rules.access import ALL, ANSWERING, COMMANDS, Role
from rules.check_in import Given
from rules.summary import DesignQuestionState, Response
from tests.texts.text_views import (
    AMSTERDAM,
    CENTRAL,
    NOW,
    OPENED,
    PROGRAMME,
    check_in_view,
    experiment,
    figures,
    open_round,
    round_view,
    summary_view,
)
from texts.catalogue import Translator
from texts.message import Message
from texts.messages import (
    check_in,
    help,
    invitations,
    language,
    leaving,
    notes,
    registration,
    rounds,
    summary,
)

TYPED = "Het gaat nu beter, want de wijkverpleegkundige komt elke dag."
NOTES = (
    "private_only",
    "tap_a_button",
    "no_text_here",
    "too_long",
    "no_open_check_in",
    "button_expired",
    "try_again_later",
    "round_opened",
    "round_closed",
    "round_already_open",
    "nobody_to_ask",
    "welcome_back",
    "edited_kept",
)


def every_message(
    t: Translator, practice: str = "Zwolle", title: str = "Logeerhuis", typed: str = TYPED
) -> dict[str, Message]:
    """Each message at least once, by a name that says which it is. The arguments are what people typed."""
    return dict(
        (
            *_check_ins(t, practice, title, typed),
            *_registration(t, practice, title),
            *_leading(t, practice, title),
            *_others(t, practice),
        )
    )


def _check_ins(t: Translator, practice: str, title: str, typed: str) -> Iterator[tuple[str, Message]]:
    answers: dict[str, Given | str] = {"samen": "4", "volhouden": "1", "goed": Given()}
    text = Given(text=typed)
    done = answers | {"remark": text, "remark_shared": "yes"}
    titles = {1: title, 2: "Zorgmap"}
    work: dict[str, Given | str] = {"status:1": "busy", "did:1": text}
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
    yield "reminder", check_in.reminder(t, check_in_view(Role.CAREGIVER, {}, practice=practice))
    yield "experiment", check_in.check_in(t, check_in_view(Role.PARTICIPANT, {}, experiments=titles))
    yield "experiment text", check_in.check_in(t, check_in_view(Role.PARTICIPANT, work, experiments=titles))
    yield (
        "experiments overview",
        check_in.check_in(t, check_in_view(Role.PARTICIPANT, work, overview=True, experiments=titles)),
    )
    many = {f"{key}:{number}": given for number in range(12) for key, given in (("status", "busy"), ("did", text))}
    view = check_in_view(Role.PARTICIPANT, many, experiments=dict.fromkeys(range(12), title))
    yield "many answers", check_in.check_in(t, view)


def _registration(t: Translator, practice: str, title: str) -> Iterator[tuple[str, Message]]:
    for role in Role:
        where = None if role is Role.MANAGER else practice
        yield f"consent {role}", registration.consent(t, 5, where, role, more=False)
        yield f"registered {role}", registration.registered(t, where, role, None, AMSTERDAM, COMMANDS)
        yield f"already {role}", registration.already(t, where, role)
    yield "notice", registration.consent(t, 5, practice, Role.CAREGIVER, more=True)
    yield "registered with a date", registration.registered(t, practice, Role.CAREGIVER, OPENED, AMSTERDAM, COMMANDS)
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


def _leading(t: Translator, practice: str, title: str) -> Iterator[tuple[str, Message]]:
    yield "round", rounds.round_state(t, round_view(practice))
    yield "round without plan", rounds.round_state(t, round_view(practice, next_at=None))
    yield "round open", rounds.round_state(t, open_round(practice, moved_because="Kerstvakantie"))
    yield "round open for nobody", rounds.round_state(t, open_round(practice, (0, 0)))
    yield "open now", rounds.round_change(t, round_view(practice), "open")
    yield "close now", rounds.round_change(t, open_round(practice), "close")
    yield "close now, all answered", rounds.round_change(t, open_round(practice, (8, 8)), "close")
    now_open = {"open_response": {"caregiver": Response(1, 9)}, "open_closes_at": NOW, "manager": True}
    changed = {"previous": figures(), "previous_round_id": 8, "next_round_id": 10}
    nobody = figures(
        response={"caregiver": Response(0, 9)}, central=dict.fromkeys(CENTRAL), heard={}, design_questions=()
    )
    silent = DesignQuestionState("Wat helpt?", "samen", tuple(experiment(f"{title} {n}", None) for n in range(14)))
    crowd = tuple(DesignQuestionState(title * 9, "samen", (experiment(title * 9),) * 12) for _ in range(30))
    yield "summary", summary.summary(t, summary_view(figures(title), practice))
    yield "summary changed", summary.summary(t, summary_view(figures(title), practice, **changed))
    yield "summary of nobody", summary.summary(t, summary_view(nobody, practice, **now_open))
    yield "summary of nothing", summary.summary(t, summary_view(None, practice, **now_open))
    yield "summary of silence", summary.summary(t, summary_view(figures(design_questions=(silent,)), practice))
    yield "summary of a crowd", summary.summary(t, summary_view(figures(design_questions=crowd), practice))
    yield "summary practices", summary.practices(t, [(3, practice), (4, "Ede")])
    yield "whom to invite", invitations.roles_to_invite(t)
    for role, uses in ((Role.CAREGIVER, 50), (Role.PARTICIPANT, 50), (Role.COORDINATOR, 1)):
        link = "https://t.me/checkin?start=abc"
        yield f"invitation {role}", invitations.invitation(t, practice, role, link, uses, NOW, AMSTERDAM)


def _others(t: Translator, practice: str) -> Iterator[tuple[str, Message]]:
    yield "help for a stranger", help.help_text(t, COMMANDS, None, ())
    yield "help for all roles", help.help_text(t, COMMANDS, practice, ALL)
    yield "help for a caregiver", help.help_text(t, COMMANDS, practice, ANSWERING[:1])
    yield "refused", help.refused(t)
    yield "unknown command", help.unknown_command(t)
    yield "language", language.language(t, ("nl", "en"))
    yield "language set", language.language_set(t)
    for say in (leaving.stopped, leaving.erase_question, leaving.erased, leaving.erase_not):
        yield say.__name__, say(t)
    for key in NOTES:
        yield key, notes.note(t, key, limit=1000)
    for kind in (*notes.KINDS, "other"):
        yield f"cannot read {kind}", notes.note(t, "cannot_read", kind=kind)
    yield "next check-in", notes.no_open_check_in(t, OPENED, AMSTERDAM)
    yield "no next check-in", notes.no_open_check_in(t, None, AMSTERDAM)
