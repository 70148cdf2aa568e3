"""`talenta questionnaire`: check, preview and import, as somebody types them on the server."""

import asyncio
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner

from bot.cli import app
from bot.fitting import Misfit, misfits
from domain.questionnaire import parse
from tests.chats.sent_documents import pdf

GOOD = """
key = "contoh"
version = 1
title = "Contoh"
noun = "pertanyaan"
minutes = 5
consent_needed = true
intro = "Contoh kuesioner."

[[sections]]

[[sections.questions]]
key = "a"
kind = "single"
text = "Warna apa?"
choices = [{ key = "m", label = "Merah" }, { key = "b", label = "Biru" }]

[[sections.questions]]
key = "b"
kind = "file"
text = "Kirim sertifikat."
message = "Sertifikat yang dipindai juga boleh."
ask_when = { question = "a", equals = "m" }
"""
XLSFORM = {
    "survey": [
        ("type", "name", "label::Bahasa Indonesia (id)", "required"),
        ("select_one warna", "warna", "Warna apa?", "yes"),
    ],
    "choices": [
        ("list_name", "name", "label::Bahasa Indonesia (id)"),
        ("warna", "m", "Merah"),
        ("warna", "b", "Biru"),
    ],
}


async def types(*words: str, then: str = "") -> tuple[int, str]:
    """The code a command ends with, and what it prints on one line."""

    def run() -> tuple[int, str]:
        result = CliRunner().invoke(app, ["questionnaire", *words], input=then)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, " ".join(result.output.split())

    return await asyncio.to_thread(run)


def written(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def workbook(path: Path, sheets: dict[str, list[tuple[str, ...]]]) -> str:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    path.write_bytes(content.getvalue())
    return str(path)


async def test_a_good_definition_is_told_in_one_line(tmp_path: Path) -> None:
    assert await types("check", written(tmp_path / "contoh.toml", GOOD)) == (
        0,
        "Contoh, versi 1: 2 pertanyaan dalam 1 bagian, semuanya muat pada layar.",
    )


async def test_every_flaw_is_told_with_its_path(tmp_path: Path) -> None:
    path = written(
        tmp_path / "contoh.toml",
        GOOD.replace('label = "Biru"', 'label = "Merah"').replace("minutes = 5", "menit = 5"),
    )
    code, printed = await types("check", path)
    assert code == 1
    assert "sections[0].questions[0].single: dua pilihan sama" in printed
    assert "minutes: isian ini wajib ada" in printed
    assert "menit: isian ini tidak dikenal" in printed
    assert printed.endswith("belum dapat dipakai: 3 hal perlu diperbaiki. Tidak ada yang disimpan.")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00", "rusak.toml: bukan berkas teks UTF-8 rusak.toml belum dapat dipakai: 1 hal"),
        (b"key = ", "Invalid value"),
        (b"", "key: isian ini wajib ada"),
        (b"sections = 1", "sections: tuple_type"),
    ],
)
async def test_a_file_that_is_no_definition_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "rusak.toml"
    path.write_bytes(content)
    code, printed = await types("check", str(path))
    assert code == 1
    assert said in printed


async def test_a_question_that_does_not_fit_a_phone_is_named(tmp_path: Path) -> None:
    many = ", ".join(f'{{ key = "c{n}", label = "Pilihan nomor {n}" }}' for n in range(9))
    long = GOOD.replace('"Kirim sertifikat."', f'"{"Kirim sertifikat. " * 19}"')
    crowded = long.replace('{ key = "m", label = "Merah" }, { key = "b", label = "Biru" }', many).replace(
        '"m"', '"c1"'
    )
    questionnaire = parse(crowded, "contoh.toml")
    assert misfits(questionnaire) == [
        Misfit("a", "too_many_rows", 10, 7),
        Misfit("b", "screen_too_long", 380, 350),
    ]
    code, printed = await types("check", written(tmp_path / "contoh.toml", crowded))
    assert code == 1
    assert printed.startswith(
        "a: layar memuat 10 baris tombol, paling banyak 7 b: layar memuat 380 huruf, paling banyak 350 "
    )


async def test_a_definition_is_tried_in_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "surat.pdf").write_bytes(pdf())
    path = written(tmp_path / "contoh.toml", GOOD)
    lines = [
        "[1. Mulai]",
        "[Mulai]",
        "",
        "[Hijau]",
        "merah",
        "belum ada",
        "(hilang.pdf)",
        "(surat.pdf)",
        "[Kirim]",
        "[Nyatakan, kirim]",
    ]
    code, printed = await types("preview", path, then="\n".join(lines))
    assert code == 0
    said = (
        "Kuesioner Bapak/Ibu // 1. Contoh: belum dimulai",
        "Bagian 1 dari 1, pertanyaan 1 dari 2 // Warna apa? [Merah] [Biru]",
        "Dicatat untuk pertanyaan 1: Merah.",
        "Kirim foto atau PDF. // Sertifikat yang dipindai juga boleh. // Bagian 1",
        "hilang.pdf",
        "Berkas diterima: PDF, 0,1 MB, 1 halaman.",
        "Tanda terima TT-",
    )
    places = [printed.index(words) for words in said]
    assert places == sorted(places)


async def test_an_xlsform_becomes_a_definition_beside_it(tmp_path: Path) -> None:
    path = workbook(tmp_path / "warna.xlsx", XLSFORM)
    made = tmp_path / "warna.toml"
    assert await types("import", path) == (
        0,
        f"Tersimpan pada {made}: 1 pertanyaan. Periksa dengan: talenta questionnaire check {made}",
    )
    assert (await types("check", str(made)))[0] == 0
    assert await types("import", path) == (
        1,
        f"{made} sudah ada dan tidak ditimpa. Sebutkan nama lain dengan --to.",
    )


async def test_the_cells_that_are_wrong_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    survey = [*XLSFORM["survey"], ("geopoint", "tempat", "Di mana? " * 9, "yes"), ("text", "x", "", "")]
    path = workbook(tmp_path / "warna.xlsx", {**XLSFORM, "survey": survey})
    code, printed = await types("import", path, "--to", str(tmp_path / "baru.toml"))
    assert code == 1
    assert printed == (
        "Lembar survey, baris 3, kolom type: jenis ini tidak didukung (geopoint) "
        "Lembar survey, baris 4, kolom label::bahasa indonesia (id): sel ini kosong "
        f"{path} belum dapat dipakai: 2 hal perlu diperbaiki. Tidak ada yang disimpan."
    )
    assert not (tmp_path / "baru.toml").exists()


async def test_a_form_without_its_sheet_is_told_and_a_long_cell_is_cut(tmp_path: Path) -> None:
    code, printed = await types("import", workbook(tmp_path / "a.xlsx", {"Sheet1": [("type", "name")]}))
    assert (code, printed.split(" / ")[0].startswith("Lembar survey, kolom -: lembar ini tidak ada")) == (
        1,
        True,
    )
    survey = [XLSFORM["survey"][0], ("x" * 60, "a", "Apa?", "")]
    _, printed = await types("import", workbook(tmp_path / "b.xlsx", {"survey": survey}))
    assert f"({'x' * 39}…)" in printed


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"bukan buku kerja", "Isi berkas tidak sesuai dengan namanya"),
        ("a.xlsx", b"PK\x03\x04 terpotong", "Berkas tidak dapat dibaca."),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Berkas .xls belum dapat diterima di sini."),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "Berkas memakai kata sandi.",
        ),
    ],
)
async def test_a_hostile_workbook_is_refused_unread(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    code, printed = await types("import", str(tmp_path / name))
    assert code == 1
    assert printed.startswith(said)
