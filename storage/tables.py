"""The tables. What identifies a person stands in `people` alone; the rest hangs on its random id.

Whatever names somebody, also for a moment, is `Sealed`.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.types import TypeDecorator

from storage.identity_cipher import Sealed

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
#: Telegram's ids need 64 bits; SQLite numbers rows by itself only in a column called INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC time. SQLite keeps no zone, so there it is stored naive and given back aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _id() -> Column[Any]:
    return Column("id", Id, primary_key=True)


def _to(table: str, *, nullable: bool = False, on_delete: str = "CASCADE") -> ForeignKey | Any:
    return Column(f"{_singular(table)}_id", Id, ForeignKey(f"{table}.id", ondelete=on_delete), nullable=nullable)


def _singular(table: str) -> str:
    return {"people": "person"}.get(table, table.removesuffix("s"))


def _only_where(condition: str) -> dict[str, Any]:
    """So it is on PostgreSQL too, as the migrations say; said here, it would load that dialect at every start."""
    return {"sqlite_where": text(condition)}


practices = Table(
    "practices",
    metadata,
    _id(),
    Column("slug", String(40), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("region", String(10), nullable=False),
    Column("latitude", Float, nullable=False),
    Column("longitude", Float, nullable=False),
    Column("core_theme", Text),
    Column("core_theme_before", Text),  # of before migration 0027, which moved it to `rewordings`; nothing reads it
    Column("created_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    Column("renamed_at", UtcTime),  # a manager named it: the programme file's name no longer counts
    Column("rounds_from", UtcTime),  # added or reopened by a manager: no slot before this opens a round
    # In the region's school holidays these roles are not asked.
    Column("caregivers_rest", Boolean, nullable=False, server_default=false()),
    Column("participants_rest", Boolean, nullable=False, server_default=true()),
    Column("rhythm", JSON(none_as_null=True)),  # its own schedule; None: the programme's
)

design_questions = Table(
    "design_questions",
    metadata,
    _id(),
    _to("practices"),
    Column("key", String(60)),  # where it was loaded from, so that loading again updates; None when typed in
    Column("central", String(24), nullable=False),
    Column("text", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    UniqueConstraint("practice_id", "key"),
)

experiments = Table(
    "experiments",
    metadata,
    _id(),
    _to("design_questions"),
    Column("key", String(60)),
    Column("title", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("status", String(16)),  # as last reported, kept when the reporter is erased
    Column("reported_at", UtcTime),
    Column("created_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("recommended_at", UtcTime),  # its coordinator recommends it to others, who may see its card and lessons
    Column("readiness", SmallInteger),  # how ready it is for others, 1 to 10, as its coordinator says
    UniqueConstraint("design_question_id", "key"),
)

#: What a practice expected of an experiment: the newest version counts. A practice's records: no writer.
expectations = Table(
    "expectations",
    metadata,
    _id(),
    _to("experiments"),
    Column("text", Text, nullable=False),
    Column("confidence", String(8)),  # small, fair, large; None: not said yet
    Column("said_at", UtcTime, nullable=False),
    Index("ix_expectations_experiment", "experiment_id", "id"),
)

#: From which experiment of another practice one was taken over.
takeovers = Table(
    "takeovers",
    metadata,
    Column("experiment_id", Id, ForeignKey("experiments.id", ondelete="CASCADE"), primary_key=True),
    Column("from_id", Id, ForeignKey("experiments.id", ondelete="CASCADE"), nullable=False),
    Index("ix_takeovers_from", "from_id"),
)

#: Each time that somebody said how ready an experiment is for others; None: it is not recommended any more.
readiness_ratings = Table(
    "readiness_ratings",
    metadata,
    _id(),
    _to("experiments"),
    Column("readiness", SmallInteger),
    Column("said_at", UtcTime, nullable=False),
    Index("ix_readiness_ratings_experiment", "experiment_id", "id"),
)

#: Since when an experiment has had a status, each time that it changed.
experiment_statuses = Table(
    "experiment_statuses",
    metadata,
    _id(),
    _to("experiments"),
    Column("status", String(16), nullable=False),
    Column("since", UtcTime, nullable=False),
    Index("ix_experiment_statuses_experiment", "experiment_id", "id"),
)

#: Each time that a practice looked back at an experiment, and what it decided.
cycles = Table(
    "cycles",
    metadata,
    _id(),
    _to("experiments"),
    Column("number", Integer, nullable=False),  # 1, 2, … of its experiment
    Column("status", String(16)),  # with which it was asked; None: the coordinator began by themselves
    Column("opened_at", UtcTime, nullable=False),
    Column("next", String(9)),  # keep, adapt, stop, recommend; None: nothing is decided
    Column("decided_at", UtcTime),
    Column("outcome", String(16)),  # whether it came true, as participants said; None: nobody did
    Column("outcome_at", UtcTime),  # when the round closed in which they did
    UniqueConstraint("experiment_id", "number"),
    Index("uq_cycles_open", "experiment_id", unique=True, **_only_where("decided_at IS NULL")),
)

#: What was learnt in a cycle: the newest version counts. A practice's records: no writer.
lessons = Table(
    "lessons",
    metadata,
    _id(),
    _to("cycles"),
    Column("text", Text, nullable=False),
    Column("said_at", UtcTime, nullable=False),
    Index("ix_lessons_cycle", "cycle_id", "id"),
)

#: Words of a practice (core theme, design question, experiment's title) that give or gave way to others.
rewordings = Table(
    "rewordings",
    metadata,
    _id(),
    _to("practices"),
    Column("subject", String(16), nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("words_before", Text, nullable=False),
    Column("words_after", Text, nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("replaced_at", UtcTime),  # None: it is only asked whether
    Index("ix_rewordings_subject", "subject", "subject_id"),
    Index("ix_rewordings_practice", "practice_id"),
)

people = Table(
    "people",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # random: tells nothing, also in a backup
    Column("telegram_id", Sealed(int), key="address", nullable=False, unique=True),
    Column("language", String(2), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("unreachable_at", UtcTime),
    Column("refused_at", UtcTime),  # since when Telegram refuses what is sent to them, which may be our own fault
    Column("refused_last_at", UtcTime),
    Column("retry_at", UtcTime),  # refused: what is to be said is held until then
    Column("gone_confirmed_at", UtcTime),  # unreachable: refused again on another day
    Column("stopped_at", UtcTime),
    Column("returned_at", UtcTime),  # last, after a stop: a stop since then is another one
    Column("pending_invitation_id", Id),
    Column("current_practice_id", Id),  # which of several that they lead is meant; None: the first
    Column("part_of_day", String(9)),  # own time: morning, afternoon, evening, or "10:30"; None: when the round opens
    Column("weekday", SmallInteger),  # own day, 1 (Monday) to 7; None: when the round opens
    Column("paused_until", UtcTime),
    Column("pause_reason", String(10)),  # only when the person lets the coordinator know
    Column("awaiting", String(48)),  # what a typed text is to be: "nickname", …; None: whatever the open question asks
    Column("no_digest", Boolean, nullable=False, server_default=false()),  # no summary by itself when a round closes
    Column("plain", Boolean, nullable=False, server_default=false()),  # `/groot`: one idea per message, no formatting
    Column("is_test", Boolean, nullable=False, server_default=false()),  # tries the bot out: in no export
    Index("ix_people_refused", "refused_at", **_only_where("refused_at IS NOT NULL")),
    Index("ix_people_unreachable", "unreachable_at", **_only_where("unreachable_at IS NOT NULL")),
    Index("ix_people_test", "id", **_only_where("is_test")),
)

invitations = Table(
    "invitations",
    metadata,
    _id(),
    Column("token_hash", String(64), unique=True),  # None until the link is made, at the moment it is sent
    Column("role", String(16), nullable=False),
    _to("practices", nullable=True),
    Column("uses", Integer, nullable=False),
    Column("uses_left", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("revoked_at", UtcTime),
    Column("is_test", Boolean, nullable=False, server_default=false()),  # who follows it is a test person
    Column("name", Sealed(str)),  # what its coordinator calls it
    Column("joined", Integer, nullable=False, server_default="0"),  # how many registered by it: a number that stays
    Column("created_by", BigInteger, ForeignKey("people.id", ondelete="SET NULL")),
    CheckConstraint("uses_left >= 0", name="uses_left"),
    Index("ix_invitations_created_by", "created_by", **_only_where("created_by IS NOT NULL")),
)

memberships = Table(
    "memberships",
    metadata,
    _id(),
    _to("people"),
    _to("practices", nullable=True),
    Column("role", String(16), nullable=False),
    _to("invitations", nullable=True, on_delete="SET NULL"),
    Column("consent_version", SmallInteger),
    Column("consented_at", UtcTime),
    Column("notice_edition", String(64)),  # of what the owner had filled in; None: agreed before this was kept
    Column("is_outdated", Boolean, nullable=False, server_default=false()),  # the owner has changed it since
    Column("organisation", String(24)),  # a row of Tabel 1; None with organisation_answered_at set: rather not said
    Column("organisation_answered_at", UtcTime),
    Column("experiments_answered_at", UtcTime),
    Column("registered_at", UtcTime),
    Column("left_at", UtcTime),
    Column("created_at", UtcTime, nullable=False),
    Column("successor_invitation_id", Id),  # whoever comes in by it takes this role over
    # Somebody answers in one practice, and may coordinate several.
    Index(
        "uq_memberships_person_role",
        "person_id",
        "role",
        unique=True,
        **_only_where("left_at IS NULL AND role <> 'coordinator'"),
    ),
    Index(
        "uq_memberships_person_practice",
        "person_id",
        "practice_id",
        unique=True,
        **_only_where("left_at IS NULL AND role = 'coordinator'"),
    ),
    Index("ix_memberships_person", "person_id"),  # of those who left as well
    Index("ix_memberships_invitation", "invitation_id", **_only_where("invitation_id IS NOT NULL")),
    Index("ix_memberships_practice", "practice_id", "role"),
)

experiment_members = Table(
    "experiment_members",
    metadata,
    Column("experiment_id", Id, ForeignKey("experiments.id", ondelete="CASCADE"), primary_key=True),
    Column("membership_id", Id, ForeignKey("memberships.id", ondelete="CASCADE"), primary_key=True),
    Column("reported_at", UtcTime),
    Index("ix_experiment_members_membership", "membership_id"),
)

rounds = Table(
    "rounds",
    metadata,
    _id(),
    _to("practices"),
    Column("slot_on", Date),  # local; the schedule's date, before holidays move it; None when opened by hand
    Column("number", Integer),  # of opened rounds, 1, 2, …; None for a skipped one
    Column("state", String(8), nullable=False),  # open, closed, skipped
    Column("opened_on", Date, nullable=False),  # local
    Column("opened_at", UtcTime, nullable=False),
    Column("closes_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    Column("reason", String(16)),  # why skipped: late, already_open, nobody
    Column("nudged_at", UtcTime),  # when a coordinator had everybody reminded once more
    Column("released_at", UtcTime),  # of a closed one: when shared texts had their turn to be let go
    UniqueConstraint("practice_id", "number"),
    UniqueConstraint("practice_id", "slot_on", name="uq_rounds_slot"),  # a slot opens once, whoever comes first
    Index("uq_rounds_open", "practice_id", unique=True, **_only_where("state = 'open'")),
    Index("ix_rounds_closes_at", "closes_at", **_only_where("state = 'open'")),
)

#: Somebody without Telegram, for whom a person (the owner) fills in a check-in. Nobody else sees the nickname.
proxies = Table(
    "proxies",
    metadata,
    _id(),
    _to("people"),
    _to("practices"),
    Column("nickname", Sealed(str), nullable=False),
    Column("consent_at", UtcTime),  # when the owner said that this somebody agrees
    Column("consent_by", String(16)),  # who said so: themself, or a representative
    Column("created_at", UtcTime, nullable=False),
    UniqueConstraint("person_id", "practice_id", "nickname"),
)

check_ins = Table(
    "check_ins",
    metadata,
    _id(),
    _to("rounds"),
    _to("people"),  # who answers: the person, or the owner of the proxy it is about
    Column("proxy_id", Id, ForeignKey("proxies.id", ondelete="CASCADE")),
    Column("as_caregiver", Boolean, nullable=False),
    Column("as_participant", Boolean, nullable=False),
    Column("version", Integer, nullable=False, server_default="0"),  # counts changes: an older button is recognised
    Column("looking_at", String(48)),  # a step looked back at, or "overview"
    Column("message_id", BigInteger),  # the message in which it goes on
    Column("shown_step", String(48)),  # what that message shows: a typed text belongs to it
    Column("finished_at", UtcTime),
    Column("declined_at", UtcTime),  # "not this time"
    Column("remind_at", UtcTime),  # when the next reminder is due, unless it is finished by then
    Column("reminders", SmallInteger, nullable=False, server_default="0"),  # how many there were
    UniqueConstraint("round_id", "proxy_id"),
    Index("uq_check_ins_round_person", "round_id", "person_id", unique=True, **_only_where("proxy_id IS NULL")),
    Index("ix_check_ins_person", "person_id", "round_id"),
    Index("ix_check_ins_proxy", "proxy_id", **_only_where("proxy_id IS NOT NULL")),
    Index("ix_check_ins_remind_at", "remind_at", **_only_where("remind_at IS NOT NULL")),
)

check_in_experiments = Table(
    "check_in_experiments",
    metadata,
    Column("check_in_id", Id, ForeignKey("check_ins.id", ondelete="CASCADE"), primary_key=True),
    Column("experiment_id", Id, ForeignKey("experiments.id", ondelete="CASCADE"), primary_key=True),
    Column("position", SmallInteger, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    _id(),
    _to("check_ins"),
    Column("step", String(48), nullable=False),
    Column("round_id", Id, nullable=False),
    Column("role", String(16), nullable=False),
    Column("question", String(24), nullable=False),
    Column("question_version", SmallInteger, nullable=False),
    Column("experiment_id", Id, ForeignKey("experiments.id", ondelete="CASCADE")),
    Column("option", String(16)),
    Column("score", SmallInteger),  # of a scale: 1 (worst) and up
    Column("text", Text),
    Column("message_id", BigInteger),  # the person's own message, so that editing it revises the answer
    Column("parts", JSON(none_as_null=True)),  # typed in several messages: each one's id and words
    Column("answered_at", UtcTime, nullable=False),
    UniqueConstraint("check_in_id", "step"),
    Index("ix_answers_round", "round_id", "question", "option", "score"),
)

#: Shared texts that were let go, with the closing of which round; those of one round, role and audience are a batch.
released_texts = Table(
    "released_texts",
    metadata,
    Column("answer_id", Id, ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True),
    Column("audience", String(16), primary_key=True),  # coordinator, file
    Column("round_id", Id, ForeignKey("rounds.id", ondelete="CASCADE"), nullable=False),
)

#: What writers chose for one text of theirs: may it go on an experience card? The newest counts, for the words shown.
publications = Table(
    "publications",
    metadata,
    _id(),
    _to("answers"),
    Column("given", Boolean, nullable=False),
    Column("notice_hash", String(64), nullable=False),  # of what was asked, with the text
    Column("at", UtcTime, nullable=False),
    Index("ix_publications_answer", "answer_id", "id"),
)

#: Somebody who wants to be called back, with the consent to say so to the coordinators; nothing of the answers.
call_backs = Table(
    "call_backs",
    metadata,
    _id(),
    _to("people"),
    _to("practices"),
    Column("first_name", Sealed(str)),  # kept here alone, and only until somebody has seen to it
    Column("asked_at", UtcTime, nullable=False),  # the moment of consent
    Column("repeated_at", UtcTime),
    Column("handled_at", UtcTime),
    Column("handled_by", BigInteger, ForeignKey("people.id", ondelete="SET NULL")),
    Column("seen_by", String(16)),  # which leaders they were told see it; None: coordinators
    Index("uq_call_backs_open", "person_id", unique=True, **_only_where("handled_at IS NULL")),
    Index("ix_call_backs_person", "person_id"),
    Index("ix_call_backs_handled_by", "handled_by", **_only_where("handled_by IS NOT NULL")),
)

#: Roles that a letter asked to end: on the day they do, unless the person says no in the chat.
role_endings = Table(
    "role_endings",
    metadata,
    _id(),
    _to("people"),
    _to("practices"),
    Column("asked_by", BigInteger, ForeignKey("people.id", ondelete="SET NULL")),  # the coordinator who has the letter
    Column("asked_at", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    UniqueConstraint("person_id"),
    Index("ix_role_endings_due_at", "due_at"),
    Index("ix_role_endings_asked_by", "asked_by"),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("round_id", Id, ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True),
    Column("figures", JSON, nullable=False),
    Column("frozen_at", UtcTime, nullable=False),
)

#: The rounds of a practice whose answers are told together: from number `first_number` on, `length` of them.
windows = Table(
    "windows",
    metadata,
    _id(),
    _to("practices"),
    Column("first_number", Integer, nullable=False),
    Column("length", SmallInteger, nullable=False),  # 1 or 3, fixed when its first round opens
    Column("begun_on", Date, nullable=False),  # local
    Column("ended_on", Date),  # local; of one that is over
    Column("closed_at", UtcTime),  # when its last round closed, or when it was cut short
    Column("figures", JSON(none_as_null=True)),  # frozen when it closed; None: it runs, or was cut short
    Column("counted", JSON(none_as_null=True)),  # how many people, by role, where it was looked at
    UniqueConstraint("practice_id", "first_number"),
    Index("uq_windows_running", "practice_id", unique=True, **_only_where("closed_at IS NULL")),
    Index("ix_windows_closed_at", "closed_at"),
)

#: Who was counted in the last window of a practice that was looked at, so that the next time nobody can be subtracted.
window_people = Table(
    "window_people",
    metadata,
    Column("window_id", Id, ForeignKey("windows.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(16), primary_key=True),
    Column("person_id", BigInteger, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_window_people_person", "person_id"),
)

#: The rounds from which a coordinator had the medians of a practice begin anew; who did is in the audit log.
medians = Table(
    "medians",
    metadata,
    Column("practice_id", Id, ForeignKey("practices.id", ondelete="CASCADE"), primary_key=True),
    Column("first_number", Integer, primary_key=True),
    Column("decided_at", UtcTime, nullable=False),
)

#: How each version of a question was asked, since it was first asked so; nothing of any person.
question_versions = Table(
    "question_versions",
    metadata,
    Column("question", String(24), primary_key=True),
    Column("version", SmallInteger, primary_key=True),
    Column("fingerprint", String(16), nullable=False),
    Column("wording", JSON, nullable=False),
    Column("kept_at", UtcTime, nullable=False),
)

#: Indicator 23 as it stood at the end of these days (local), which are alike; nothing of any person.
indicator_days = Table(
    "indicator_days",
    metadata,
    Column("first_on", Date, primary_key=True),
    Column("last_on", Date, nullable=False),
    Column("figures", JSON, nullable=False),
)

#: Help near by, as a coordinator wrote it. Of a practice one is shown at most, and one waits for a manager.
help_cards = Table(
    "help_cards",
    metadata,
    _id(),
    _to("practices"),
    Column("who", Text, nullable=False),
    Column("hours", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("written_at", UtcTime, nullable=False),
    Column("checked_at", UtcTime),  # None: nobody sees it yet
    Index("uq_help_cards_waiting", "practice_id", unique=True, **_only_where("checked_at IS NULL")),
    Index("uq_help_cards_shown", "practice_id", unique=True, **_only_where("checked_at IS NOT NULL")),
    sqlite_autoincrement=True,  # a yes to a card that is gone must not be one to the next
)

#: What a coordinator tells the practice was done with its answers; it goes out with one round's opening.
feedback = Table(
    "feedback",
    metadata,
    _id(),
    _to("practices"),
    _to("people"),  # who wrote it
    _to("rounds", nullable=True),  # with whose opening it went out
    Column("text", Text, nullable=False),
    Column("written_at", UtcTime, nullable=False),
    Column("approved_at", UtcTime),  # None: a draft
    Index("uq_feedback_waiting", "practice_id", unique=True, **_only_where("round_id IS NULL")),
    Index("ix_feedback_round", "round_id"),
    Index("ix_feedback_person", "person_id"),
)

#: What a coordinator answers to remarks, for all caregivers of the practice: with each one's next opening.
replies = Table(
    "replies",
    metadata,
    _id(),
    _to("practices"),
    _to("people"),  # who wrote it
    _to("rounds", nullable=True),  # with whose opening it went out first
    Column("text", Text, nullable=False),
    Column("written_at", UtcTime, nullable=False),
    Column("approved_at", UtcTime),  # None: a draft
    Index("uq_replies_waiting", "practice_id", unique=True, **_only_where("round_id IS NULL")),
    Index("ix_replies_round", "round_id"),
    Index("ix_replies_person", "person_id"),
)

#: A coordinator asks to be introduced to those of an experiment; each hears of the other once both said yes.
introductions = Table(
    "introductions",
    metadata,
    _id(),
    _to("experiments"),  # which is recommended
    _to("practices"),  # that asks
    _to("people"),  # who asks, which is a yes
    Column("asked_at", UtcTime, nullable=False),
    Column("answered_at", UtcTime),
    Column("agreed_by", Id, ForeignKey("people.id", ondelete="CASCADE")),  # None when answered: no
    Index("uq_introductions_open", "experiment_id", "practice_id", unique=True, **_only_where("answered_at IS NULL")),
    Index("ix_introductions_person", "person_id"),
    Index("ix_introductions_agreed_by", "agreed_by", **_only_where("agreed_by IS NOT NULL")),
)

#: A message of a coordinator to those of the practice who have this role.
announcements = Table(
    "circulars",
    metadata,
    _id(),
    _to("practices"),
    _to("people"),  # who wrote it
    Column("role", String(16), nullable=False, server_default="participant"),
    Column("text", Text, nullable=False),
    Column("written_at", UtcTime, nullable=False),
    Column("sent_at", UtcTime),  # None: a draft
    Column("stopped_at", UtcTime),  # who had not got it by then does not get it
    Column("message_id", BigInteger),  # the author's message that shows how far it is
    Index("ix_circulars_draft", "person_id", **_only_where("sent_at IS NULL")),
    Index("ix_circulars_person", "person_id"),
)

#: A spreadsheet of everything over a period, asked for and made in the background.
exports = Table(
    "exports",
    metadata,
    _id(),
    _to("people"),
    _to("practices", nullable=True),  # None: all of them
    Column("since", UtcTime),  # rounds closed from then on; None: from the beginning
    Column("kind", String(4), nullable=False),  # xlsx, csv
    Column("is_research", Boolean, nullable=False, server_default=false()),  # rows of persons, of who agreed to that
    Column("asked_at", UtcTime, nullable=False),
    Column("message_id", BigInteger),  # the message that shows how far it is
    Column("rounds", Integer, nullable=False, server_default="0"),  # how many there are to write
    Column("written", Integer, nullable=False, server_default="0"),  # rounds so far
    Column("state", String(8), nullable=False),  # waiting, writing, sent, failed
    Column("lease_until", UtcTime),  # waiting: not before; writing: whoever does is alive until then
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
    Column("error", String(16)),  # why there is none
    Index("ix_exports_waiting", "lease_until", **_only_where("state IN ('waiting', 'writing')")),
    Index("ix_exports_person", "person_id"),
)

#: What was decided of a window, once, for all research files: whose rows there were, and whether they leave.
research_windows = Table(
    "research_windows",
    metadata,
    Column("window_id", Id, ForeignKey("windows.id", ondelete="CASCADE"), primary_key=True),
    Column("people", Integer, nullable=False),
    Column("who", String(64), nullable=False),  # a mark of all of them together
    Column("leaves", Boolean, nullable=False),
)

#: Organisation types (keys) of who worked on an experiment when a round of its practice last closed.
experiment_organisations = Table(
    "experiment_organisations",
    metadata,
    Column("experiment_id", Id, ForeignKey("experiments.id", ondelete="CASCADE"), primary_key=True),
    Column("organisations", JSON, nullable=False),
)

#: What an experiment taught, as a coordinator edited it: the texts of the card's fields by key.
experience_cards = Table(
    "experience_cards",
    metadata,
    Column("experiment_id", Id, ForeignKey("experiments.id", ondelete="CASCADE"), primary_key=True),
    Column("fields", JSON, nullable=False),
    Column("edited_at", UtcTime, nullable=False),
)

#: Spreadsheets that somebody sent: what Telegram calls the file until it is read, then what it would change.
imports = Table(
    "imports",
    metadata,
    _id(),
    _to("people"),
    Column("file_id", String(200)),  # None once it is read
    Column("plan", JSON(none_as_null=True)),  # what it would change; None when something is wrong with it
    Column("problems", JSON(none_as_null=True)),  # what is wrong, by sheet and row
    Column("sent_at", UtcTime, nullable=False),
    Column("read_at", UtcTime),
    Column("applied_at", UtcTime),
    Column("lease_until", UtcTime),
    Index("ix_imports_unread", "lease_until", **_only_where("read_at IS NULL")),
    Index("ix_imports_person", "person_id"),
)

#: Participants who take part without this bot: how many, by organisation type (None: not known).
outside_participants = Table(
    "outside_participants",
    metadata,
    _id(),
    _to("practices"),
    Column("organisation", String(24)),
    Column("number", Integer, nullable=False),
    Index("ix_outside_participants_practice", "practice_id", "organisation"),
)

#: How many caregivers joined a practice on a local day: a number, so that nobody's erasure changes it.
arrivals = Table(
    "arrivals",
    metadata,
    Column("practice_id", Id, ForeignKey("practices.id", ondelete="CASCADE"), primary_key=True),
    Column("joined_on", Date, primary_key=True),
    Column("number", Integer, nullable=False),
)

#: The schedule as the managers set it, for all practices: one row. Without it the programme file's counts.
schedule = Table(
    "schedule",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("settings", JSON, nullable=False),
    Column("set_at", UtcTime, nullable=False),
)

#: Every consent given or taken back: the newest of a purpose counts. notice_hash: of the words that were shown.
consents = Table(
    "consents",
    metadata,
    _id(),
    _to("people"),
    Column("purpose", String(16), nullable=False),  # take_part, texts, research, rows
    Column("given", Boolean, nullable=False),
    Column("notice_version", SmallInteger, nullable=False),
    Column("notice_hash", String(64), nullable=False),
    Column("edition", String(64)),  # of the owner's part in these words; None: chosen before this was kept
    Column("outdated_at", UtcTime),  # the owner has other words since: a yes of before is asked again
    Column("at", UtcTime, nullable=False),
    Index("ix_consents_person", "person_id", "purpose", "id"),
)

#: Every text that somebody said yes or no to, once, by the fingerprint that `consents` keeps.
notice_texts = Table(
    "notice_texts",
    metadata,
    Column("fingerprint", String(64), primary_key=True),
    Column("notice_version", SmallInteger, nullable=False),
    Column("language", String(8), nullable=False),
    Column("screens", JSON, nullable=False),  # a list of texts, the short one first
    Column("since", Date, nullable=False),  # no time of day: it would be that of one person
)

#: What the owner says to everybody, by language.
owner_messages = Table(
    "owner_messages",
    metadata,
    _id(),
    Column("texts", JSON, nullable=False),
    Column("sent_at", UtcTime, nullable=False),
)

#: Who was erased, as marks from which nobody can be told; an older backup is cleansed by them.
erasures = Table(
    "erasures",
    metadata,
    _id(),
    Column("mark", String(64), nullable=False, unique=True),
    Column("at", UtcTime, nullable=False),
)

#: Who asked by letter to be erased: a person, or a proxy of this person. It waits, and they may say no.
erasure_requests = Table(
    "erasure_requests",
    metadata,
    _id(),
    _to("people"),
    Column("proxy_id", Id, ForeignKey("proxies.id", ondelete="CASCADE")),
    Column("asked_at", UtcTime, nullable=False),
    Column("refused_at", UtcTime),
    Index("ix_erasure_requests_person", "person_id"),
    Index("ix_erasure_requests_proxy", "proxy_id", **_only_where("proxy_id IS NOT NULL")),
)

#: Tables from which something was deleted that can still be read in PostgreSQL's files: once for each time it was
#: asked, so that nobody waits for anybody. SQLite has this in the head of its file.
unscrubbed = Table(
    "unscrubbed",
    metadata,
    _id(),
    Column("name", String(63), nullable=False),
)

#: Invitations that did not work, counted to keep guessers out.
wrong_tokens = Table(
    "wrong_tokens",
    metadata,
    _id(),
    _to("people", nullable=True),  # None: typed by the owner, at the command line
    Column("at", UtcTime, nullable=False),
    Index("ix_wrong_tokens_at", "at"),
    Index("ix_wrong_tokens_person", "person_id", "at"),
)

#: Who looked at figures, took them along, or changed what others depend on. Nothing of what they saw.
alarms = Table(
    "alarms",
    metadata,
    Column("kind", String(80), primary_key=True),  # the sort of trouble, in the first words of its problem
    Column("told_at", UtcTime, nullable=False),
)

codes = Table(
    "codes",
    metadata,
    _id(),
    _to("people"),
    Column("proxy_id", Id, ForeignKey("proxies.id", ondelete="CASCADE")),  # on paper, for a proxy of this person
    Column("purpose", String(8), nullable=False),
    Column("code_hash", String(64), unique=True),  # None until the digits are made, at the moment they are sent
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Index("ix_codes_person", "person_id"),
    Index("uq_codes_person_purpose", "person_id", "purpose", unique=True, **_only_where("proxy_id IS NULL")),
    Index("uq_codes_proxy", "proxy_id", unique=True, **_only_where("proxy_id IS NOT NULL")),
)

audit = Table(
    "audit",
    metadata,
    _id(),
    Column("at", UtcTime, nullable=False),
    Column("person_id", BigInteger, ForeignKey("people.id", ondelete="SET NULL")),
    Column("action", String(32), nullable=False),
    _to("practices", nullable=True),
    Column("details", JSON(none_as_null=True)),
    Index("ix_audit_at", "at"),
    Index("ix_audit_person", "person_id", **_only_where("person_id IS NOT NULL")),
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", Sealed(int)),  # wiped when handled, as is
    Column("payload", Sealed(str)),  # the update; the row stays a while to recognise a redelivery
    Column("kind", String(8)),  # tap, command, text or other
    Column("state", String(10), nullable=False),  # waiting, handled, set_aside
    # Once it is handled or set aside: whose it was, for the two days in which they can ask what became of it.
    Column("person_id", BigInteger, ForeignKey("people.id", ondelete="SET NULL")),
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
    Column("try_at", UtcTime),
    Column("error", String(80)),
    Column("received_at", UtcTime, nullable=False),
    Column("done_at", UtcTime),
    Index("ix_inbox_waiting", "chat_id", "update_id", **_only_where("state = 'waiting'")),
    Index("ix_inbox_next", "update_id", **_only_where("state = 'waiting'")),
    Index("ix_inbox_person", "person_id", **_only_where("person_id IS NOT NULL")),
    Index("ix_inbox_done_at", "done_at", **_only_where("state <> 'waiting'")),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    _to("people", nullable=True),
    Column("chat_id", Sealed(int)),  # for a chat without a person: a group, or somebody just erased
    Column("lane", SmallInteger, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("subject_id", BigInteger),  # of what it speaks: a check-in, a membership, …
    Column("params", JSON, nullable=False),
    Column("edits", BigInteger),  # the message to edit; None: a new message
    Column("dedupe_key", String(80), unique=True),
    Column("state", String(10), nullable=False),
    Column("due_at", UtcTime),
    Column("planned_for", UtcTime),  # the moment it was to be said, once that has come
    Column("expires_at", UtcTime),
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
    Column("lease_until", UtcTime),
    Column("lease_owner", String(36)),
    Column("message_id", BigInteger),
    Column("ahead", JSON(none_as_null=True)),  # in several messages: the ids of those before the last
    Column("buttons", Sealed(str)),  # JSON: [words, data] of each button it has on the phone; None: it has none
    Column("error", String(80)),
    Column("created_at", UtcTime, nullable=False),
    Column("done_at", UtcTime),
    CheckConstraint("(person_id IS NULL) <> (chat_id IS NULL)", name="addressee"),
    Index("ix_outbox_ready", "lane", "id", **_only_where("state = 'ready'")),
    Index("ix_outbox_planned", "due_at", **_only_where("state = 'planned'")),
    Index("ix_outbox_sending", "lease_until", **_only_where("state = 'sending'")),
    Index("ix_outbox_unknown", "lease_until", **_only_where("state = 'unknown'")),
    Index("ix_outbox_person", "person_id", **_only_where("state IN ('planned', 'ready', 'sending', 'unknown')")),
    Index("ix_outbox_failed", "done_at", **_only_where("state = 'failed'")),
    Index("ix_outbox_done_at", "done_at", **_only_where("done_at IS NOT NULL")),
    Index("ix_outbox_said_to", "person_id", "message_id"),  # also what is done: an erasure looks for it
    Index("ix_outbox_subject", "subject_id", "kind"),
)

#: What all processes must know of Telegram, and of each other: one row.
telegram = Table(
    "telegram",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("bot_username", String(40)),
    Column("bot_id", BigInteger),  # of the bot this database belongs to
    Column("doubted_since", UtcTime),  # so many refuse that it may be our own fault
    Column("doubted_until", UtcTime),  # nothing that nobody asked for is sent before this
    Column("silent_until", UtcTime),  # "retry after": nobody sends before this
    Column("broadcaster", String(36)),  # the sender that has the broadcast lanes
    Column("broadcast_until", UtcTime),
    Column("key_mark", String(32)),  # of the key with which people are sealed; None: they are not
    Column("backed_up_at", UtcTime),  # when `backup` last wrote a file
    Column("tidied_on", Date),  # the last day (UTC) on which somebody removed what was over its term
    Column("terms", JSON),  # those it was removed by; shorter ones wait for the owner's word
)

#: The processes at work, each with its heartbeats, so that whoever looks can tell whether the bot works.
replicas = Table(
    "replicas",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("started_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("heard_at", UtcTime),  # when Telegram last let it receive
    Column("beats", BigInteger, nullable=False, server_default="0"),  # goes up while it lives
    Column("troubles", JSON(none_as_null=True)),  # what it finds wrong with itself: each part, and why
)
