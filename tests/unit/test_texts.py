"""Every text of the bot, filled with real facts, keeps the rules a machine can check."""

import re
import unicodedata
from html.parser import HTMLParser

import pytest
from text_samples import REPEATED, SAMPLES, samples

from bot.texts import Markup, UnknownText, plain, say
from bot.texts.boxes import box_words
from bot.texts.catalogue import Text, catalogue
from bot.texts.privacy_notice import privacy_notice

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
    "console": 300,
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
JUDGING = "gagal|buruk|lemah|tertinggal|bermasalah|bintang|deadwood"
NEVER_ON_A_LOCK_SCREEN = "kotak|hasil kerja|potensial|konseling|promosi|suksesi|sanggah|hukuman|nilai"

TEXTS = list(catalogue().values())
SAMPLED = [(text, plain(filled)) for text, filled in samples()]


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


def test_nobody_is_addressed_as_anda() -> None:
    assert [text.key for text, shown in SAMPLED if words_in("anda|kamu|saudara", shown)] == []


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
