"""Every table. Declarations only: the tap uses Core statements over these columns."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.types import Hundredths, UtcDateTime


class Base(DeclarativeBase):
    """Names every constraint, so that a migration can find it on any engine."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 — SQLAlchemy reads it from the class
        datetime: UtcDateTime(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
    }


# --- people and accounts -------------------------------------------------------------------


class Person(Base):
    """An official of the roster. Nobody is deleted: a person leaves by status."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    nip: Mapped[str] = mapped_column(String(18), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[str] = mapped_column(String(300))
    position_kind: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(300))
    eselon: Mapped[str | None] = mapped_column(String(10))
    rank: Mapped[str | None] = mapped_column(String(40))
    phone: Mapped[str | None] = mapped_column(String(20))
    supervisor_nip: Mapped[str | None] = mapped_column(String(18))
    status: Mapped[str] = mapped_column(String(20), default="aktif")
    updated_at: Mapped[datetime]


class Account(Base):
    """A linked Telegram account. `unreachable_at` is set by a 403 and cleared when they come back."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    linked_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]


class RoleGrant(Base):
    """A role an account holds, or held until `revoked_at`."""

    __tablename__ = "role_grants"
    __table_args__ = (UniqueConstraint("account_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    granted_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Invitation(Base):
    """A single-use deep link; only the digest of its token is kept."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(BigInteger)


class LinkRequest(Base):
    """Somebody with an invitation but no number in the roster, waiting for an admin's tap."""

    __tablename__ = "link_requests"
    __table_args__ = (UniqueConstraint("invitation_id", "telegram_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitations.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    telegram_id: Mapped[int] = mapped_column(BigInteger)
    phone: Mapped[str] = mapped_column(String(20))
    requested_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    approved: Mapped[bool | None]


class LinkAttempt(Base):
    """A failed attempt to link, counted to slow down guessing."""

    __tablename__ = "link_attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, index=True)
    attempted_at: Mapped[datetime]


class NoticeReading(Base):
    """Who read which version of the privacy notice to its end, and what they chose."""

    __tablename__ = "notice_readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    version: Mapped[int]
    consented: Mapped[bool]
    decided_at: Mapped[datetime]


# --- conversation --------------------------------------------------------------------------


class Conversation(Base):
    """What a chat shows and waits for: the open screen and the kind of text expected next."""

    __tablename__ = "conversations"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    screen_id: Mapped[int | None]
    screen_at: Mapped[datetime | None]
    last_incoming_id: Mapped[int | None]
    awaiting: Mapped[str | None] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)


class InboxRow(Base):
    """An update as received. Content is emptied a day after done, ids after a week."""

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_state", "state"),)

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int | None] = mapped_column(BigInteger)
    content: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    received_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)


class IntakeStretch(Base):
    """A stretch of time in which updates were taken in, known up to `until`."""

    __tablename__ = "intake"

    since: Mapped[datetime] = mapped_column(primary_key=True)
    until: Mapped[datetime]


class OutboxRow(Base):
    """A message to be sent of the bot's own accord. `key` makes what is said once unrepeatable."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "state", "not_before", "priority"),
        Index("ix_outbox_broadcast", "broadcast_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, index=True)
    kind: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    priority: Mapped[int]
    state: Mapped[str] = mapped_column(String(12))
    not_before: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None] = mapped_column(String(200))
    broadcast_id: Mapped[int | None] = mapped_column(ForeignKey("broadcasts.id"))
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    message_id: Mapped[int | None]


# --- phases, questionnaires, answers -------------------------------------------------------


class Phase(Base):
    """A stage of a cycle: whom it asks, what, and between which moments."""

    __tablename__ = "phases"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(100))
    position_kinds: Mapped[list[Any]] = mapped_column(JSON)
    ruleset: Mapped[str] = mapped_column(String(40))
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))
    created_at: Mapped[datetime]
    created_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))


class Definition(Base):
    """A version of a questionnaire as it was when it was first asked."""

    __tablename__ = "definitions"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    kept_at: Mapped[datetime]


class Campaign(Base):
    """One questionnaire of one phase, in the version people answer. A button carries its id."""

    __tablename__ = "campaigns"
    __table_args__ = (UniqueConstraint("phase_id", "questionnaire"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phases.id"))
    questionnaire: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    position: Mapped[int]


class Response(Base):
    """A person's filling-in of a campaign: draft until `submitted_at`."""

    __tablename__ = "responses"
    __table_args__ = (UniqueConstraint("campaign_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    question: Mapped[str | None] = mapped_column(String(20))
    started_at: Mapped[datetime]
    active_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    receipt: Mapped[str | None] = mapped_column(String(20), unique=True)
    version: Mapped[int]
    told_version: Mapped[int]


class Answer(Base):
    """One answer: the record, and what is counted."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("response_id", "question"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("responses.id"))
    question: Mapped[str] = mapped_column(String(20))
    value: Mapped[str] = mapped_column(Text)
    answered_at: Mapped[datetime]


class QualityFinding(Base):
    """Something that stands out in how a submitted response was filled in, for BKPSDM alone."""

    __tablename__ = "quality_findings"
    __table_args__ = (UniqueConstraint("response_id", "mark"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("responses.id"))
    mark: Mapped[str] = mapped_column(String(30))
    count: Mapped[int]
    total: Mapped[int]
    found_at: Mapped[datetime]


class Snooze(Base):
    """A reminder a person asked for at another time; asking again replaces it."""

    __tablename__ = "snoozes"
    __table_args__ = (UniqueConstraint("phase_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phases.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    remind_at: Mapped[datetime]
    asked_at: Mapped[datetime]


class Request(Base):
    """What an official asks BKPSDM for: more time for a phase, a correction of the roster."""

    __tablename__ = "requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    phase_id: Mapped[int | None] = mapped_column(ForeignKey("phases.id"))
    field: Mapped[str | None] = mapped_column(String(12))
    number: Mapped[str | None] = mapped_column(String(20), unique=True)
    due_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    granted: Mapped[bool | None]
    answer: Mapped[str | None] = mapped_column(Text)


class Extension(Base):
    """A later deadline of one person in one phase; granted again, it replaces the one before."""

    __tablename__ = "extensions"
    __table_args__ = (UniqueConstraint("phase_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phases.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    closes_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    granted_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    granted_at: Mapped[datetime]


class Move(Base):
    """A draft was moved to a later version of its questionnaire; what no longer holds of it is kept here."""

    __tablename__ = "moves"

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("responses.id"), index=True)
    from_version: Mapped[int]
    to_version: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    moved_at: Mapped[datetime]
    kept: Mapped[int]
    total: Mapped[int]
    changed: Mapped[int]
    added: Mapped[int]
    set_aside: Mapped[dict[str, Any]] = mapped_column(JSON)
    moved_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))


class Reopening(Base):
    """A submitted response became a draft again, and why."""

    __tablename__ = "reopenings"

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("responses.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    reopened_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    reopened_at: Mapped[datetime]


class Counter(Base):
    """The last number given out in a series and year: receipts, broadcasts, requests."""

    __tablename__ = "counters"

    series: Mapped[str] = mapped_column(String(8), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int]


# --- assessment, evidence, results ---------------------------------------------------------


class Assignment(Base):
    """An assessor's task: one person in one phase."""

    __tablename__ = "assignments"
    __table_args__ = (UniqueConstraint("phase_id", "assessor_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phases.id"))
    assessor_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    assigned_at: Mapped[datetime]


class Score(Base):
    """An assessor's score. Append-only: an annulment is a mark, a correction a new row with its reason."""

    __tablename__ = "scores"
    __table_args__ = (Index("ix_scores_person", "phase_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phases.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    assessor_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    aspect: Mapped[str] = mapped_column(String(40))
    value: Mapped[Decimal] = mapped_column(Hundredths)
    update_id: Mapped[int] = mapped_column(BigInteger, index=True)
    scored_at: Mapped[datetime]
    annulled_at: Mapped[datetime | None]
    corrects: Mapped[int | None] = mapped_column(ForeignKey("scores.id"))
    reason: Mapped[str | None] = mapped_column(Text)


class EvidenceItem(Base):
    """One piece of official evidence about a person. The newest of a kind counts."""

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_person", "person_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(String(200))
    assessed_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime]


COUNTING_RESULTS = text("state NOT IN ('superseded', 'withdrawn')")


class Result(Base):
    """A classification with the rule set, the inputs and the arithmetic it came from."""

    __tablename__ = "results"
    __table_args__ = (
        Index("ix_results_phase", "phase_id", "state"),
        Index(  # of a person's results in a phase one counts
            "uq_results_counting",
            "phase_id",
            "person_id",
            unique=True,
            sqlite_where=COUNTING_RESULTS,
            postgresql_where=COUNTING_RESULTS,
        ),
        CheckConstraint("box IS NULL OR box BETWEEN 1 AND 9", name="box"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phases.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    ruleset: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(12))
    performance: Mapped[str | None] = mapped_column(String(30))
    potential: Mapped[str | None] = mapped_column(String(30))
    box: Mapped[int | None]
    inputs: Mapped[dict[str, Any]] = mapped_column(JSON)
    arithmetic: Mapped[dict[str, Any]] = mapped_column(JSON)
    classified_at: Mapped[datetime]
    reviewed_at: Mapped[datetime | None]
    publication_id: Mapped[int | None] = mapped_column(ForeignKey("publications.id"))
    published_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]


class AwaitedClassification(Base):
    """Somebody whose scores or evidence changed and who is to be classified anew."""

    __tablename__ = "awaited_classifications"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    since: Mapped[datetime]


class Publication(Base):
    """A request to publish a phase's results, its approval by a second admin, and its hour."""

    __tablename__ = "publications"

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phases.id"))
    state: Mapped[str] = mapped_column(String(12))
    decree_number: Mapped[str] = mapped_column(String(100))
    decree_date: Mapped[date]
    publish_at: Mapped[datetime]
    objections_until: Mapped[datetime]
    requested_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    requested_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    fingerprint: Mapped[str] = mapped_column(String(64))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    told_through: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[datetime | None]


class Counsellor(Base):
    """Who answers questions on publication days, and when."""

    __tablename__ = "counsellors"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    hours: Mapped[str] = mapped_column(String(100))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))


# --- broadcasts, imports, audit ------------------------------------------------------------


class Broadcast(Base):
    """A text an admin confirmed for an audience."""

    __tablename__ = "broadcasts"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    phase_id: Mapped[int | None] = mapped_column(ForeignKey("phases.id"))
    audience: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12))
    total: Mapped[int]
    created_at: Mapped[datetime]
    created_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    chat_id: Mapped[int] = mapped_column(BigInteger)
    progress_id: Mapped[int | None]


class Import(Base):
    """A file an admin sent: its rows wait here between preview and [Simpan]."""

    __tablename__ = "imports"
    __table_args__ = (Index("ix_imports_digest", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    file_name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    rows: Mapped[list[Any]] = mapped_column(JSON)
    outline: Mapped[dict[str, Any]] = mapped_column(JSON)
    tally: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    state: Mapped[str] = mapped_column(String(10))
    received_at: Mapped[datetime]
    received_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    saved_at: Mapped[datetime | None]


class AuditEntry(Base):
    """A link of the chain: who did what to whose record. The digest covers the one before."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    acted_at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(60))
    action: Mapped[str] = mapped_column(String(60))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    content_digest: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
