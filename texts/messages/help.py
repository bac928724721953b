"""What somebody can do here, and what is said when something cannot be done."""

from collections.abc import Collection, Sequence

from rules.access import ANSWERING, Role
from rules.commands import Command
from rules.help_card import HelpCard
from rules.payloads.help import RefusedRequest, UnknownCommand
from texts.catalogue import OWN_LANGUAGE, Translator
from texts.escaping import NOTHING, Markup, literal
from texts.fixed_messages import says
from texts.layout import column, lines, paragraphs
from texts.message import Message
from texts.messages import call_backs, codes, help_card, hubs

#: A practice (None: the programme), and what somebody is there.
Place = tuple[str | None, Collection[Role]]
#: So many practices of somebody stand in it; the desk's own lists have all of them.
NAMED = 10


def help_text(
    t: Translator,
    commands: Sequence[Command],
    places: Sequence[Place],
    *,
    offers_contact: bool = False,
    more: Sequence[Command] = (),
    card: HelpCard | None = None,
) -> Message:
    """The help of a person: only commands that person may give. more: a button under it each. card: help near by."""
    answers = any(role in ANSWERING for _, roles in places for role in roles)
    about = lines(t("help.intro"), *_where(t, places), t("help.how") if answers else NOTHING)
    can_do = lines(t("help.commands"), command_lines(t, commands))
    ways = (call_backs.way(t), codes.way(t)) if offers_contact else (codes.way(t),)
    urgent = lines(t("help.urgent"), help_card.near_by(t, card))
    return Message(paragraphs(about, can_do, urgent), column(*hubs.ways(t, more), *ways))


@says(RefusedRequest)
def refused(t: Translator) -> Message:
    """The same refusal whatever was refused."""
    return Message(t("help.refused"))


@says(UnknownCommand)
def unknown_command(t: Translator) -> Message:
    return Message(t("help.unknown_command"))


def command_descriptions(t: Translator, commands: Sequence[Command]) -> list[tuple[str, str]]:
    """Commands as Telegram's menu lists them: the name in this language, and what it does."""
    return [(_name(t, row), t(f"command.{row.name}")) for row in commands]


def command_lines(t: Translator, commands: Sequence[Command]) -> Markup:
    """A line per command."""
    described = ((literal(name), literal(text)) for name, text in command_descriptions(t, commands))
    return lines(*(t("help.command", name=name, description=text) for name, text in described))


def _name(t: Translator, row: Command) -> str:
    return row.name if t.language == OWN_LANGUAGE else row.english


def _where(t: Translator, places: Sequence[Place]) -> list[Markup]:
    if not places:
        return [t("help.stranger")]
    here = [_place(t, practice, roles) for practice, roles in places if practice is not None]
    return here[:NAMED] + ([t.many("help.more_places", len(here) - NAMED)] if len(here) > NAMED else [])


def _place(t: Translator, practice: str, roles: Collection[Role]) -> Markup:
    words = [t(f"role.{role}") for role in Role if role in roles]
    return t("help.member", practice=practice, roles=t.joined(words))
