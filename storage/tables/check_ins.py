"""Rounds, check-ins and answers."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.columns import Id, UtcTime, id_, metadata, only_where, to

rounds = Table(
    "rounds",
    metadata,
    id_(),
    to("practices"),
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
    Index("uq_rounds_open", "practice_id", unique=True, **only_where("state = 'open'")),
    Index("ix_rounds_closes_at", "closes_at", **only_where("state = 'open'")),
    Index("ix_rounds_unreleased", "id", **only_where("state = 'closed' AND released_at IS NULL")),
)

check_ins = Table(
    "check_ins",
    metadata,
    id_(),
    to("rounds"),
    to("people"),  # who answers: the person, or the owner of the proxy it is about
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
    Index("uq_check_ins_round_person", "round_id", "person_id", unique=True, **only_where("proxy_id IS NULL")),
    Index("ix_check_ins_person", "person_id", "round_id"),
    Index("ix_check_ins_proxy", "proxy_id", **only_where("proxy_id IS NOT NULL")),
    Index("ix_check_ins_remind_at", "remind_at", **only_where("remind_at IS NOT NULL")),
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
    id_(),
    to("check_ins"),
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
