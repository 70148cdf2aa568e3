"""What an account may do."""

from datetime import UTC, datetime

import pytest

from domain.errors import RoleRequired
from domain.people import Account, Actor, Role

LINKED_AT = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


def test_an_account_without_a_person_is_no_official_whatever_its_roles() -> None:
    account = Account(1, 5_000_000_001, "Siti", frozenset({Role.OFFICIAL}), None, LINKED_AT)
    with pytest.raises(RoleRequired) as refused:
        Actor(5_000_000_001, account, "BKPSDM").official()
    assert refused.value.role is Role.OFFICIAL
