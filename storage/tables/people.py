"""People, how they came in, what they are, and what they asked for."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    false,
)

from storage.identity_cipher import Sealed
from storage.tables.columns import Id, UtcTime, id_, metadata, only_where, to

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
    Index("ix_people_refused", "refused_at", **only_where("refused_at IS NOT NULL")),
    Index("ix_people_unreachable", "unreachable_at", **only_where("unreachable_at IS NOT NULL")),
    Index("ix_people_test", "id", **only_where("is_test")),
)

invitations = Table(
    "invitations",
    metadata,
    id_(),
    Column("token_hash", String(64), unique=True),  # None until the link is made, at the moment it is sent
    Column("role", String(16), nullable=False),
    to("practices", nullable=True),
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
    Index("ix_invitations_created_by", "created_by", **only_where("created_by IS NOT NULL")),
)

memberships = Table(
    "memberships",
    metadata,
    id_(),
    to("people"),
    to("practices", nullable=True),
    Column("role", String(16), nullable=False),
    to("invitations", nullable=True, on_delete="SET NULL"),
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
        **only_where("left_at IS NULL AND role <> 'coordinator'"),
    ),
    Index(
        "uq_memberships_person_practice",
        "person_id",
        "practice_id",
        unique=True,
        **only_where("left_at IS NULL AND role = 'coordinator'"),
    ),
    Index("ix_memberships_person", "person_id"),  # of those who left as well
    Index("ix_memberships_invitation", "invitation_id", **only_where("invitation_id IS NOT NULL")),
    Index("ix_memberships_practice", "practice_id", "role"),
)

#: Somebody without Telegram, for whom a person (the owner) fills in a check-in. Nobody else sees the nickname.
proxies = Table(
    "proxies",
    metadata,
    id_(),
    to("people"),
    to("practices"),
    Column("nickname", Sealed(str), nullable=False),
    Column("consent_at", UtcTime),  # when the owner said that this somebody agrees
    Column("consent_by", String(16)),  # who said so: themself, or a representative
    Column("created_at", UtcTime, nullable=False),
    UniqueConstraint("person_id", "practice_id", "nickname"),
)

#: Somebody who wants to be called back, with the consent to say so to the coordinators; nothing of the answers.
call_backs = Table(
    "call_backs",
    metadata,
    id_(),
    to("people"),
    to("practices"),
    Column("first_name", Sealed(str)),  # kept here alone, and only until somebody has seen to it
    Column("asked_at", UtcTime, nullable=False),  # the moment of consent
    Column("repeated_at", UtcTime),
    Column("handled_at", UtcTime),
    Column("handled_by", BigInteger, ForeignKey("people.id", ondelete="SET NULL")),
    Column("seen_by", String(16)),  # which leaders they were told see it; None: coordinators
    Index("uq_call_backs_open", "person_id", unique=True, **only_where("handled_at IS NULL")),
    Index("ix_call_backs_person", "person_id"),
    Index("ix_call_backs_handled_by", "handled_by", **only_where("handled_by IS NOT NULL")),
)

#: Roles that a letter asked to end: on the day they do, unless the person says no in the chat.
role_endings = Table(
    "role_endings",
    metadata,
    id_(),
    to("people"),
    to("practices"),
    Column("asked_by", BigInteger, ForeignKey("people.id", ondelete="SET NULL")),  # the coordinator who has the letter
    Column("asked_at", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    UniqueConstraint("person_id"),
    Index("ix_role_endings_due_at", "due_at"),
    Index("ix_role_endings_asked_by", "asked_by"),
)

#: What somebody made to be recognised by, for one purpose; only its hash is kept.
codes = Table(
    "codes",
    metadata,
    id_(),
    to("people"),
    Column("proxy_id", Id, ForeignKey("proxies.id", ondelete="CASCADE")),  # on paper, for a proxy of this person
    Column("purpose", String(8), nullable=False),
    Column("code_hash", String(64), unique=True),  # None until the digits are made, at the moment they are sent
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Index("ix_codes_person", "person_id"),
    Index("uq_codes_person_purpose", "person_id", "purpose", unique=True, **only_where("proxy_id IS NULL")),
    Index("uq_codes_proxy", "proxy_id", unique=True, **only_where("proxy_id IS NOT NULL")),
)

#: Invitations that did not work, counted to keep guessers out.
wrong_tokens = Table(
    "wrong_tokens",
    metadata,
    id_(),
    to("people", nullable=True),  # None: typed by the owner, at the command line
    Column("at", UtcTime, nullable=False),
    Index("ix_wrong_tokens_at", "at"),
    Index("ix_wrong_tokens_person", "person_id", "at"),
)
