"""A check-in on the screen: one question at a time, above it what was answered, at the end the thanks."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct, field
from msgspec.structs import force_setattr

from programme.model import CentralQuestion
from rules.check_in import Answers, Given, Step, asked, left_out, score
from rules.greeting import Standing
from rules.help_card import HelpCard
from rules.own_time import Later
from texts.callback_data import SKIP
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, literal, plain, shortened
from texts.layout import beside, bold, column, italic, lines, paragraphs
from texts.message import ON_A_BUTTON, Button, Message, button
from texts.messages import answers, call_backs, help_card
from texts.paging import on_page, turn_pages
from texts.taps.check_in import AnswerGiven, AnswerKept, AnswersPaged, ChangeAsked, OtherMeant, StepBack, StepRevisited
from texts.taps.later import CheckInDeclined, LaterAsked

#: Characters for the answers so far: a few lines above a question, nearly a whole message when it is done.
ABOVE_A_QUESTION = 400
WHOLE_MESSAGE = 3000
#: Characters of what was typed, together, where it is asked whether it may be read.
TO_SHARE = 2400
#: Characters of an experiment's title in its question, and of a typed text above its new version.
WHOLE_TITLE, WHOLE_TEXT = 200, 200
#: Of what was expected: all of it, as long as it may be.
EXPECTED = 300
#: So many answers to change on a screen: all of a usual check-in, also of who is asked in both roles.
ANSWERS_PER_PAGE = 12


class CheckInView(Struct, frozen=True):
    """What there is to show of a check-in. `at`: the step to ask, None when complete.

    experiments: titles by id. statuses: of each as last reported. expectations: of those of which one is recorded.
    central: central questions by key.
    overview: the list behind *Wijzigen*, of which this is the page.
    nickname: on whose behalf it is filled in. plain: for who has it read aloud: a question stands alone.
    next_at: when the next check-in comes, once this one is over. is_next_open: it is there already.
    standing, variant: of the words it opens with, see rules.greeting. later: the offers to come back later.
    help_card: of the practice, shown to who finds it hard. asked: the steps that belong to it as answered so far.
    """

    check_in_id: int
    version: int
    practice: str
    opened_on: date
    closes_at: datetime
    timezone: str
    steps: Sequence[Step]
    answers: Answers
    experiments: Mapping[int, str]
    central: Mapping[str, CentralQuestion]
    at: Step | None
    overview: bool = False
    nickname: str | None = None
    plain: bool = False
    next_at: datetime | None = None
    is_next_open: bool = False
    standing: Standing = "usual"
    variant: str = "a"
    later: Sequence[Later] = ()
    help_card: HelpCard | None = None
    statuses: Mapping[int, str | None] = field(default_factory=dict)
    expectations: Mapping[int, str] = field(default_factory=dict)
    page: int = 0
    asked: Sequence[Step] = ()

    def __post_init__(self) -> None:
        force_setattr(self, "asked", asked(self.steps, self.answers))

    @property
    def answered(self) -> list[Step]:
        """The answered steps, in order."""
        return [step for step in self.asked if step.key in self.answers]


def check_in(t: Translator, view: CheckInView) -> Message:
    """The screen as it is now."""
    if view.overview:
        return _overview(t, view)
    if view.at is None:
        return _thanks(t, view)
    return question(t, view, view.at, head=_head(t, view, view.at))


def _head(t: Translator, view: CheckInView, step: Step) -> Markup:
    """What opens the check-in; right after the lowest score, whom to call."""
    if not (view.answers or view.nickname):
        return _intro(t, view)
    before = _before(view, step)
    return lines(_care(t, view), _contact(t, view)) if before and _is_lowest(view, before) else NOTHING


def _before(view: CheckInView, step: Step) -> Step | None:
    """The asked step just before this one; None at the beginning."""
    place = next((number for number, other in enumerate(view.asked) if other.key == step.key), 0)
    return view.asked[place - 1] if place else None


def _care(t: Translator, view: CheckInView) -> Markup:
    return lines(t("check_in.care"), help_card.near_by(t, view.help_card))


def _intro(t: Translator, view: CheckInView) -> Markup:
    opening = t(f"opening.{view.standing}.{view.variant}", practice=view.practice)
    return t("check_in.intro", opening=opening, until=until(t, view))


def past(t: Translator, view: CheckInView) -> Message:
    """An older message of a check-in that goes on below: the answers stand there."""
    return Message(lines(_for_whom(t, view), t("check_in.go_on_below")))


def over(t: Translator, view: CheckInView) -> Message:
    """A check-in whose round is closed: nothing of it can be changed, so nothing is shown of it."""
    tell = t("check_in.tell_now" if view.is_next_open else "check_in.tell_later")
    if view.next_at:
        tell = t("check_in.tell_next", moment=t.moment(view.next_at, view.timezone))
    return Message(paragraphs(lines(_for_whom(t, view), t("check_in.over")), tell))


def closed(t: Translator, view: CheckInView) -> Message:
    """Where a check-in stood when its round closes. The answers' words are left out: nothing can be changed."""
    kept = sum(not given.skipped for given in view.answers.values())
    told = t.many("check_in.closed_kept", kept) if kept else NOTHING
    tell = t("check_in.tell_next", moment=t.moment(view.next_at, view.timezone)) if view.next_at else NOTHING
    return Message(paragraphs(lines(_for_whom(t, view), t("check_in.closed"), told), tell))


def asked_over(t: Translator, view: CheckInView) -> Message:
    """Another message that asked for it, once its round is closed."""
    return Message(lines(_for_whom(t, view), t("check_in.closed")))


def question(t: Translator, view: CheckInView, step: Step, head: Markup) -> Message:
    """The question of this step under a head, with its buttons."""
    so_far = NOTHING if view.plain or head else _answers(t, view, ABOVE_A_QUESTION, quoted=0)
    if step.question.covers:
        so_far = _to_share(t, view, step)
    text = paragraphs(head, so_far, lines(_for_whom(t, view), _asked(t, view, step)))
    later = (button(t(f"button.{when}"), LaterAsked(view.check_in_id, when)) for when in view.later)
    not_now = column(not_this_time(t, view)) + beside(later) if view.later and not view.answers else beside(later)
    return Message(text, column(*_options(t, view, step)) + beside(_ways_on(t, view, step)) + not_now)


def _thanks(t: Translator, view: CheckInView) -> Message:
    nothing = all(given.skipped for given in view.answers.values())
    text = paragraphs(
        lines(_for_whom(t, view), t("check_in.thanks_skipped" if nothing else "check_in.thanks")),
        _care(t, view) if _is_hard(view) else NOTHING,
        lines(_answers(t, view, WHOLE_MESSAGE), _another_time(t, view)),
        lines(t("check_in.may_change", until=until(t, view)), _contact(t, view)),
    )
    contact = [] if view.nickname else [call_backs.way(t)]  # of everybody, not of who finds it hard
    return Message(text, column(button(t("button.change"), ChangeAsked(view.check_in_id)), *contact), silent=True)


def _another_time(t: Translator, view: CheckInView) -> Markup:
    """What there was no room for."""
    names = dict.fromkeys(t.pick(step.question.short) for step in left_out(view.steps, view.answers))
    return t("check_in.another_time", questions=Markup(", ".join(names))) if names else NOTHING


def _contact(t: Translator, view: CheckInView) -> Markup:
    """That everybody can ask for contact: of who uses Telegram, whatever they answered."""
    return NOTHING if view.nickname else t("check_in.contact")


def _for_whom(t: Translator, view: CheckInView) -> Markup:
    return t("check_in.on_behalf", nickname=view.nickname) if view.nickname else NOTHING


def _is_hard(view: CheckInView) -> bool:
    """Whether somebody chose the lowest score anywhere."""
    return any(_is_lowest(view, step) for step in view.answered)


def _is_lowest(view: CheckInView, step: Step) -> bool:
    return step.key in view.answers and score(step.question, view.answers[step.key]) == 1


def _overview(t: Translator, view: CheckInView) -> Message:
    buttons = (_revisit(t, view, step) for step in on_page(view.answered, view.page, ANSWERS_PER_PAGE))
    pages = turn_pages(t, view.answered, view.page, lambda to: AnswersPaged(view.check_in_id, to), ANSWERS_PER_PAGE)
    done = button(t("button.done"), AnswerKept(view.check_in_id))
    return Message(t("check_in.what_to_change"), column(*buttons) + pages + column(done))


def _revisit(t: Translator, view: CheckInView, step: Step) -> Button:
    tap = StepRevisited(view.check_in_id, step.key)
    question = t.pick(step.question.short)
    if step.experiment_id is not None:
        return button(t("answer.button", answer=question, question=_title(view, step, 20)), tap)
    answer = answers.words(t, step, view.answers[step.key], view.experiments)
    label = shortened(plain(t("answer.button", question=question, answer=answer)), ON_A_BUTTON)
    return button(label, tap, name=question)  # what was typed stands in its answer alone


def meant(t: Translator, view: CheckInView, step: Step, option: str) -> Message:
    """Whether it is this option that was meant; before the answer, for who types what could be it."""
    label = answers.label(t, step, option, view.experiments)
    yes = button(t("button.meant_yes"), AnswerGiven(view.check_in_id, view.version, step.key, option))
    no = button(t("button.meant_no"), OtherMeant(view.check_in_id))
    return Message(t("check_in.meant", label=label), column(yes, no))


def _asked(t: Translator, view: CheckInView, step: Step) -> Markup:
    title = literal(_title(view, step, WHOLE_TITLE))
    text = t.pick(step.question.text)
    asked = Markup(text.replace("{experiment}", title))
    central = view.central[step.question.central].text if step.question.central else {}
    heading = t.pick(central) if central else (title if asked == text else NOTHING)
    original = italic(t.original(central)) if central else NOTHING
    only_that = t("check_in.only_that") if step.experiments else NOTHING
    how = _how_to_write(t, view, step, asked)
    return lines(_count(t, view, step), bold(heading), original, _known(t, view, step), asked, only_that, how)


def _known(t: Translator, view: CheckInView, step: Step) -> Markup:
    """What the question is about: how the experiments stand, or what was expected of this one."""
    if step.experiments:
        return answers.standing(t, view.experiments, view.statuses, view.steps)
    expected = view.expectations.get(step.experiment_id or 0) if step.question.expected else None
    return t("check_in.expected", text=shortened(expected, EXPECTED)) if expected else NOTHING


def _count(t: Translator, view: CheckInView, step: Step) -> Markup:
    """True to the end: out of all that can come, where that is known beforehand, and not more than a few."""
    before = [other.key for other in view.asked]
    total = min(step.limit.most if step.limit else len(view.steps), len(view.steps))
    if step.key not in before or len({other.role for other in view.steps}) > 1:
        return NOTHING
    return t("check_in.count", n=before.index(step.key) + 1, total=total)


def _how_to_write(t: Translator, view: CheckInView, step: Step, asked: Markup) -> Markup:
    """Where to write, unless the question says so itself; or what was written before."""
    if step.question.kind != "text":
        return NOTHING
    given = view.answers.get(step.key)
    if given and given.text:
        return t("check_in.written", text=t("answer.quote", text=shortened(given.text, WHOLE_TEXT)))
    hint = t("check_in.write")
    return NOTHING if hint in asked else hint


def _options(t: Translator, view: CheckInView, step: Step) -> list[Button]:
    given = view.answers.get(step.key, Given())
    return [_option(t, view, step, option, option == given.option) for option in step.options]


def _option(t: Translator, view: CheckInView, step: Step, option: str, chosen: bool) -> Button:
    label = answers.label(t, step, option, view.experiments, ON_A_BUTTON)
    tap = AnswerGiven(view.check_in_id, view.version, step.key, option)
    return button(t("button.chosen", label=label) if chosen else label, tap, name=label)


def _ways_on(t: Translator, view: CheckInView, step: Step) -> list[Button]:
    back = button(t("button.back"), StepBack(view.check_in_id, view.version, step.key)) if _before(view, step) else None
    if step.key in view.answers:
        on = button(t("button.keep"), AnswerKept(view.check_in_id))
    else:
        on = button(t("button.skip"), AnswerGiven(view.check_in_id, view.version, step.key, SKIP))
    return [back, on] if back else [on]


def not_this_time(t: Translator, view: CheckInView) -> Button:
    """*Deze keer niet*: under what asks for the first time, and under a reminder."""
    return button(t("button.not_this_time"), CheckInDeclined(view.check_in_id))


def _answers(t: Translator, view: CheckInView, room: int, quoted: int = answers.QUOTED) -> Markup:
    steps = [step for step in view.answered if step != view.at]
    return answers.recap(t, steps, view.answers, view.experiments, room, quoted)


def _to_share(t: Translator, view: CheckInView, step: Step) -> Markup:
    """The texts that this permission is about, whole as far as a message can hold them."""
    covered = [one for one in view.answered if one.question.key in step.question.covers]
    texts = [one for one in covered if view.answers[one.key].text]
    return answers.recap(t, texts, view.answers, view.experiments, WHOLE_MESSAGE, TO_SHARE // max(len(texts), 1))


def _title(view: CheckInView, step: Step, limit: int) -> str:
    return "" if step.experiment_id is None else shortened(view.experiments[step.experiment_id], limit)


def until(t: Translator, view: CheckInView) -> str:
    """Until when it can be answered."""
    return t.moment(view.closes_at, view.timezone)
