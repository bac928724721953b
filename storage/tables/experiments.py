"""Experiments: what was expected, how they go, what was learnt, and who takes over from whom."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, SmallInteger, String, Table, Text, UniqueConstraint

from storage.tables.columns import Id, UtcTime, id_, metadata, only_where, to

experiments = Table(
    "experiments",
    metadata,
    id_(),
    to("design_questions"),
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
    id_(),
    to("experiments"),
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
    id_(),
    to("experiments"),
    Column("readiness", SmallInteger),
    Column("said_at", UtcTime, nullable=False),
    Index("ix_readiness_ratings_experiment", "experiment_id", "id"),
)

#: Since when an experiment has had a status, each time that it changed.
experiment_statuses = Table(
    "experiment_statuses",
    metadata,
    id_(),
    to("experiments"),
    Column("status", String(16), nullable=False),
    Column("since", UtcTime, nullable=False),
    Index("ix_experiment_statuses_experiment", "experiment_id", "id"),
)

#: Each time that a practice looked back at an experiment, and what it decided.
cycles = Table(
    "cycles",
    metadata,
    id_(),
    to("experiments"),
    Column("number", Integer, nullable=False),  # 1, 2, … of its experiment
    Column("status", String(16)),  # with which it was asked; None: the coordinator began by themselves
    Column("opened_at", UtcTime, nullable=False),
    Column("next", String(9)),  # keep, adapt, stop, recommend; None: nothing is decided
    Column("decided_at", UtcTime),
    Column("outcome", String(16)),  # whether it came true, as participants said; None: nobody did
    Column("outcome_at", UtcTime),  # when the round closed in which they did
    UniqueConstraint("experiment_id", "number"),
    Index("uq_cycles_open", "experiment_id", unique=True, **only_where("decided_at IS NULL")),
)

#: What was learnt in a cycle: the newest version counts. A practice's records: no writer.
lessons = Table(
    "lessons",
    metadata,
    id_(),
    to("cycles"),
    Column("text", Text, nullable=False),
    Column("said_at", UtcTime, nullable=False),
    Index("ix_lessons_cycle", "cycle_id", "id"),
)

experiment_members = Table(
    "experiment_members",
    metadata,
    Column("experiment_id", Id, ForeignKey("experiments.id", ondelete="CASCADE"), primary_key=True),
    Column("membership_id", Id, ForeignKey("memberships.id", ondelete="CASCADE"), primary_key=True),
    Column("reported_at", UtcTime),
    Index("ix_experiment_members_membership", "membership_id"),
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

#: A coordinator asks to be introduced to those of an experiment; each hears of the other once both said yes.
introductions = Table(
    "introductions",
    metadata,
    id_(),
    to("experiments"),  # which is recommended
    to("practices"),  # that asks
    to("people"),  # who asks, which is a yes
    Column("asked_at", UtcTime, nullable=False),
    Column("answered_at", UtcTime),
    Column("agreed_by", Id, ForeignKey("people.id", ondelete="CASCADE")),  # None when answered: no
    Index("uq_introductions_open", "experiment_id", "practice_id", unique=True, **only_where("answered_at IS NULL")),
    Index("ix_introductions_person", "person_id"),
    Index("ix_introductions_agreed_by", "agreed_by", **only_where("agreed_by IS NOT NULL")),
)
