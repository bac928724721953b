"""What coordinators and the owner say to others, and files that come and go."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, SmallInteger, String, Table, Text, false

from storage.tables.columns import UtcTime, id_, metadata, only_where, to

#: What a coordinator tells the practice was done with its answers; it goes out with one round's opening.
feedback = Table(
    "feedback",
    metadata,
    id_(),
    to("practices"),
    to("people"),  # who wrote it
    to("rounds", nullable=True),  # with whose opening it went out
    Column("text", Text, nullable=False),
    Column("written_at", UtcTime, nullable=False),
    Column("approved_at", UtcTime),  # None: a draft
    Index("uq_feedback_waiting", "practice_id", unique=True, **only_where("round_id IS NULL")),
    Index("ix_feedback_round", "round_id"),
    Index("ix_feedback_person", "person_id"),
)

#: What a coordinator answers to remarks, for all caregivers of the practice: with each one's next opening.
replies = Table(
    "replies",
    metadata,
    id_(),
    to("practices"),
    to("people"),  # who wrote it
    to("rounds", nullable=True),  # with whose opening it went out first
    Column("text", Text, nullable=False),
    Column("written_at", UtcTime, nullable=False),
    Column("approved_at", UtcTime),  # None: a draft
    Index("uq_replies_waiting", "practice_id", unique=True, **only_where("round_id IS NULL")),
    Index("ix_replies_round", "round_id"),
    Index("ix_replies_person", "person_id"),
)

#: A message of a coordinator to those of the practice who have this role.
announcements = Table(
    "circulars",
    metadata,
    id_(),
    to("practices"),
    to("people"),  # who wrote it
    Column("role", String(16), nullable=False, server_default="participant"),
    Column("text", Text, nullable=False),
    Column("written_at", UtcTime, nullable=False),
    Column("sent_at", UtcTime),  # None: a draft
    Column("stopped_at", UtcTime),  # who had not got it by then does not get it
    Column("message_id", BigInteger),  # the author's message that shows how far it is
    Index("ix_circulars_draft", "person_id", **only_where("sent_at IS NULL")),
    Index("ix_circulars_person", "person_id"),
)

#: What the owner says to everybody, by language.
owner_messages = Table(
    "owner_messages",
    metadata,
    id_(),
    Column("texts", JSON, nullable=False),
    Column("sent_at", UtcTime, nullable=False),
)

#: A spreadsheet of everything over a period, asked for and made in the background.
exports = Table(
    "exports",
    metadata,
    id_(),
    to("people"),
    to("practices", nullable=True),  # None: all of them
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
    Index("ix_exports_waiting", "lease_until", **only_where("state IN ('waiting', 'writing')")),
    Index("ix_exports_person", "person_id"),
)

#: Spreadsheets that somebody sent: what Telegram calls the file until it is read, then what it would change.
imports = Table(
    "imports",
    metadata,
    id_(),
    to("people"),
    Column("file_id", String(200)),  # None once it is read
    Column("plan", JSON(none_as_null=True)),  # what it would change; None when something is wrong with it
    Column("problems", JSON(none_as_null=True)),  # what is wrong, by sheet and row
    Column("sent_at", UtcTime, nullable=False),
    Column("read_at", UtcTime),
    Column("applied_at", UtcTime),
    Column("lease_until", UtcTime),
    Index("ix_imports_unread", "lease_until", **only_where("read_at IS NULL")),
    Index("ix_imports_person", "person_id"),
)
