"""Every text of the bot, filled with real facts, keeps the rules a machine can check."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from text_samples import FIELDS, REPEATED, SAMPLES, sample, samples

from bot.commands import COMMANDS
from bot.texts import (
    Markup,
    UnknownText,
    WrongFacts,
    label,
    lines,
    paragraphs,
    plain,
    refusal,
    say,
    word,
)
from bot.texts.boxes import box_words
from bot.texts.catalogue import Text, catalogue
from bot.texts.evidence import component_name, fact_words
from bot.texts.privacy_notice import privacy_notice
from bot.texts.problems import row_problem
from bot.texts.refusing import shown_as_alert
from domain import errors
from domain.assessment import MappingLabel
from domain.axes import MovedBecause
from domain.broadcasts import Audience
from domain.conversation import Delivery
from domain.errors import Refusal
from domain.evidence import EVIDENCE_KINDS, evidence_kind
from domain.nip import NipPart
from domain.participation import Participation
from domain.people import PersonStatus, PositionKind, Role
from domain.phases import PhaseState
from domain.questions import Kind
from domain.recognition import FileKind
from domain.results import ResultState
from domain.sheet import Fault, RowProblem
from domain.talent_grid import Performance, Potential, Recommendation

LONGEST = {
    "question": 350,
    "push": 350,
    "caption": 350,
    "list": 600,
    "summary": 600,
    "explanation": 900,
    "result": 900,
    "alert": 180,
    "toast": 40,
    "line": 200,
    "command": 40,
    "button": 20,
    "word": 100,
}

FOREIGN = (
    "upload|download|link|email|e-mail|dashboard|deadline|scan|login|logout|user|username|password|file|online|offline"
    "|template|reminder|update|chat|button|submit|error|reset|server|device|form|input|link"
)
MISSPELT = (
    r"perlindungan data|kadaluarsa|kadaluwarsa|kedaluarsa|mempengaruhi|merubah|dirubah|silahkan|resiko|analisa|obyektif"
    r"|non[ -]manajerial|terimakasih|umpanbalik|ditindak lanjuti|dibawah|diatas|ke 2|kedepan|karir|nopember|pebruari"
    r"|ijin|nomer|praktek|sistim|aktifitas|digit|antar unit|kerjasama|sekedar|apotik"
)
JUDGING = "gagal|buruk|lemah|tertinggal|bermasalah|bintang|deadwood|salah satu dari anda|anda"
NEVER_ON_A_LOCK_SCREEN = "kotak|hasil kerja|potensial|konseling|promosi|suksesi|sanggah|hukuman|nilai"

TEXTS = list(catalogue().values())
SAMPLED = [(text, plain(filled)) for text, filled in samples()]
REFUSALS = [
    value
    for value in vars(errors).values()
    if isinstance(value, type) and issubclass(value, Refusal) and "__dataclass_fields__" in vars(value)
]


def words_in(pattern: str, text: str) -> list[str]:
    return re.findall(rf"(?<![\w/])(?:{pattern})(?!\w)", text, re.IGNORECASE)


def longest_sentence(*parts: str) -> int:
    """Words of the longest sentence; a placeholder counts as one word, a pause of a screen reader ends it."""
    sentences = re.split(r"(?<=[.?;:])\s|\n", plain(Markup(" ".join(parts))))
    return max(len(sentence.split()) for sentence in sentences)


def test_every_placeholder_has_a_sample() -> None:
    needed = {(text.key, name) for text in TEXTS for name in text.placeholders}
    assert {name for key, name in needed - REPEATED.keys()} == SAMPLES.keys()
    assert REPEATED.keys() <= needed


def test_a_list_is_measured_with_its_rows() -> None:
    lists = {(text.key, name) for text in TEXTS for name in text.placeholders if name.endswith("rows")}
    assert {key for key, _ in lists - REPEATED.keys()} == {
        "refusals.FileTooManyRows",
        "refusals.NipDuplicated",
    }


@pytest.mark.parametrize(("text", "shown"), SAMPLED, ids=lambda value: getattr(value, "key", ""))
def test_a_text_fits_a_small_screen(text: Text, shown: str) -> None:
    assert len(shown) <= LONGEST[text.kind], shown


def test_a_text_has_no_exclamation_mark() -> None:
    assert [text.key for text, shown in SAMPLED if "!" in shown] == []


def test_the_only_symbol_is_the_check_mark_of_a_chosen_option() -> None:
    symbols = {
        text.key: {sign for sign in shown if unicodedata.category(sign) in {"So", "Sk", "Cs", "Co", "Cn"}}
        for text, shown in SAMPLED
    }
    assert {key for key, signs in symbols.items() if signs} == {
        "buttons.option_chosen",
        "buttons.number_chosen",
    }


def test_no_dash_stands_between_parts() -> None:
    between_parts = re.compile(r"\s[-–]\s|[—·•]|(?<![\dIVX}])–|–(?![\dIVX{])")
    assert [text.key for text, shown in SAMPLED if between_parts.search(shown)] == []


def test_no_text_has_an_english_word() -> None:
    found = {
        text.key: words_in(FOREIGN, " ".join(re.sub(r"\{\w+\}", "", part) for part in text.parts))
        for text in TEXTS
    }
    assert {key: words for key, words in found.items() if words} == {}


def test_no_word_is_misspelt() -> None:
    found = {text.key: words_in(MISSPELT, shown) for text, shown in SAMPLED}
    assert {key: words for key, words in found.items() if words} == {}


def test_no_text_judges_a_person() -> None:
    found = {text.key: words_in(JUDGING, shown) for text, shown in SAMPLED}
    about_rows_of_a_file = {
        "imports.preview": ["bermasalah"],
        "imports.preview_csv": ["bermasalah"],
        "imports.rejected": ["bermasalah"],
    }
    assert {key: words for key, words in found.items() if words} == about_rows_of_a_file


def test_the_bot_never_speaks_of_itself_as_saya() -> None:
    said_by_the_person = {
        "questionnaires.declaration",
        "linking.share_number_after_invitation",
        "linking.share_number",
        "refusals.ContactNotYours",
    }
    found = {
        text.key
        for text in TEXTS
        if text.kind not in {"button", "command"} and words_in("saya", " ".join(text.parts))
    }
    assert found == said_by_the_person


def test_a_fraction_of_work_is_never_written_with_a_slash() -> None:
    laws = re.compile(r"(?:UU|PermenPANRB) \d+/\d{4}|800[./][\w./-]+")
    slash = re.compile(r"[\d}]/[\d{]")
    assert [text.key for text in TEXTS if slash.search(laws.sub("", " ".join(text.parts)))] == []


def test_a_sentence_has_at_most_sixteen_words() -> None:
    assert [text.key for text in TEXTS if longest_sentence(*text.parts) > 16] == []


def test_the_notice_and_the_boxes_keep_to_sixteen_words_too() -> None:
    boxes = [box_words(number) for number in range(1, 10)]
    said = [part for box in boxes for part in (box.meaning, box.recommendation, box.first_step)]
    assert [
        part for part in (*said, *privacy_notice().contents.values()) if longest_sentence(part) > 16
    ] == []


def test_a_screen_asks_and_permits_at_most_once() -> None:
    assert [text.key for text, shown in SAMPLED if len(words_in("mohon|silakan", shown)) > 1] == []


def test_a_push_shows_nothing_on_a_lock_screen() -> None:
    pushes = [(text, shown) for text, shown in SAMPLED if text.kind == "push"]
    assert len(pushes) > 10
    assert {
        text.key: words_in(NEVER_ON_A_LOCK_SCREEN, shown)
        for text, shown in pushes
        if words_in(NEVER_ON_A_LOCK_SCREEN, shown)
    } == {}
    assert [text.key for text, _ in pushes if "person" in text.placeholders] == []


def test_a_name_that_shows_at_once_beside_scores_is_a_spoiler() -> None:
    for key in ("scoring.stored", "scoring.stored_complete", "scoring.stored_row", "scoring.found_row"):
        template = " ".join(catalogue()[key].parts)
        assert re.search(r"<tg-spoiler>[^<]*\{person\}[^<]*</tg-spoiler>", template)


def test_a_result_begins_with_a_hundred_neutral_characters() -> None:
    frame = say("results.frame")
    assert len(frame) >= 100
    assert words_in(NEVER_ON_A_LOCK_SCREEN, frame) == []
    results = [text for text in TEXTS if text.kind == "result"]
    assert [text.key for text in results if not text.parts[0].startswith("{frame}")] == []


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_markup_is_what_telegram_understands() -> None:
    for _, filled in samples():
        tags = Tags()
        tags.feed(filled)
        assert tags.open == []
        assert tags.seen <= {"b", "code", "tg-spoiler"}


def test_a_text_has_no_stray_blanks() -> None:
    assert [
        text.key for text, shown in SAMPLED if shown != shown.strip() or "  " in shown or "\n\n\n" in shown
    ] == []


@pytest.mark.parametrize("number", range(1, 10))
def test_the_result_screen_fits_for_every_box(number: int) -> None:
    box = box_words(number)
    facts = {name: SAMPLES[name] for name in ("performance", "potential", "decision", "decided_on")}
    shown = plain(
        say(
            "results.result",
            frame=say("results.frame"),
            box=number,
            meaning=box.meaning,
            recommendation=box.recommendation,
            first_step=box.first_step,
            **facts,
        )
    )
    assert len(shown) <= 900
    assert words_in(JUDGING, shown) == []


def test_box_one_says_that_it_is_no_punishment() -> None:
    assert "Ini bukan hukuman disiplin" in box_words(1).meaning
    assert box_words(9).recommendation == (
        "dipromosikan dan dipertahankan; masuk kelompok rencana suksesi instansi atau nasional; penghargaan"
    )


def test_there_are_nine_boxes() -> None:
    with pytest.raises(UnknownText):
        box_words(10)


@pytest.mark.parametrize("asks_consent", [True, False])
def test_the_privacy_notice_has_its_seven_contents_on_three_pages(asks_consent: bool) -> None:
    notice = privacy_notice()
    pages = notice.pages(
        dpo="Sekretaris BKPSDM, (0231) 204477",
        document_retention="Paling lama 10 tahun setelah pegawai berhenti atau pensiun",
        processing_end="31 Desember 2027",
        asks_consent=asks_consent,
    )
    assert [len(page) <= 900 for page in pages] == [True, True, True]
    assert pages[0].startswith(
        "Pemberitahuan data pribadi (1 dari 3)\nVersi 1, berlaku 2 November 2026\n\nPengendali: BKPSDM Kota Cirebon."
    )
    assert [f"\n{letter}. " in "\n".join(pages) for letter in "abcdefg"] == [True] * 7
    assert ("Apakah Bapak/Ibu menyetujui" in pages[2]) is asks_consent
    assert "f. Lama pemrosesan. Sampai 31 Desember 2027, atau sampai persetujuan ditarik." in pages[1]
    assert notice.version == 1


# Refusals


def example(refused: type[Refusal]) -> Refusal:
    typed = {"Decimal": Decimal(612), "date": date(2030, 12, 31), "Refusal": errors.NipMalformed(17)}
    facts = {
        field.name: typed[str(getattr(field.type, "__name__", field.type))]
        if field.name == "reason" or (field.name == "value" and "Number" in refused.__name__)
        else typed["date"]
        if refused is errors.ErasureRestricted and field.name == "until"
        else ("nama", "tenggat", "sisa")
        if refused is errors.PlaceholderUnknown and field.name == "allowed"
        else FIELDS[field.name]
        for field in fields(refused)  # type: ignore[arg-type]
    }
    return refused(**facts)


def test_every_refusal_has_its_sentences_and_no_sentence_is_without_refusal() -> None:
    assert {refused.__name__ for refused in REFUSALS} == {
        text.key.removeprefix("refusals.") for text in TEXTS if text.key.startswith("refusals.")
    }


@pytest.mark.parametrize("refused", REFUSALS)
def test_a_refusal_uses_exactly_its_fields(refused: type[Refusal]) -> None:
    text = catalogue()[f"refusals.{refused.__name__}"]
    assert text.placeholders == set(refused.__match_args__)


@pytest.mark.parametrize("refused", REFUSALS)
def test_a_refusal_fits_its_screen(refused: type[Refusal]) -> None:
    error = example(refused)
    assert len(plain(refusal(error))) <= (180 if shown_as_alert(error) else 350)


def test_a_refusal_says_what_happened_then_what_was_kept_then_what_to_do() -> None:
    parts = {text.key: text.parts for text in TEXTS if text.key.startswith("refusals.")}
    assert [key for key, sentences in parts.items() if len(sentences) != 3] == [
        "refusals.AnswerNotUnderstood"
    ]
    kept = r"disimpan|tersimpan|berubah|tetap|ditautkan|terkirim|dikirim|diterbitkan|dijadwalkan|aman|tercatat|dijalankan"
    kept += r"|dikerjakan|dihapus|dipakai"
    assert [key for key, sentences in parts.items() if not re.search(kept, " ".join(sentences[:2]))] == []


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            errors.ScoreOutOfRange("Integritas", Decimal(6), Decimal(1), Decimal(5)),
            "Nilai 6 untuk Integritas di luar skala 1–5. Tidak ada yang tersimpan. Kirim ulang dengan nilai 1 sampai 5.",
        ),
        (
            errors.LineInvalid(
                2, errors.AspectAmbiguous("int", ("Integritas", "Interpersonal", "Intelektual"))
            ),
            'Baris 2: aspek "int" cocok dengan Integritas, Interpersonal, dan Intelektual. '
            "Tidak ada yang tersimpan, termasuk baris lain. Perbaiki, lalu kirim ulang semuanya.",
        ),
        (
            errors.LineInvalid(3, errors.AlreadyScored("Integritas")),
            "Baris 3: Integritas sudah bernilai. Tidak ada yang tersimpan, termasuk baris lain. "
            "Perbaiki, lalu kirim ulang semuanya.",
        ),
        (
            errors.LineInvalid(4, errors.NotAssignedToYou("1004")),
            "Baris 4: NIP berakhiran 1004 bukan tugas Bapak/Ibu. Tidak ada yang tersimpan, termasuk baris lain. "
            "Perbaiki, lalu kirim ulang semuanya.",
        ),
        (
            errors.ScoreNotOnScale("Integritas", Decimal("2.7"), (Decimal("2.5"), Decimal(3))),
            "Nilai 2,7 untuk Integritas tidak ada pada skala ini (2,5; 3). Tidak ada yang tersimpan. Pilih nilai terdekat.",
        ),
        (
            errors.AspectUnknown("xyz", ()),
            'Aspek "xyz" belum dikenal. Tidak ada yang tersimpan. Yang mirip: tidak ada. Kirim ulang seluruh baris.',
        ),
        (
            errors.AnswerNotUnderstood("likert"),
            "Jawaban itu belum dapat dikenali dan belum disimpan. Tekan satu angka, atau ketik 1 sampai 5.",
        ),
        (
            errors.NipNotPlausible("birth_date"),
            "Susunan NIP itu tidak sesuai (bagian tanggal lahir). Belum ada yang disimpan. "
            "Periksa kartu pegawai, lalu ketik ulang.",
        ),
        (
            errors.TooManyAttempts(datetime(2026, 11, 2, 2, 15, tzinfo=UTC), "BKPSDM"),
            "Percobaan dibatasi demi keamanan. Akun belum ditautkan. "
            "Coba lagi setelah pukul 09.15 WIB, atau hubungi BKPSDM.",
        ),
        (
            errors.RoleRequired("admin"),
            "Perintah ini untuk admin BKPSDM. Tidak ada yang berubah. Lihat perintah Bapak/Ibu melalui /bantuan.",
        ),
        (
            errors.PlaceholderUnknown("jabatan", ("nama", "tenggat", "sisa")),
            "Isian {jabatan} belum dikenal. Siaran belum dikirim. Pilihan: {nama}, {tenggat}, dan {sisa}.",
        ),
        (
            errors.HeaderNotFound(("NIP", "NAMA"), "/templat"),
            "Judul kolom NIP dan NAMA tidak ditemukan. Tidak ada yang tersimpan. "
            "Periksa baris judul, atau pakai /templat.",
        ),
        (
            errors.NipDamaged(1203, "1,99009E+17"),
            "Baris 1203: NIP 1,99009E+17 sudah diubah oleh Excel. Tidak ada yang tersimpan. "
            "Ubah kolom menjadi Teks, lalu isi ulang NIP.",
        ),
        (
            errors.FileTooLarge(Decimal("24.60"), Decimal(20)),
            "Berkas 24,6 MB melebihi batas 20 MB. Tidak disimpan. Kirim berkas lebih kecil atau foto yang jelas.",
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Refusal) else "",
)
def test_the_sentences_of_a_refusal(error: Refusal, sentence: str) -> None:
    assert refusal(error) == sentence


def test_a_deadline_of_today_is_told_by_its_hour() -> None:
    passed = errors.DeadlinePassed(datetime(2026, 12, 8, 9, tzinfo=UTC), 29)
    same_day = datetime(2026, 12, 8, 9, 2, tzinfo=UTC)
    next_day = datetime(2026, 12, 9, 9, 2, tzinfo=UTC)
    assert refusal(passed, now=same_day) == (
        "Masa pengisian berakhir pukul 16.00 WIB. Jawaban ini belum tersimpan; 29 jawaban sebelumnya aman. "
        "Tekan Minta waktu."
    )
    assert refusal(passed, now=next_day).startswith(
        "Masa pengisian berakhir Selasa, 8 Desember 2026, pukul 16.00 WIB."
    )


def test_a_fact_no_sentence_can_show_is_refused() -> None:
    with pytest.raises(TypeError):
        refusal(errors.SheetNotFound(expected=None, command="/templat"))  # type: ignore[arg-type]


# Rows of an import


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (
            RowProblem(18, "NIP", "1,99009E+17", errors.NipDamaged(18, "1,99009E+17")),
            "Baris 18: NIP 1,99009E+17 sudah rusak oleh Excel; ubah kolom NIP menjadi Teks dan isi ulang.",
        ),
        (RowProblem(77, "NIP", "1985", errors.NipMalformed(17)), "Baris 77: NIP 17 angka, seharusnya 18."),
        (RowProblem(203, "NIP", "x", errors.NipDuplicated((203, 204))), "Baris 203 dan 204: NIP sama."),
        (
            RowProblem(19, "Komunikasi", "3", errors.CellIsFormula(19, "Komunikasi")),
            "Baris 19, kolom Komunikasi: berisi rumus.",
        ),
        (
            RowProblem(7, "STATUS", "aktip", Fault.NOT_UNDERSTOOD),
            'Baris 7, kolom STATUS: isian "aktip" belum dapat dikenali.',
        ),
        (RowProblem(1203, "NAMA", "", Fault.NAME_MISSING), "Baris 1203: nama belum diisi."),
        (
            RowProblem(9, "TANGGAL", "31-2", errors.DateNotUnderstood("31-2")),
            'Baris 9: tanggal "31-2" belum dapat dikenali.',
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_row_that_cannot_be_taken_is_one_short_line(problem: RowProblem, line: str) -> None:
    assert row_problem(problem) == line


# Saying


def test_facts_are_escaped_once() -> None:
    text = say("linking.invitation_staff", name="<b>Ani & Budi</b>", role=word("role", "asesor"))
    assert (
        text == "Undangan ini untuk &lt;b&gt;Ani &amp; Budi&lt;/b&gt; sebagai asesor. Apakah itu Bapak/Ibu?"
    )
    assert say("imports.problem", row="2", reason=text).count("&amp;") == 1
    assert plain(text) == "Undangan ini untuk <b>Ani & Budi</b> sebagai asesor. Apakah itu Bapak/Ibu?"


def test_counts_and_decimals_are_written_as_people_write_them() -> None:
    assert say("scoring.score", aspect="Integritas", score=Decimal("3.50")) == "Integritas 3,5"
    assert say("broadcasts.report_sent", count=1368) == "Terkirim 1.368"


def test_a_fact_that_is_neither_words_nor_number_is_refused() -> None:
    with pytest.raises(TypeError):
        say("broadcasts.report_sent", count=True)
    with pytest.raises(TypeError):
        say("broadcasts.report_sent", count=1.5)  # type: ignore[arg-type]


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(UnknownText, match="nowhere"):
        say("linking.nowhere")


def test_missing_and_superfluous_facts_are_refused() -> None:
    with pytest.raises(WrongFacts, match="name"):
        say("linking.invitation_staff", role="asesor")
    with pytest.raises(WrongFacts, match="unit"):
        say("linking.ask_nip", unit="Dinas A")


def test_a_label_is_plain_text() -> None:
    assert label("begin") == "Mulai"
    assert label("option_chosen", choice="Perencanaan & Keuangan") == "✓ Perencanaan & Keuangan"


def test_lines_and_paragraphs_leave_out_what_is_empty() -> None:
    assert lines("a", "", "<b>", 1368) == "a\n&lt;b&gt;\n1.368"
    assert paragraphs(Markup("<b>a</b>"), "", "b") == "<b>a</b>\n\nb"
    assert plain("no markup & nothing to do") == "no markup & nothing to do"


VOCABULARY: dict[str, Iterable[str]] = {
    "role": Role,
    "person_status": PersonStatus,
    "position": PositionKind,
    "nip_part": NipPart,
    "hint": Kind,
    "performance": [rating.name.lower() for rating in Performance],
    "potential": [rating.name.lower() for rating in Potential],
    "jpm": MappingLabel,
    "standing": ResultState,
    "participation": Participation,
    "file_kind": FileKind,
    "delivery": Delivery,
    "moved_because": MovedBecause,
    "recommendation": Recommendation,
    "component": [kind.key for kind in EVIDENCE_KINDS],
    "fact": [
        f"{kind.key}_{choice}" for kind in EVIDENCE_KINDS for choice in kind.choices if kind.key != "predikat"
    ],
    "predikat": evidence_kind("predikat").choices,
    "roster_field": ("name", "position", "unit", "eselon", "rank", "phone", "supervisor_nip", "status"),
    "row_reason": Fault,
}


@pytest.mark.parametrize("group", VOCABULARY)
def test_everything_the_domain_names_has_a_word(group: str) -> None:
    assert [term for term in VOCABULARY[group] if f"words.{group}.{term}" not in catalogue()] == []


def test_every_command_has_its_line_in_the_menu_and_its_purpose_in_the_help() -> None:
    lines_in_menu = [text.key.removeprefix("commands.") for text in TEXTS if text.kind == "command"]
    assert [name for name in lines_in_menu if f"words.purpose.{name}" not in catalogue()] == []
    assert [command.name for command in COMMANDS if command.name not in lines_in_menu] == []


def test_the_profile_of_the_bot_fits_telegram() -> None:
    assert len(say("system.profile_about")) <= 120
    assert len(say("system.profile_description")) <= 512


def test_every_audience_and_every_state_of_a_phase_has_its_line() -> None:
    keys = [f"broadcasts.audience_{one}" for one in Audience] + [f"phases.state_{one}" for one in PhaseState]
    assert [key for key in keys if key not in catalogue()] == []


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("pendidikan", "s2", "S2"),
        ("tim_kerja", "ketua_internal", "ketua internal"),
        ("penghargaan", "tidak_ada", "dinyatakan tidak ada"),
        ("predikat", "butuh_perbaikan", "Butuh Perbaikan"),
        ("bangkom_jp", "24", "24 JP"),
        ("lama_jabatan", "2.5", "2,5 tahun"),
        ("mansoskul", "26.5/27", "26,5 dari 27"),
        ("umpan_balik", "80", "80"),
    ],
)
def test_recorded_evidence_in_words(kind: str, value: str, said: str) -> None:
    assert fact_words(kind, value) == said


def test_what_is_missing_has_a_name() -> None:
    assert component_name("intelektual") == "Kemampuan intelektual (hanya dari tes)"
    assert component_name("kerja_sama") == "Kerja sama"
    assert component_name("standar_jabatan") == "Standar kompetensi jabatan"
    with pytest.raises(UnknownText):
        component_name("kehadiran")


def test_a_sample_is_whole() -> None:
    assert "{" not in sample(catalogue()["home.official"])
