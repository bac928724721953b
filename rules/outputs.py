"""Everything that leaves the bot: who gets it, and of whom it tells what. The one table of outputs.

What is said is named by its payload's kind; what is no payload bears a name of its own. The notice has a sentence for
each way in which something of a person leaves, and a new output without a row here does not pass the tests.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

from rules.access import ANSWERING, LEADING, Role


class Of(StrEnum):
    """Of whom an output tells what.

    NOBODY: words of the bot or of a practice's desk. COUNTS: how many there are, or did something. GROUPS: answers of
    groups, as rules.telling lets them be told. RELEASED: words that people let go. BY_WISH: who asked for it to be
    known, and only that. RECORDS: what a practice wrote down of its experiments, nobody's name with it. LEADERS: who
    leads, by the name that Telegram shows of them. ROWS: of persons, under a pseudonym, who said yes to exactly that.
    THEMSELF: what the person gave, to the person. EVERYTHING: the whole database.
    """

    NOBODY = "nobody"
    COUNTS = "counts"
    GROUPS = "groups"
    RELEASED = "released"
    BY_WISH = "by_wish"
    RECORDS = "records"
    LEADERS = "leaders"
    ROWS = "rows"
    THEMSELF = "themself"
    EVERYTHING = "everything"


class Owner(StrEnum):
    """Who is no role in the chat: whoever runs the machine."""

    OWNER = "owner"


Recipient = Role | Owner
EVERYBODY = frozenset(Role)
COORDINATOR, MANAGER = frozenset({Role.COORDINATOR}), frozenset({Role.MANAGER})
ANSWERERS = frozenset(ANSWERING)
HELPERS = frozenset({Role.COORDINATOR, Role.PARTICIPANT})
OWNER = frozenset({Owner.OWNER})


#: What tells of others, or of a group.
TELLING = frozenset({Of.GROUPS, Of.COUNTS, Of.RELEASED, Of.BY_WISH, Of.LEADERS, Of.ROWS, Of.EVERYTHING})
#: What is meant to be passed on, or to be kept by everybody it tells of: the rest of what tells stays in the chat.
PASSED_ON = frozenset(
    ["look_back", "card_file", "invitation", "import_offer", "export", "programme_report", "practice_report"]
)
#: Screens in whose place one that tells is shown: a message stays as it was sent, whatever is written in it later.
GIVE_WAY = frozenset(
    [
        *("summary_practices", "practice_report_forms", "median_question", "cards"),
        *("practices_to_invite_to", "roles_to_invite"),
        *("programme_periods", "programme_period", "practices", "practice", "new_practice", "schedule"),
        "practice_unled",
    ]
)


class Output(Struct, frozen=True):
    """A row. name: a payload's kind, or what it is called elsewhere. command: what leads to it, if a command does.

    files: what it may come with that can be taken along.
    """

    name: str
    to: frozenset[Recipient]
    of: frozenset[Of]
    command: str | None = None
    files: tuple[str, ...] = ()

    @property
    def stays(self) -> bool:
        """Whether it is protected against being forwarded and saved."""
        return self.name in GIVE_WAY or (self.name not in PASSED_ON and bool(self.of & TELLING))


def _said(
    names: str, to: Iterable[Recipient], *of: Of, command: str | None = None, files: tuple[str, ...] = ()
) -> Iterator[Output]:
    return (Output(name, frozenset(to), frozenset(of), command, files) for name in names.split())


OUTPUTS: tuple[Output, ...] = (
    # To whoever it is about: what they gave, and the bot's own words.
    *_said(
        "check_in check_in_past check_in_over check_in_again check_in_closed check_in_asked check_in_meant",
        EVERYBODY,
        Of.THEMSELF,
    ),
    *_said("check_in_reminder check_in_postponed check_in_declined", EVERYBODY, Of.THEMSELF),
    *_said(
        "pause_why pause_how_long pause_until paused resumed pause_ends bereaved bereaved_question",
        EVERYBODY,
        Of.THEMSELF,
    ),
    *_said("publication publication_over publication_none", EVERYBODY, Of.THEMSELF, command="privacy"),
    *_said("own_data", EVERYBODY, Of.THEMSELF, command="mijngegevens", files=("json", "html")),
    *_said("own_line", frozenset({Role.CAREGIVER}), Of.THEMSELF, command="mijnlijn", files=("png",)),
    *_said("privacy notice_again", EVERYBODY, Of.THEMSELF, command="privacy"),
    *_said("own_time own_hour", ANSWERERS, Of.THEMSELF, command="tijd"),
    *_said("own_experiments renewal registration already move_offer moved_not moved", EVERYBODY, Of.THEMSELF),
    *_said("on_behalf nickname_question proxy_consent proxy", HELPERS, Of.THEMSELF, command="namens"),
    *_said("proxy_page", HELPERS, Of.THEMSELF, command="namens", files=("pdf",)),
    *_said("proxy_file", HELPERS, Of.THEMSELF, command="namens", files=("html",)),
    *_said("still_there stop_question stopped erase_question erase_not erased nothing_kept", EVERYBODY, Of.NOBODY),
    *_said("taken_away emptied contact_offer no_open_check_in note notice not_kept private_only", EVERYBODY, Of.NOBODY),
    *_said("owner_message", EVERYBODY, Of.NOBODY),
    *_said("code code_choice stop_choice stop_role", EVERYBODY, Of.THEMSELF),
    *_said("role_ended letter_came erasure_asked", EVERYBODY, Of.THEMSELF),
    *_said("erasure_refused", EVERYBODY, Of.NOBODY),
    *_said("help refused unknown_command menu language language_set", EVERYBODY, Of.NOBODY),
    *_said("open_practices open_roles no_token refused_invitation declined wrong_role", EVERYBODY, Of.NOBODY),
    *_said("further", ANSWERERS, Of.THEMSELF),
    *_said("practice_closed practice_reopened new_rhythm new_coordinator", ANSWERERS | COORDINATOR, Of.NOBODY),
    *_said("new_experiments", frozenset({Role.PARTICIPANT}), Of.NOBODY),
    # To everybody of a practice.
    *_said("look_back", ANSWERERS, Of.GROUPS),
    *_said("circular", ANSWERERS, Of.NOBODY),
    *_said("reply", frozenset({Role.CAREGIVER}), Of.NOBODY),
    # To who coordinates a practice.
    *_said("summary", LEADING, Of.GROUPS, Of.COUNTS, command="samenvatting", files=("png",)),
    *_said("digest", LEADING, Of.GROUPS, Of.COUNTS, files=("png",)),
    *_said("trend", LEADING, Of.GROUPS, Of.COUNTS, command="samenvatting", files=("png",)),
    *_said("median_question", COORDINATOR, Of.NOBODY, command="samenvatting"),
    *_said("practice_report_forms", LEADING, Of.NOBODY, command="samenvatting"),
    *_said(
        "practice_report",
        LEADING,
        *(Of.GROUPS, Of.COUNTS, Of.RELEASED, Of.RECORDS),
        command="samenvatting",
        files=("pdf", "docx"),
    ),
    *_said("remarks", COORDINATOR, Of.RELEASED, command="samenvatting"),
    *_said("experiment_states", LEADING, Of.RELEASED, command="samenvatting"),
    *_said("summary_practices", LEADING, Of.NOBODY, command="samenvatting"),
    *_said("call_back", LEADING, Of.BY_WISH),
    *_said("pause_shared", COORDINATOR, Of.BY_WISH),
    *_said("round", COORDINATOR, Of.COUNTS, command="ronde"),
    *_said("rhythm", COORDINATOR, Of.NOBODY, command="ronde"),
    *_said("round_too_soon", COORDINATOR, Of.NOBODY, command="ronde"),
    *_said("nudge", COORDINATOR, Of.COUNTS, command="herinner"),
    *_said("headcount", COORDINATOR, Of.COUNTS, command="deelnemers"),
    *_said("hub", LEADING, Of.NOBODY, command="praktijk"),
    *_said("changes", COORDINATOR, Of.NOBODY, command="praktijk"),
    *_said("practices_to_work_in", HELPERS, Of.NOBODY),
    *_said("succession", COORDINATOR, Of.NOBODY, command="praktijk"),
    *_said("end_by_code signed_off", COORDINATOR, Of.NOBODY, command="mensen"),
    *_said("letter_denied", COORDINATOR, Of.BY_WISH),
    *_said("waiting", LEADING, Of.COUNTS),
    *_said("feedback", COORDINATOR, Of.NOBODY, command="terugkoppeling"),
    *_said("reply_draft", COORDINATOR, Of.NOBODY, command="samenvatting"),
    *_said("circular_question circular_draft circular_state", COORDINATOR, Of.COUNTS, command="bericht"),
    *_said("handbook", LEADING, Of.NOBODY, command="handleiding", files=("pdf",)),
    *_said("help_card", COORDINATOR, Of.NOBODY, command="hulpkaart"),
    *_said("theme", COORDINATOR, Of.NOBODY, command="kernthema"),
    *_said("rewording", COORDINATOR, Of.NOBODY),
    *_said("design_questions design_question", COORDINATOR, Of.NOBODY, command="ontwerpvragen"),
    *_said("experiments experiment experiment_places", HELPERS, Of.COUNTS, command="experimenten"),
    *_said("logbook", COORDINATOR, Of.RECORDS, Of.GROUPS, command="experimenten"),
    *_said("logbook_version", COORDINATOR, Of.RECORDS, command="experimenten"),
    *_said("elsewhere", COORDINATOR, Of.RECORDS, command="experimenten"),
    *_said("elsewhere_card", COORDINATOR, Of.RELEASED, Of.RECORDS, Of.COUNTS, command="experimenten"),
    *_said("introduction", COORDINATOR, Of.BY_WISH),
    *_said("introduction_question introduction_asked introduction_not", COORDINATOR, Of.NOBODY),
    *_said("logbook_asks", COORDINATOR, Of.COUNTS),
    *_said("cards", COORDINATOR, Of.NOBODY, command="ervaring"),
    *_said("card card_fields card_field", COORDINATOR, Of.RELEASED, Of.RECORDS, Of.COUNTS, command="ervaring"),
    *_said(
        "card_file", COORDINATOR, Of.RELEASED, Of.RECORDS, Of.COUNTS, command="ervaring", files=("md", "html", "docx")
    ),
    *_said("practices_to_invite_to", LEADING, Of.NOBODY, command="uitnodigen"),
    *_said("roles_to_invite", LEADING, Of.COUNTS, command="uitnodigen"),  # from when there are figures
    *_said("invitations revocation invitation_card", LEADING, Of.COUNTS, command="uitnodigen"),
    *_said("invitation", LEADING, Of.NOBODY, command="uitnodigen", files=("png", "pdf")),
    *_said("import_offer", LEADING, Of.RECORDS, command="import", files=("xlsx",)),
    *_said("import_reading import_refused import_read import_applied", LEADING, Of.NOBODY, command="import"),
    *_said(
        "export_practices export_periods export_kinds research_kinds export_state", LEADING, Of.NOBODY, command="export"
    ),
    *_said("export", LEADING, Of.GROUPS, Of.RECORDS, Of.COUNTS, command="export", files=("xlsx", "zip")),
    # To who leads the programme.
    *_said("programme", MANAGER, Of.GROUPS, Of.COUNTS, command="programma", files=("png",)),
    *_said("attention", MANAGER, Of.COUNTS, command="programma"),
    *_said("programme_periods programme_period", MANAGER, Of.NOBODY, command="programma"),
    *_said("programme_report", MANAGER, Of.GROUPS, Of.RECORDS, Of.COUNTS, command="programma", files=("pdf", "xlsx")),
    *_said("research_file", MANAGER, Of.ROWS, Of.COUNTS, command="export", files=("xlsx", "zip")),
    *_said("practices practice new_practice schedule practice_unled", MANAGER, Of.NOBODY),
    *_said("leaders ending_question", MANAGER, Of.LEADERS),
    *_said("help_card_check", MANAGER, Of.NOBODY),
    *_said("alarm_failing alarm_silence", MANAGER, Of.NOBODY),
    *_said("alarm_refusals alarm_guessing", MANAGER, Of.COUNTS),
    # To who runs the machine.
    *_said("bot:summary", OWNER, Of.GROUPS, Of.COUNTS),
    *_said("bot:status bot:retain bot:tick bot:alarm log metrics health", OWNER, Of.COUNTS),
    *_said("bot:audit bot:notices bot:announce", OWNER, Of.COUNTS),
    *_said("bot:role-list bot:role-end", OWNER, Of.LEADERS),
    *_said("bot:trace", OWNER, Of.BY_WISH),
    *_said("bot:person-find bot:person-erase", OWNER, Of.THEMSELF),
    *_said("bot:person-export", OWNER, Of.THEMSELF, files=("json", "html")),
    *_said("bot:backup bot:restore bot:copy-database", OWNER, Of.EVERYTHING),
    *_said(
        "bot:run bot:end-roles bot:setup bot:migrate bot:invite bot:new-key bot:rotate-key bot:move", OWNER, Of.NOBODY
    ),
    *_said("bot:demo bot:story", OWNER, Of.NOBODY),
)


def by_name() -> dict[str, Output]:
    """Each row by its name. ValueError for a name with two."""
    rows = {row.name: row for row in OUTPUTS}
    if len(rows) < len(OUTPUTS):
        raise ValueError("an output stands in the table twice")
    return rows


_STAYING = frozenset(row.name for row in OUTPUTS if row.stays)


def stays(name: str) -> bool:
    """Whether this output is protected against being forwarded and saved."""
    return name in _STAYING
