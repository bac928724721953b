"""What comes in and goes out, and the processes that see to it."""

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, Date, ForeignKey, Index, SmallInteger, String, Table

from storage.identity_cipher import Sealed
from storage.tables.columns import UtcTime, id_, metadata, only_where, to

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
    Index("ix_inbox_waiting", "chat_id", "update_id", **only_where("state = 'waiting'")),
    Index("ix_inbox_next", "update_id", **only_where("state = 'waiting'")),
    Index("ix_inbox_person", "person_id", **only_where("person_id IS NOT NULL")),
    Index("ix_inbox_done_at", "done_at", **only_where("state <> 'waiting'")),
)

outbox = Table(
    "outbox",
    metadata,
    id_(),
    to("people", nullable=True),
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
    Index("ix_outbox_ready", "lane", "id", **only_where("state = 'ready'")),
    Index("ix_outbox_planned", "due_at", **only_where("state = 'planned'")),
    Index("ix_outbox_sending", "lease_until", **only_where("state = 'sending'")),
    Index("ix_outbox_unknown", "lease_until", **only_where("state = 'unknown'")),
    Index("ix_outbox_person", "person_id", **only_where("state IN ('planned', 'ready', 'sending', 'unknown')")),
    Index("ix_outbox_failed", "done_at", **only_where("state = 'failed'")),
    Index("ix_outbox_done_at", "done_at", **only_where("done_at IS NOT NULL")),
    Index("ix_outbox_said_to", "person_id", "message_id"),  # also what is done: an erasure looks for it
    Index("ix_outbox_subject", "subject_id", "kind"),
    Index("ix_outbox_chat", "id", **only_where("chat_id IS NOT NULL")),
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

#: Since when alarms are under way that were told to the owner.
alarms = Table(
    "alarms",
    metadata,
    Column("kind", String(80), primary_key=True),  # the sort of trouble, in the first words of its problem
    Column("told_at", UtcTime, nullable=False),
)
