"""Why something is refused: facts only. The sentences people read are in bot/texts, one per class.

    Refusal
    ├── IdentityRefusal        linking, rights, whose account and whose screen
    ├── PrivacyRefusal         consent and the rights of the data subject
    ├── QuestionnaireRefusal   answers and responses
    ├── FileRefusal            what was sent to be imported
    ├── AssessmentRefusal      scores and evidence
    └── CycleRefusal           phases, broadcasts, publication, appointments, the system itself

The names of the fields are the placeholders of the sentences.
"""

from dataclasses import FrozenInstanceError, dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, ClassVar


class Refusal(Exception):
    """A rule said no and nothing was stored. Subclasses are frozen: the facts of a refusal never change."""

    __match_args__: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        """Replace the `__setattr__` of a frozen dataclass, which cannot let an exception be an exception."""
        if "__slots__" in cls.__dict__:
            type.__setattr__(cls, "__setattr__", Refusal.__setattr__)

    def __setattr__(self, name: str, value: object) -> None:
        """Let Python write what it keeps on an exception (traceback, context, notes) and refuse the rest."""
        if not name.startswith("__"):
            raise FrozenInstanceError(name)
        super().__setattr__(name, value)

    def __reduce__(self) -> tuple[type["Refusal"], tuple[Any, ...]]:
        return type(self), tuple(getattr(self, name) for name in self.__match_args__)

    def __str__(self) -> str:
        """The name of the class: logs show neither sentences nor the facts about a person."""
        return type(self).__name__


class IdentityRefusal(Refusal):
    """Who somebody is, or what they may do, does not allow this."""


@dataclass(frozen=True, slots=True)
class InvitationUsed(IdentityRefusal):
    """The single use of the invitation is spent."""

    contact: str


@dataclass(frozen=True, slots=True)
class InvitationExpired(IdentityRefusal):
    """The invitation was opened after its last moment."""

    expired_at: datetime


@dataclass(frozen=True, slots=True)
class InvitationUnknown(IdentityRefusal):
    """No invitation has the digest of the token in the link."""


@dataclass(frozen=True, slots=True)
class AlreadyLinkedHere(IdentityRefusal):
    """This very Telegram account is linked with this very person."""


@dataclass(frozen=True, slots=True)
class AccountLinkedElsewhere(IdentityRefusal):
    """The person is linked with another Telegram account, or this account with another person."""

    contact: str


@dataclass(frozen=True, slots=True)
class NipMalformed(IdentityRefusal):
    """What was typed or imported as NIP does not have 18 digits."""

    length: int


@dataclass(frozen=True, slots=True)
class NipNotPlausible(IdentityRefusal):
    """18 digits that break the layout of NIP and NI PPPK; `part` is a value of `domain.nip.NipPart`."""

    part: str


@dataclass(frozen=True, slots=True)
class ContactNotYours(IdentityRefusal):
    """The shared contact belongs to somebody else's Telegram account."""


@dataclass(frozen=True, slots=True)
class LinkNotMatched(IdentityRefusal):
    """NIP and phone number do not lead to one person of the roster; which of them failed is not told."""

    contact: str


@dataclass(frozen=True, slots=True)
class TooManyAttempts(IdentityRefusal):
    """Linking was tried too often from this account; `until` ends the pause."""

    until: datetime
    contact: str


@dataclass(frozen=True, slots=True)
class NotLinked(IdentityRefusal):
    """A stranger asked for something that needs a linked account."""


@dataclass(frozen=True, slots=True)
class AccountRevoked(IdentityRefusal):
    """The account was cut off by an admin or by the person's status."""

    contact: str


@dataclass(frozen=True, slots=True)
class RoleRequired(IdentityRefusal):
    """The account holds none of the roles that may do this; `role` is the first of them."""

    role: str


@dataclass(frozen=True, slots=True)
class NotYourButton(IdentityRefusal):
    """The button belongs to a screen that was drawn for another account."""


@dataclass(frozen=True, slots=True)
class PrivateChatOnly(IdentityRefusal):
    """The message came from a group or a channel."""

    bot_link: str


class PrivacyRefusal(Refusal):
    """Consent is missing, or a right of the data subject has a legal limit."""


@dataclass(frozen=True, slots=True)
class ConsentNeeded(PrivacyRefusal):
    """The questionnaire rests on consent, which was not given or was withdrawn."""


@dataclass(frozen=True, slots=True)
class NoticeChanged(PrivacyRefusal):
    """Consent was given to an older version of the privacy notice."""

    version: int


@dataclass(frozen=True, slots=True)
class ErasureRestricted(PrivacyRefusal):
    """A law obliges the agency to keep part of the data; `basis` names it."""

    basis: str
    until: date


class QuestionnaireRefusal(Refusal):
    """An answer or a response cannot be taken as it is."""


@dataclass(frozen=True, slots=True)
class AlreadyAnswered(QuestionnaireRefusal):
    """An old button answers a question that has been left behind."""


@dataclass(frozen=True, slots=True)
class AnswerNotUnderstood(QuestionnaireRefusal):
    """Typed text names no option of the open question; `hint` is the kind of answer it wants."""

    hint: str


@dataclass(frozen=True, slots=True)
class NumberOutOfBounds(QuestionnaireRefusal):
    """A number below or above what the question allows, bounds included."""

    value: Decimal
    lowest: Decimal
    highest: Decimal


@dataclass(frozen=True, slots=True)
class NumberNotWhole(QuestionnaireRefusal):
    """A fraction where the question counts."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class DateNotUnderstood(QuestionnaireRefusal):
    """Typed text is no date of the calendar."""

    value: str


@dataclass(frozen=True, slots=True)
class DateOutOfBounds(QuestionnaireRefusal):
    """A date before or after what the question allows, bounds included."""

    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class TextTooLong(QuestionnaireRefusal):
    """A free text has more characters than the question allows."""

    length: int
    excess: int


@dataclass(frozen=True, slots=True)
class TextEmpty(QuestionnaireRefusal):
    """A free text consists of nothing but white space."""


@dataclass(frozen=True, slots=True)
class TooManyChoices(QuestionnaireRefusal):
    """One more option than a multiple choice allows."""

    maximum: int


@dataclass(frozen=True, slots=True)
class ChoiceExcludes(QuestionnaireRefusal):
    """An option that stands alone was combined with another."""

    choice: str


@dataclass(frozen=True, slots=True)
class NotOptional(QuestionnaireRefusal):
    """Skipping a question that must be answered."""


@dataclass(frozen=True, slots=True)
class NotYetComplete(QuestionnaireRefusal):
    """Submitting while `count` questions that must be answered are open."""

    count: int


@dataclass(frozen=True, slots=True)
class AlreadySubmitted(QuestionnaireRefusal):
    """The response was submitted before and is closed."""

    receipt: str


@dataclass(frozen=True, slots=True)
class QuestionnaireNotOpen(QuestionnaireRefusal):
    """The phase of the questionnaire has not begun."""

    opens_at: datetime


@dataclass(frozen=True, slots=True)
class DeadlinePassed(QuestionnaireRefusal):
    """The phase, with the person's extension, is over; `saved` answers came in time."""

    closed_at: datetime
    saved: int


@dataclass(frozen=True, slots=True)
class RevisedMeanwhile(QuestionnaireRefusal):
    """The draft was moved to a later version, which its person has not been told yet."""

    version: int


class FileRefusal(Refusal):
    """A file is not read, or is read and not stored."""


@dataclass(frozen=True, slots=True)
class FileTooLarge(FileRefusal):
    """More megabytes than the bot accepts or Telegram hands out."""

    size_mb: Decimal
    limit_mb: Decimal


@dataclass(frozen=True, slots=True)
class FileTypeNotAccepted(FileRefusal):
    """A kind of file that is of no use at this place."""

    kind: str
    accepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileTypeMismatch(FileRefusal):
    """The first bytes contradict the extension."""

    claimed: str
    actual: str


@dataclass(frozen=True, slots=True)
class DocumentUnreadable(FileRefusal):
    """A document or photo sent as an answer is damaged or locked: nobody could open it later."""


@dataclass(frozen=True, slots=True)
class FileUnreadable(FileRefusal):
    """The file is damaged or no spreadsheet at all."""


@dataclass(frozen=True, slots=True)
class FileEncrypted(FileRefusal):
    """The spreadsheet is protected by a password."""


@dataclass(frozen=True, slots=True)
class FileHasMacros(FileRefusal):
    """The spreadsheet carries a macro project."""


@dataclass(frozen=True, slots=True)
class FileTooManyRows(FileRefusal):
    """More data rows than one import may hold."""

    rows: int
    limit: int


@dataclass(frozen=True, slots=True)
class FileExpands(FileRefusal):
    """The archive unpacks to more than its size may explain."""


@dataclass(frozen=True, slots=True)
class SheetNotFound(FileRefusal):
    """The workbook has no sheet of the expected name."""

    expected: str
    command: str


@dataclass(frozen=True, slots=True)
class HeaderNotFound(FileRefusal):
    """No row names the columns that cannot be missing."""

    columns: tuple[str, ...]
    command: str


@dataclass(frozen=True, slots=True)
class RowsRejected(FileRefusal):
    """`bad` of `total` rows break a rule, so none is stored."""

    bad: int
    total: int


@dataclass(frozen=True, slots=True)
class NipDamaged(FileRefusal):
    """A spreadsheet turned the NIP into a number and lost its last digits."""

    row: int
    value: str


@dataclass(frozen=True, slots=True)
class NipDuplicated(FileRefusal):
    """Several rows of one file speak of the same person."""

    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CellIsFormula(FileRefusal):
    """A cell holds a formula where a value is expected."""

    row: int
    column: str


@dataclass(frozen=True, slots=True)
class ScaleNotDeclared(FileRefusal):
    """Scores are imported without saying on which scale they were given."""


class AssessmentRefusal(Refusal):
    """A score or a piece of evidence cannot be taken as it is."""


@dataclass(frozen=True, slots=True)
class PersonNotFound(AssessmentRefusal):
    """The roster has nobody with this NIP; told to admins only."""

    tail: str


@dataclass(frozen=True, slots=True)
class NotAssignedToYou(AssessmentRefusal):
    """The person is not in the assessor's assignment, or not in the roster at all."""

    tail: str


@dataclass(frozen=True, slots=True)
class ConflictOfInterest(AssessmentRefusal):
    """The assessor is related to the person in a way that rules the assessment out."""

    relation: str


@dataclass(frozen=True, slots=True)
class AspectUnknown(AssessmentRefusal):
    """Typed text names no aspect; `suggestions` are display names, the nearest first."""

    text: str
    suggestions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AspectAmbiguous(AssessmentRefusal):
    """Typed text is the beginning of several aspects; `matches` are display names in legal order."""

    text: str
    matches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScoreOutOfRange(AssessmentRefusal):
    """The score is outside the scale of its aspect."""

    aspect: str
    score: Decimal
    lowest: Decimal
    highest: Decimal


@dataclass(frozen=True, slots=True)
class ScoreNotOnScale(AssessmentRefusal):
    """The score is inside the scale but not one of its steps."""

    aspect: str
    score: Decimal
    allowed: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class ScoreNotANumber(AssessmentRefusal):
    """What stands after the aspect is missing or is no number."""

    aspect: str
    text: str


@dataclass(frozen=True, slots=True)
class AlreadyScored(AssessmentRefusal):
    """The assessor has scored this aspect of this person before."""

    aspect: str


@dataclass(frozen=True, slots=True)
class ReasonTooShort(AssessmentRefusal):
    """The reason of a correction has fewer than `minimum` letters."""

    minimum: int


@dataclass(frozen=True, slots=True)
class LineInvalid(AssessmentRefusal):
    """One line of a message of several lines is refused for `reason`, and with it the message."""

    line: int
    reason: Refusal


@dataclass(frozen=True, slots=True)
class ScoresFrozen(AssessmentRefusal):
    """The result of the person is published; scores stand as they are."""

    published_at: datetime


@dataclass(frozen=True, slots=True)
class EvidenceExpired(AssessmentRefusal):
    """The assessment is older than it may be; at exactly `years` years it still counts."""

    assessed_at: date
    years: int


class CycleRefusal(Refusal):
    """The round of mapping, its messages or its results do not allow this now."""


@dataclass(frozen=True, slots=True)
class PhaseOverlaps(CycleRefusal):
    """Another phase calls the same `count` persons in the same days."""

    phase: str
    count: int


@dataclass(frozen=True, slots=True)
class PhaseDatesWrong(CycleRefusal):
    """A phase would close before it opens."""


@dataclass(frozen=True, slots=True)
class AudienceEmpty(CycleRefusal):
    """The filter of a broadcast leaves nobody."""


@dataclass(frozen=True, slots=True)
class PlaceholderUnknown(CycleRefusal):
    """The text of a broadcast uses a placeholder that cannot be filled."""

    name: str
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutsideHours(CycleRefusal):
    """A message or publication is set for a day or an hour at which nothing is sent."""

    at: datetime
    window: tuple[time, time]


@dataclass(frozen=True, slots=True)
class NotMappableYet(CycleRefusal):
    """`count` persons lack evidence, so their results stay unpublished."""

    count: int


@dataclass(frozen=True, slots=True)
class SecondPersonNeeded(CycleRefusal):
    """The admin who asked for approval tries to give it."""

    until: datetime


@dataclass(frozen=True, slots=True)
class ApprovalExpired(CycleRefusal):
    """Nobody approved while the request was valid."""

    expired_at: datetime


@dataclass(frozen=True, slots=True)
class CounsellorMissing(CycleRefusal):
    """Publication without a counsellor on duty, recorded by name and hours."""


@dataclass(frozen=True, slots=True)
class ResultNotPublished(CycleRefusal):
    """The person asks for a result that is not published yet."""


@dataclass(frozen=True, slots=True)
class ObjectionClosed(CycleRefusal):
    """The objection period is over."""

    closed_at: datetime
    contact: str


@dataclass(frozen=True, slots=True)
class ObjectionAlreadyOpen(CycleRefusal):
    """The person's objection is still being handled."""

    ticket: str


@dataclass(frozen=True, slots=True)
class SlotTaken(CycleRefusal):
    """Somebody else took the time of the appointment first."""


@dataclass(frozen=True, slots=True)
class ChangedMeanwhile(CycleRefusal):
    """The data behind the screen is no longer what the screen showed."""


@dataclass(frozen=True, slots=True)
class StorageUnavailable(CycleRefusal):
    """The database cannot be written to at the moment."""
