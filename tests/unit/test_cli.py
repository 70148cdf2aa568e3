"""The commands of the server, run as somebody would type them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.simulator.server import TOKEN, Simulator
from domain.people import Official, PositionKind
from storage import schema
from storage.database import Database

MONDAY = datetime(2026, 11, 2, 1, 10, tzinfo=UTC)
BUDI = Official(
    0, "198503152010011004", "Budi", "Lurah Kejaksan", PositionKind.SUPERVISOR, "Kelurahan Kejaksan"
)


@dataclass
class Server:
    """A machine with the command, a database and a Telegram."""

    folder: Path
    environment: dict[str, str]

    @property
    def url(self) -> str:
        return self.environment["TALENTA_DATABASE__URL"]

    async def types(self, *words: str, **changed: str) -> tuple[int, str]:
        """The code a command ends with, and what it prints on one line."""

        def run() -> tuple[int, str]:
            result = CliRunner().invoke(app, words, env=self.environment | changed)
            return result.exit_code, " ".join(result.output.split())

        return await asyncio.to_thread(run)

    async def knows(self, *officials: Official) -> None:
        """People stand on the roster."""
        schema.migrate(self.url)
        database = Database.open(self.url)
        await database.write(lambda uow: uow.people.save(officials, now=MONDAY))
        await database.close()


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with Simulator(MONDAY) as simulator:
        yield Server(
            tmp_path,
            {
                "TALENTA_TELEGRAM__TOKEN": TOKEN,
                "TALENTA_TELEGRAM__API_URL": simulator.url,
                "TALENTA_DATABASE__URL": f"sqlite:///{tmp_path / 'talenta.sqlite'}",
                "TALENTA_CLOCK__SOURCE": "simulator",
            },
        )


async def test_the_first_admin_is_invited_by_name_on_an_empty_server(server: Server) -> None:
    code, printed = await server.types("invite", "--role", "admin", "--name", "Rahmat Hidayat")
    assert code == 0
    assert printed.startswith(
        "Undangan untuk Rahmat Hidayat, berlaku sampai Senin, 9 November 2026, pukul 08.10 WIB: "
        "https://t.me/talenta_cirebon_bot?start="
    )


async def test_an_official_is_invited_by_nip(server: Server) -> None:
    await server.knows(BUDI)
    code, printed = await server.types("invite", "--nip", "19850315 201001 1 004")
    assert code == 0
    assert printed.startswith("Undangan untuk Budi, berlaku sampai ")


async def test_everybody_without_an_invitation_gets_one_in_a_file(server: Server) -> None:
    await server.knows(BUDI)
    output = server.folder / "undangan.xlsx"
    code, printed = await server.types("invite", "--all", "--output", str(output))
    assert (code, printed) == (0, f"Undangan dibuat: 1. Tersimpan pada {output}.")
    assert output.read_bytes().startswith(b"PK")


async def test_nobody_named_is_nobody_invited(server: Server) -> None:
    assert await server.types("invite") == (
        1,
        "Sebutkan --nip untuk pegawai, --role dan --name untuk asesor atau admin, atau --all.",
    )


async def test_a_refusal_is_said_and_ends_with_1(server: Server) -> None:
    code, printed = await server.types("invite", "--nip", "198503152010011004")
    assert code == 1
    assert printed.startswith("NIP berakhiran 1004 tidak ada dalam daftar.")


async def test_a_nip_that_is_none_is_refused_in_words(server: Server) -> None:
    code, printed = await server.types("invite", "--nip", "1985")
    assert code == 1
    assert printed.startswith("NIP atau NI PPPK harus 18 angka; yang diterima 4 angka.")


async def test_without_telegram_no_link_is_made(server: Server) -> None:
    code, printed = await server.types(
        "invite",
        "--name",
        "Dewi",
        TALENTA_TELEGRAM__API_URL="http://127.0.0.1:9",
        TALENTA_CLOCK__SOURCE="system",
    )
    assert code == 1
    assert printed.startswith("Telegram tidak terjangkau melalui http://127.0.0.1:9.")


async def test_a_database_that_cannot_be_opened_is_said(server: Server) -> None:
    url = "postgresql://talenta@127.0.0.1:9/talenta"
    code, printed = await server.types("invite", "--name", "Dewi", TALENTA_DATABASE__URL=url)
    assert code == 1
    assert printed.startswith("Basis data tidak dapat dibuka (OperationalError).")


async def test_the_database_is_migrated_on_command(server: Server) -> None:
    assert await server.types("db", "migrate") == (0, "Basis data sudah pada revisi 0001.")


async def test_a_configuration_without_token_is_explained() -> None:
    result = await asyncio.to_thread(CliRunner().invoke, app, ["run"], env={"TALENTA_TELEGRAM__TOKEN": None})
    assert result.exit_code == 1
    assert "Token belum diisi." in result.output


async def test_a_key_that_is_wrong_is_named(server: Server) -> None:
    code, printed = await server.types("doctor", TALENTA_AGENCY__HOUR="08.00")
    assert code == 1
    assert printed.startswith("Konfigurasi belum benar pada agency.hour: ")


async def test_a_file_that_does_not_exist_is_named(server: Server) -> None:
    code, printed = await server.types("run", "--config", "tidak-ada.toml")
    assert code == 1
    assert printed.startswith("Berkas konfigurasi tidak-ada.toml tidak ada.")


async def test_the_doctor_finds_a_new_server_ready_but_for_its_first_admin(server: Server) -> None:
    assert await server.types("doctor") == (
        0,
        "Konfigurasi dapat dibaca. Basis data masih kosong; tabel dibuat saat bot dijalankan. "
        "Telegram terjangkau; bot ini @talenta_cirebon_bot. "
        "Belum ada admin. Buat undangan pertama: talenta invite --role admin --name NAMA.",
    )


async def test_the_doctor_finds_what_is_wrong(server: Server) -> None:
    code, printed = await server.types(
        "doctor",
        TALENTA_DATABASE__URL="mysql://talenta@db/talenta",
        TALENTA_TELEGRAM__TOKEN="1:salah",
        TALENTA_MAPPING__RULESET="permenpan-4-2020",
    )
    assert code == 1
    assert "Basis data tidak dapat dibuka (DatabaseUrlNotUnderstood)." in printed
    assert "Telegram menolak token." in printed
    assert "Aturan permenpan-4-2020 tidak dikenal." in printed


async def test_the_doctor_names_a_questionnaire_that_cannot_be_asked(server: Server) -> None:
    (server.folder / "budaya.toml").write_text("key = 1", encoding="utf-8")
    code, printed = await server.types("doctor", TALENTA_QUESTIONNAIRES__FOLDER=str(server.folder))
    assert code == 1
    assert f"{server.folder}/budaya.toml belum dapat dipakai: 8 hal perlu diperbaiki." in printed


async def test_the_doctor_says_that_telegram_is_out_of_reach(server: Server) -> None:
    code, printed = await server.types(
        "doctor", TALENTA_TELEGRAM__API_URL="http://127.0.0.1:9", TALENTA_CLOCK__SOURCE="system"
    )
    assert code == 1
    assert "Telegram tidak terjangkau melalui http://127.0.0.1:9." in printed


async def test_the_doctor_knows_an_installation_at_work(server: Server) -> None:
    await server.knows(BUDI)
    database = Database.open(server.url)

    async def makes_an_admin(uow) -> None:
        from domain.people import Role

        account = await uow.accounts.link(telegram_id=7, name="Rahmat", person_id=None, now=MONDAY)
        await uow.accounts.grant(account.id, Role.ADMIN, now=MONDAY)

    await database.write(makes_an_admin)
    await database.close()
    assert await server.types("doctor") == (
        0,
        "Konfigurasi dapat dibaca. Basis data siap (revisi 0001). Telegram terjangkau; bot ini @talenta_cirebon_bot.",
    )


ROSTER = "NIP;NAMA;JABATAN;UNIT KERJA\n{nip};Budi;Lurah Kejaksan;Kelurahan Kejaksan\n"


async def test_a_roster_is_imported_and_the_same_file_changes_nothing(server: Server) -> None:
    file = server.folder / "pegawai.csv"
    file.write_text(ROSTER.format(nip="198503152010011004"), encoding="utf-8")
    assert await server.types("import", "roster", str(file)) == (
        0,
        "Pratinjau: daftar pegawai, judul kolom di baris 1 Jumlah 1 baris: 1 baru, 0 berubah, 0 sama, 0 bermasalah. "
        "Tersimpan Senin, 2 November 2026, pukul 08.10 WIB: 1 baru, 0 berubah, 0 sama.",
    )
    assert await server.types("import", "roster", str(file)) == (
        0,
        "Berkas ini sudah diterima Senin, 2 November 2026, pukul 08.10 WIB. Tidak ada perubahan.",
    )
    file.write_text(ROSTER.format(nip="19850315 201001 1 004"), encoding="utf-8")
    assert await server.types("import", "roster", str(file)) == (
        0,
        "Pratinjau: daftar pegawai. Jumlah 1 baris, semuanya sama dengan data yang ada. Tidak ada perubahan.",
    )


async def test_a_roster_with_a_bad_row_ends_with_1_and_says_which(server: Server) -> None:
    file = server.folder / "pegawai.csv"
    file.write_text(ROSTER.format(nip="1,98503E+17"), encoding="utf-8")
    assert await server.types("import", "roster", str(file)) == (
        1,
        "Belum disimpan: 1 dari 1 baris bermasalah. Data lama tidak berubah. Baris 2: NIP 1,98503E+17 sudah rusak oleh "
        "Excel; ubah kolom NIP menjadi Teks dan isi ulang. Perbaiki, lalu kirim ulang.",
    )


async def test_evidence_without_a_scale_is_refused_until_it_is_named(server: Server) -> None:
    await server.knows(BUDI)
    file = server.folder / "bukti.csv"
    file.write_text("NIP;NAMA;KEMAMPUAN INTELEKTUAL\n198503152010011004;Budi;3,5\n", encoding="utf-8")
    code, printed = await server.types("import", "evidence", str(file))
    assert code == 1
    assert printed.startswith("Skala nilai belum disebutkan.")
    code, printed = await server.types("import", "evidence", str(file), "--scale", "0-5")
    assert code == 0
    assert printed.endswith("Tersimpan Senin, 2 November 2026, pukul 08.10 WIB: 1 baru, 0 berubah, 0 sama.")


async def test_a_file_that_is_no_spreadsheet_is_refused(server: Server) -> None:
    file = server.folder / "pegawai.xlsx"
    file.write_bytes(b"PK bukan Excel")
    code, printed = await server.types("import", "roster", str(file))
    assert code == 1
    assert printed.startswith("Berkas tidak dapat dibaca.")
