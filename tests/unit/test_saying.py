"""Filling texts with facts, and the words for everything the domain names."""

from collections.abc import Iterable
from decimal import Decimal

import pytest

from bot.commands import COMMANDS
from bot.texts import Markup, UnknownText, WrongFacts, label, lines, paragraphs, plain, say, word
from bot.texts.catalogue import catalogue
from bot.texts.evidence import component_name, fact_words
from domain.assessment import MappingLabel
from domain.axes import MovedBecause
from domain.broadcasts import Audience
from domain.conversation import Delivery
from domain.evidence import EVIDENCE_KINDS, evidence_kind
from domain.nip import NipPart
from domain.participation import Participation
from domain.people import PersonStatus, PositionKind, Role
from domain.phases import PhaseState
from domain.questions import Kind
from domain.recognition import FileKind
from domain.results import ResultState
from domain.sheet import Fault
from domain.talent_grid import Performance, Potential, Recommendation


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
    lines_in_menu = [
        text.key.removeprefix("commands.") for text in catalogue().values() if text.kind == "command"
    ]
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
