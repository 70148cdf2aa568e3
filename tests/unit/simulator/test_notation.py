from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.simulator.lines import Act, BotLine, ClockLine, PersonLine
from bot.simulator.notation import NotNotation, parse, write

WIB = ZoneInfo("Asia/Jakarta")


def line(text: str):
    (one,) = parse(text)
    return one


def test_a_screen_with_rows_of_buttons():
    assert line("bot  | Bagian 1 // Saya memeriksa / lagi [1] [2]   [Lanjut nanti]") == BotLine(
        "|", "Bagian 1 // Saya memeriksa / lagi", (("1", "2"), ("Lanjut nanti",))
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bot  ~ Tersimpan.", BotLine("~", "Tersimpan.")),
        ("bot  ! Tersimpan", BotLine("!", "Tersimpan")),
        ("bot  !! Sudah dijawab.", BotLine("!!", "Sudah dijawab.")),
        ("bot  | ||Budi||", BotLine("|", "||Budi||")),
        ('bot  > lembar.xlsx "Lembar nilai" (senyap)', BotLine(">", "Lembar nilai", (), frozenset({"senyap"}), "lembar.xlsx")),
        ("bot  > undangan.png [Tutup]", BotLine(">", "", (("Tutup",),), file="undangan.png")),
        ("Dewi   | bot: Ada 1 persetujuan. [Buka]", BotLine("|", "Ada 1 persetujuan.", (("Buka",),), to="Dewi")),
        ("Dewi   | bot ~ Disetujui.", BotLine("~", "Disetujui.", to="Dewi")),
        (
            "bot  | Profil (senyap, terlindung) [Buka]   [Tutup]",
            BotLine("|", "Profil", (("Buka",), ("Tutup",)), frozenset({"senyap", "terlindung"})),
        ),
        (
            "bot  ~ Kotak 9 (terlindung) // 1. Budi (baru) [1]  (senyap)",
            BotLine("~", "Kotak 9 // 1. Budi (baru)", (("1",),), frozenset({"senyap", "terlindung"})),
        ),
        ("Budi | /nilai / 1985 kom 4", PersonLine("Budi", (Act("says", "/nilai\n1985 kom 4"),))),
        ("Budi | Satu // Dua", PersonLine("Budi", (Act("says", "Satu\n\nDua"),))),
        ("Budi | [4 ✓]", PersonLine("Budi", (Act("presses", "4 ✓"),))),
        ("Budi | [4] of the first screen", PersonLine("Budi", (Act("presses", "4", "first"),))),
        ("Budi | [4] of an earlier message", PersonLine("Budi", (Act("presses", "4", "earlier"),))),
        ("Budi | (kontak sendiri)", PersonLine("Budi", (Act("contact"),))),
        ("Budi | (kontak +62811)", PersonLine("Budi", (Act("contact", "+62811"),))),
        ("Budi | (kontak orang lain)", PersonLine("Budi", (Act("contact", "+6281100000000"),))),
        ("Siti | (lembar terisi.xlsx)", PersonLine("Siti", (Act("file", "lembar terisi.xlsx"),))),
        ("Budi | (sertifikat.pdf, 2,1 MB)", PersonLine("Budi", (Act("file", "sertifikat.pdf"),))),
        ("Budi | (foto ijazah.png)", PersonLine("Budi", (Act("photo", "ijazah.png"),))),
        ("Budi | (suntingan: 4 / 5)", PersonLine("Budi", (Act("edits", "4\n5"),))),
        ("Budi | (grup Rapat: /mulai)", PersonLine("Budi", (Act("group", "Rapat: /mulai"),))),
        ("Budi | (stiker)", PersonLine("Budi", (Act("sticker"),))),
        ("Budi | (memblokir bot)", PersonLine("Budi", (Act("blocks"),))),
        (
            "Rahmat | /tahap → [Tahap baru]",
            PersonLine("Rahmat", (Act("says", "/tahap"), Act("presses", "Tahap baru"))),
        ),
        (
            "--- Senin, 2 November 2026, 08.10 WIB ---",
            ClockLine(datetime(2026, 11, 2, 8, 10, tzinfo=WIB)),
        ),
        (
            "--- H-7, Selasa, 1 Desember 2026, pukul 09.00.30 WIB ---",
            ClockLine(datetime(2026, 12, 1, 9, 0, 30, tzinfo=WIB)),
        ),
        ("--- 15 menit kemudian ---", ClockLine(by=timedelta(minutes=15))),
    ],
)  # fmt: skip
def test_what_each_line_means(text, expected):
    assert line(text) == expected


@pytest.mark.parametrize("text", ["halo", "--- versi 2 berlaku ---", "Budi | (semua)"])
def test_what_is_not_notation_is_named(text):
    with pytest.raises(NotNotation):
        parse(text)


def test_indented_lines_continue_and_remarks_and_blank_lines_are_skipped():
    script = """
        # the first morning
        Budi | /mulai

        bot  | Beranda //
               Tidak ada yang perlu dikerjakan. [Bantuan]
    """
    assert parse(script) == [
        PersonLine("Budi", (Act("says", "/mulai"),)),
        BotLine("|", "Beranda // Tidak ada yang perlu dikerjakan.", (("Bantuan",),)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "--- Senin, 2 November 2026, 08.10 WIB ---",
        "--- Selasa, 8 Desember 2026, 15.59.58 WIB ---",
        "--- 900 detik kemudian ---",
        "Budi | /mulai → [Lanjut] → [4] of an earlier message",
        "Budi | (kontak sendiri)",
        "Budi | (kontak orang lain)",
        "Budi | (kontak +62811)",
        "Budi | (foto ijazah.png)",
        "Budi | (daftar.xlsx)",
        "Budi | (suntingan: satu / dua)",
        "Budi | (grup Rapat: /mulai)",
        "Budi | (suara)",
        "Budi | (membuka blokir)",
        "bot  | Bagian 1 // Saya / lagi (senyap, terlindung) [1] [2]   [Lanjut]",
        'bot  > dokumen.pdf "Dokumen yang diminta." (senyap)',
        "bot  !! Sudah dijawab.",
        "Dewi | bot: Ada 1 persetujuan. [Buka]",
        "Dewi | bot ~ Disetujui.",
    ],
)
def test_what_is_written_reads_as_it_was(text):
    assert write(line(text)) == text


@pytest.mark.parametrize(
    ("expected", "done", "fits"),
    [
        ("bot | Yth. … 4 [Lanjut]", "bot | Yth. Bapak / Budi, 4 [Lanjut]", True),
        ("bot | Saya … // 1 sangat … [1]", "bot | Saya menunda. // 1 sangat tidak; 2 tidak [1]", True),
        ("bot | Halo", "bot | Halo [Lanjut]", False),
        ("bot | Halo …", "bot | Halo semua [Lanjut]   [Batal]", True),
        ("bot | Halo [Lanjut]", "bot | Halo", False),
        ("bot | Halo [A] [B]", "bot | Halo [A]   [B]", False),
        ("bot | Halo [… Pelayanan]", "bot | Halo [✓ Pelayanan]", True),
        ("bot | Halo (x", "bot | Halo (x", True),
        ("bot | Halo", "bot ~ Halo", False),
        ("bot | Halo", "bot | Halo (senyap)", True),
        ("bot | Halo (senyap)", "bot | Halo", False),
        ('bot > dokumen-…pdf "Dokumen …"', 'bot > dokumen-20270111.pdf "Dokumen yang diminta."', True),
        ("bot > a.pdf", 'bot > a.pdf "Dokumen"', False),
        ("bot | Halo", "bot | Halo juga", False),
    ],
)
def test_when_an_expected_line_fits_what_was_done(expected, done, fits):
    assert line(expected).fits(line(done)) is fits
