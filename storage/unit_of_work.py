"""One transaction's view of everything stored. It never begins, commits or rolls back."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from domain import ports
from storage.repositories.accounts import Accounts
from storage.repositories.audit import AuditTrail
from storage.repositories.broadcasts import Broadcasts
from storage.repositories.conversations import Conversations
from storage.repositories.counters import Counters
from storage.repositories.definitions import Definitions
from storage.repositories.evidence import Evidence
from storage.repositories.imports import Imports
from storage.repositories.inbox import Inbox
from storage.repositories.intake import Intake
from storage.repositories.invitations import Invitations, LinkAttempts, LinkRequests
from storage.repositories.notices import Notices
from storage.repositories.open_questions import OpenQuestions
from storage.repositories.outbox import Outbox
from storage.repositories.people import People
from storage.repositories.phases import Campaigns, Phases
from storage.repositories.publications import Counsellors, Publications
from storage.repositories.quality import Quality
from storage.repositories.repository import Execute
from storage.repositories.requests import Extensions, Moves, Reopenings, Requests
from storage.repositories.responses import Responses, Snoozes
from storage.repositories.results import Results
from storage.repositories.scores import Assignments, Scores

Parameters: TypeAlias = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None


class UnitOfWork:
    """The repositories over one connection, made when first asked for."""

    def __init__(self, execute: Execute) -> None:
        self.execute = execute

    @cached_property
    def people(self) -> People:
        """The roster."""
        return People(self.execute)

    @cached_property
    def accounts(self) -> Accounts:
        """Linked accounts and roles."""
        return Accounts(self.execute)

    @cached_property
    def invitations(self) -> Invitations:
        """Deep links."""
        return Invitations(self.execute)

    @cached_property
    def link_attempts(self) -> LinkAttempts:
        """Failed attempts to link."""
        return LinkAttempts(self.execute)

    @cached_property
    def link_requests(self) -> LinkRequests:
        """Linkings waiting for an admin."""
        return LinkRequests(self.execute)

    @cached_property
    def notices(self) -> Notices:
        """Readings of the privacy notice."""
        return Notices(self.execute)

    @cached_property
    def conversations(self) -> Conversations:
        """What chats show and wait for."""
        return Conversations(self.execute)

    @cached_property
    def inbox(self) -> Inbox:
        """Updates as received."""
        return Inbox(self.execute)

    @cached_property
    def intake(self) -> Intake:
        """When updates were taken in."""
        return Intake(self.execute)

    @cached_property
    def open_questions(self) -> OpenQuestions:
        """Questions on screens."""
        return OpenQuestions(self.execute)

    @cached_property
    def outbox(self) -> Outbox:
        """Messages of the bot's own accord."""
        return Outbox(self.execute)

    @cached_property
    def phases(self) -> Phases:
        """Stages of a cycle."""
        return Phases(self.execute)

    @cached_property
    def campaigns(self) -> Campaigns:
        """Questionnaires of phases."""
        return Campaigns(self.execute)

    @cached_property
    def definitions(self) -> Definitions:
        """Questionnaires as they were first asked."""
        return Definitions(self.execute)

    @cached_property
    def quality(self) -> Quality:
        """What stands out in how responses were filled in."""
        return Quality(self.execute)

    @cached_property
    def responses(self) -> Responses:
        """What people answer."""
        return Responses(self.execute)

    @cached_property
    def snoozes(self) -> Snoozes:
        """Reminders people asked for."""
        return Snoozes(self.execute)

    @cached_property
    def requests(self) -> Requests:
        """What people ask for."""
        return Requests(self.execute)

    @cached_property
    def extensions(self) -> Extensions:
        """Later deadlines of single people."""
        return Extensions(self.execute)

    @cached_property
    def moves(self) -> Moves:
        """Drafts moved to a later version."""
        return Moves(self.execute)

    @cached_property
    def reopenings(self) -> Reopenings:
        """Why submitted responses were reopened."""
        return Reopenings(self.execute)

    @cached_property
    def assignments(self) -> Assignments:
        """Whom assessors assess."""
        return Assignments(self.execute)

    @cached_property
    def scores(self) -> Scores:
        """What assessors scored."""
        return Scores(self.execute)

    @cached_property
    def evidence(self) -> Evidence:
        """Official evidence about people."""
        return Evidence(self.execute)

    @cached_property
    def results(self) -> Results:
        """Classifications."""
        return Results(self.execute)

    @cached_property
    def publications(self) -> Publications:
        """Requests to publish."""
        return Publications(self.execute)

    @cached_property
    def counsellors(self) -> Counsellors:
        """Who is on duty."""
        return Counsellors(self.execute)

    @cached_property
    def broadcasts(self) -> Broadcasts:
        """Texts for an audience."""
        return Broadcasts(self.execute)

    @cached_property
    def counters(self) -> Counters:
        """Running numbers."""
        return Counters(self.execute)

    @cached_property
    def imports(self) -> Imports:
        """Files between preview and saving."""
        return Imports(self.execute)

    @cached_property
    def audit(self) -> AuditTrail:
        """Who did what."""
        return AuditTrail(self.execute)


if TYPE_CHECKING:

    def _fits_its_port(uow: UnitOfWork) -> ports.UnitOfWork:
        return uow
