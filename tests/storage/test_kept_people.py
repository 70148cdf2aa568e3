"""The roster and the accounts linked with it."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError
from storage_samples import BUDI, DAY, NOW, RAHMAT, WATI, account, officials

from domain.people import Official, PositionKind, Role
from storage.unit_of_work import UnitOfWork


async def test_an_official_comes_back_as_imported(uow: UnitOfWork) -> None:
    (budi,) = await officials(uow, BUDI)
    assert replace(budi, id=0) == BUDI
    assert await uow.people.by_id(budi.id) == budi
    assert await uow.people.by_nip("198503152010011004") == budi


async def test_a_nip_that_is_not_on_the_roster_finds_nobody(uow: UnitOfWork) -> None:
    assert await uow.people.by_nip("198503152010011004") is None
    assert await uow.people.by_id(1) is None
    assert await uow.people.by_nips([]) == {}


async def test_importing_a_nip_again_replaces_what_the_roster_says(uow: UnitOfWork) -> None:
    (before,) = await officials(uow, BUDI)
    await uow.people.save([replace(BUDI, position="Sekretaris Camat", phone=None)], now=NOW)
    after = await uow.people.by_nip(BUDI.nip)
    assert after == replace(before, position="Sekretaris Camat", phone=None)


async def test_saving_nobody_changes_nothing(uow: UnitOfWork) -> None:
    await uow.people.save([], now=NOW)
    assert await uow.people.everybody() == []


async def test_everybody_is_listed_by_name_and_then_nip(uow: UnitOfWork) -> None:
    namesake = replace(BUDI, nip="198001012009011001")
    await officials(uow, WATI, BUDI, RAHMAT, namesake)
    everybody = await uow.people.everybody()
    assert [(one.name, one.tail) for one in everybody] == [
        ("Budi", "1001"),
        ("Budi", "1004"),
        ("Rahmat", "2011"),
        ("Wati", "2003"),
    ]


async def test_only_the_active_are_found_by_kind_of_position(uow: UnitOfWork) -> None:
    await officials(uow, BUDI, RAHMAT, WATI)
    found = await uow.people.of_kinds([PositionKind.EXECUTOR, PositionKind.ADMINISTRATOR])
    assert [one.name for one in found] == ["Budi"]
    assert [one.name for one in await uow.people.active()] == ["Budi", "Rahmat"]


async def test_five_thousand_officials_are_found_by_nip(uow: UnitOfWork) -> None:
    roster = [replace(BUDI, nip=f"19850315201001{number:04}") for number in range(5000)]
    await uow.people.save(roster, now=NOW)
    assert len(await uow.people.by_nips([one.nip for one in roster])) == 5000


async def test_a_phone_number_is_corrected(uow: UnitOfWork) -> None:
    (rahmat,) = await officials(uow, RAHMAT)
    await uow.people.set_phone(rahmat.id, "+6281111111111", now=NOW)
    assert await uow.people.by_id(rahmat.id) == replace(rahmat, phone="+6281111111111")


async def test_an_account_comes_back_with_its_official_and_roles(uow: UnitOfWork) -> None:
    (budi,) = await officials(uow, BUDI)
    linked = await account(uow, 5_000_000_001, budi)
    await uow.accounts.grant(linked.id, Role.OFFICIAL, now=NOW)
    await uow.accounts.grant(linked.id, Role.ADMIN, now=NOW)
    expected = replace(linked, roles=frozenset({Role.OFFICIAL, Role.ADMIN}), official=budi)
    assert await uow.accounts.by_telegram(5_000_000_001) == expected
    assert await uow.accounts.by_person(budi.id) == expected
    assert await uow.accounts.by_id(linked.id) == expected


async def test_an_assessor_has_a_name_and_no_official(uow: UnitOfWork) -> None:
    linked = await account(uow)
    assert (linked.name, linked.official, linked.roles) == ("Rahmat Hidayat", None, frozenset())


async def test_a_stranger_has_no_account(uow: UnitOfWork) -> None:
    assert await uow.accounts.by_telegram(7) is None
    assert await uow.accounts.by_id(7) is None


async def test_a_role_given_twice_is_held_once(uow: UnitOfWork) -> None:
    linked = await account(uow)
    await uow.accounts.grant(linked.id, Role.ASSESSOR, now=NOW)
    await uow.accounts.grant(linked.id, Role.ASSESSOR, now=NOW + DAY)
    assert [one.id for one in await uow.accounts.holding(Role.ASSESSOR)] == [linked.id]
    assert await uow.accounts.holding(Role.ADMIN) == []


async def test_two_accounts_cannot_be_one_person(uow: UnitOfWork) -> None:
    (budi,) = await officials(uow, BUDI)
    await account(uow, 1, budi)
    with pytest.raises(IntegrityError):
        await account(uow, 2, budi)


async def test_who_blocked_the_bot_is_not_written_to_until_they_come_back(uow: UnitOfWork) -> None:
    budi, rahmat, wati = await officials(uow, BUDI, RAHMAT, WATI)
    await account(uow, 5_000_000_001, budi)
    await account(uow, 5_000_000_002, rahmat)
    everybody = [budi.id, rahmat.id, wati.id]
    await uow.accounts.set_reachable(5_000_000_002, False, now=NOW)
    assert await uow.accounts.chats_of(everybody) == {budi.id: 5_000_000_001}
    await uow.accounts.set_reachable(5_000_000_002, True, now=NOW)
    assert await uow.accounts.chats_of(everybody) == {budi.id: 5_000_000_001, rahmat.id: 5_000_000_002}


async def test_people_with_an_account_are_linked(uow: UnitOfWork) -> None:
    budi, _ = await officials(uow, BUDI, RAHMAT)
    await account(uow, 5_000_000_001, budi)
    await account(uow, 5_000_000_002)
    assert await uow.accounts.linked_people() == {budi.id}


async def test_an_account_cannot_belong_to_nobody_on_the_roster(uow: UnitOfWork) -> None:
    nobody = Official(999_999, "0", "-", "-", PositionKind.EXECUTOR, "-")
    with pytest.raises(IntegrityError):
        await account(uow, 1, nobody)


async def test_each_unit_of_active_people_is_named_once(uow: UnitOfWork) -> None:
    colleague = replace(BUDI, nip="198001012009011002")
    await officials(uow, BUDI, colleague, RAHMAT, replace(WATI, unit="Museum"))
    assert list(await uow.people.units()) == ["Dinas Kesehatan", "Kecamatan Harjamukti"]
