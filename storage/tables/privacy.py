"""What people agreed to, what they had erased, and who looked."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, ForeignKey, Index, SmallInteger, String, Table

from storage.tables.columns import Id, UtcTime, id_, metadata, only_where, to

#: Every consent given or taken back: the newest of a purpose counts. notice_hash: of the words that were shown.
consents = Table(
    "consents",
    metadata,
    id_(),
    to("people"),
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

#: Who was erased, as marks from which nobody can be told; an older backup is cleansed by them.
erasures = Table(
    "erasures",
    metadata,
    id_(),
    Column("mark", String(64), nullable=False, unique=True),
    Column("at", UtcTime, nullable=False),
)

#: Who asked by letter to be erased: a person, or a proxy of this person. It waits, and they may say no.
erasure_requests = Table(
    "erasure_requests",
    metadata,
    id_(),
    to("people"),
    Column("proxy_id", Id, ForeignKey("proxies.id", ondelete="CASCADE")),
    Column("asked_at", UtcTime, nullable=False),
    Column("refused_at", UtcTime),
    Index("ix_erasure_requests_person", "person_id"),
    Index("ix_erasure_requests_proxy", "proxy_id", **only_where("proxy_id IS NOT NULL")),
)

#: Tables from which something was deleted that can still be read in PostgreSQL's files: once for each time it was
#: asked, so that nobody waits for anybody. SQLite has this in the head of its file.
unscrubbed = Table(
    "unscrubbed",
    metadata,
    id_(),
    Column("name", String(63), nullable=False),
)

#: Who looked at figures, took them along, or changed what others depend on. Nothing of what they saw.
audit = Table(
    "audit",
    metadata,
    id_(),
    Column("at", UtcTime, nullable=False),
    Column("person_id", BigInteger, ForeignKey("people.id", ondelete="SET NULL")),
    Column("action", String(32), nullable=False),
    to("practices", nullable=True),
    Column("details", JSON(none_as_null=True)),
    Index("ix_audit_at", "at"),
    Index("ix_audit_person", "person_id", **only_where("person_id IS NOT NULL")),
)
