"""What was told of answers: frozen when it was told, so that what goes later frees nothing."""

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
    UniqueConstraint,
)

from storage.tables.columns import Id, UtcTime, id_, metadata, only_where, to

#: Shared texts that were let go, with the closing of which round; those of one round, role and audience are a batch.
released_texts = Table(
    "released_texts",
    metadata,
    Column("answer_id", Id, ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True),
    Column("audience", String(16), primary_key=True),  # coordinator, file; or one that read it
    Column("round_id", Id, ForeignKey("rounds.id", ondelete="CASCADE"), nullable=False),
)

#: What writers chose for one text of theirs: may it go on an experience card? The newest counts, for the words shown.
publications = Table(
    "publications",
    metadata,
    id_(),
    to("answers"),
    Column("given", Boolean, nullable=False),
    Column("notice_hash", String(64), nullable=False),  # of what was asked, with the text
    Column("at", UtcTime, nullable=False),
    Index("ix_publications_answer", "answer_id", "id"),
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
    id_(),
    to("practices"),
    Column("first_number", Integer, nullable=False),
    Column("length", SmallInteger, nullable=False),  # 1 or 3, fixed when its first round opens
    Column("begun_on", Date, nullable=False),  # local
    Column("ended_on", Date),  # local; of one that is over
    Column("closed_at", UtcTime),  # when its last round closed, or when it was cut short
    Column("figures", JSON(none_as_null=True)),  # frozen when it closed; None: it runs, or was cut short
    Column("counted", JSON(none_as_null=True)),  # how many people, by role, where it was looked at
    Column("minimum_group", SmallInteger),  # the MINIMUM_GROUP that was made smaller while it ran; None: it was not
    UniqueConstraint("practice_id", "first_number"),
    Index("uq_windows_running", "practice_id", unique=True, **only_where("closed_at IS NULL")),
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

#: Indicator 23 as it stood at the end of these days (local), which are alike; nothing of any person.
indicator_days = Table(
    "indicator_days",
    metadata,
    Column("first_on", Date, primary_key=True),
    Column("last_on", Date, nullable=False),
    Column("figures", JSON, nullable=False),
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
