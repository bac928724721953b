"""Practices: what they ask themselves, their rhythm, and who is counted in them without a name."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

from storage.tables.columns import Id, UtcTime, id_, metadata, only_where, to

practices = Table(
    "practices",
    metadata,
    id_(),
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
    Column("rounds_from", UtcTime),  # added, reopened, or another schedule since: no slot before this opens a round
    # In the region's school holidays these roles are not asked.
    Column("caregivers_rest", Boolean, nullable=False, server_default=false()),
    Column("participants_rest", Boolean, nullable=False, server_default=true()),
    Column("rhythm", JSON(none_as_null=True)),  # its own schedule; None: the programme's
)

design_questions = Table(
    "design_questions",
    metadata,
    id_(),
    to("practices"),
    Column("key", String(60)),  # where it was loaded from, so that loading again updates; None when typed in
    Column("central", String(24), nullable=False),
    Column("text", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    UniqueConstraint("practice_id", "key"),
)

#: Words of a practice (core theme, design question, experiment's title) that give or gave way to others.
rewordings = Table(
    "rewordings",
    metadata,
    id_(),
    to("practices"),
    Column("subject", String(16), nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("words_before", Text, nullable=False),
    Column("words_after", Text, nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("replaced_at", UtcTime),  # None: it is only asked whether
    Index("ix_rewordings_subject", "subject", "subject_id"),
    Index("ix_rewordings_practice", "practice_id"),
)

#: Help near by, as a coordinator wrote it. Of a practice one is shown at most, and one waits for a manager.
help_cards = Table(
    "help_cards",
    metadata,
    id_(),
    to("practices"),
    Column("who", Text, nullable=False),
    Column("hours", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("written_at", UtcTime, nullable=False),
    Column("checked_at", UtcTime),  # None: nobody sees it yet
    Index("uq_help_cards_waiting", "practice_id", unique=True, **only_where("checked_at IS NULL")),
    Index("uq_help_cards_shown", "practice_id", unique=True, **only_where("checked_at IS NOT NULL")),
    sqlite_autoincrement=True,  # a yes to a card that is gone must not be one to the next
)

#: Participants who take part without this bot: how many, by organisation type (None: not known).
outside_participants = Table(
    "outside_participants",
    metadata,
    id_(),
    to("practices"),
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

#: What was so at the last start, in one row: the file's schedule, what an answer to each question means, MINIMUM_GROUP.
programme_file = Table(
    "programme_file",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("schedule", JSON, nullable=False),
    Column("questions", JSON, nullable=False),
    Column("minimum_group", SmallInteger, nullable=False),
    Column("read_at", UtcTime, nullable=False),
)
