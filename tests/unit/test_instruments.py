import re
from collections import Counter
from itertools import pairwise

import pytest

from bot.fitting import misfits
from bot.views.questions import first
from domain import ruleset
from domain.aspects import ASPECTS
from domain.people import PositionKind
from domain.questionnaire import load, shipped
from domain.questions import ChoiceQuestion, Direction, Likert
from domain.response import asked
from domain.topics import TOPICS

COMPETENCIES = (
    "integritas",
    "kerja_sama",
    "komunikasi",
    "orientasi_pada_hasil",
    "pelayanan_publik",
    "pengembangan_diri_dan_orang_lain",
    "mengelola_perubahan",
    "pengambilan_keputusan",
    "perekat_bangsa",
)
POTENTIAL_WITHOUT_INTELLECT = (
    "interpersonal",
    "kesadaran_diri",
    "berpikir_kritis_dan_strategis",
    "menyelesaikan_permasalahan",
    "kecerdasan_emosional",
    "belajar_cepat_dan_mengembangkan_diri",
    "motivasi_dan_komitmen",
)
SAMPLES = {
    "Saya memberitahukan kekeliruan saya kepada atasan sebelum orang lain menemukannya.",
    "Saya menunda menyampaikan kabar buruk sampai atasan menanyakannya.",
    "Saya menjelaskan kepada warga alasan penolakan dan langkah lain yang dapat ditempuh.",
    "Saat antrean panjang, saya mempersingkat penjelasan meskipun warga masih tampak bingung.",
    "Saya memberikan data yang diminta bidang lain paling lambat pada hari kerja berikutnya.",
    "Saya mengerjakan sendiri bagian tim yang penting agar hasilnya sesuai dengan keinginan saya.",
    "Saat cara kerja baru berlaku, saya mencobanya sendiri sebelum mengajak rekan.",
    "Saya kembali memakai cara lama ketika cara baru terasa lebih lambat pada minggu-minggu awal.",
    "Saya meminta rekan menyebutkan satu hal yang perlu saya perbaiki setelah tugas selesai.",
    "Ketika dikritik, saya lebih dahulu mencari kesalahan orang yang mengkritik.",
    "Saya memeriksa penyebab masalah dengan data sebelum mengusulkan jalan keluar.",
    "Saya memakai jalan keluar yang sama meskipun masalahnya sudah beberapa kali berulang.",
}
ENGLISH = {
    *(
        "app",
        "dashboard",
        "deadline",
        "download",
        "email",
        "feedback",
        "file",
        "goal",
        "leader",
        "link",
        "login",
    ),
    *("meeting", "mindset", "offline", "online", "password", "report", "scan", "skill", "team", "teamwork"),
    *("training", "update", "upload", "user", "website", "workshop"),
}
JUDGING = {"gagal", "lemah", "tertinggal", "bermasalah", "malas", "bodoh", "salah", "bintang"}
NEGATIONS = {"tidak", "bukan", "belum", "tanpa", "jangan", "tak", "jarang"}


def words(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text.casefold())


MANAGERS = {PositionKind.JPT_PRATAMA, PositionKind.ADMINISTRATOR, PositionKind.SUPERVISOR}
SOMEBODY = {
    "umpan_balik_atasan": "pegawai ini",
    "umpan_balik_rekan": "rekan ini",
    "umpan_balik_bawahan": "atasan ini",
}
SECOND_IDEA = {"serta", "atau", "sekaligus"}
LEADING = {"anggota", "arahan", "wewenang", "bawahan", "membagi"}


@pytest.fixture(scope="module", params=["penilaian_mandiri", "penilaian_mandiri_pelaksana"])
def form(request):
    return load(request.param)


@pytest.fixture(scope="module")
def statements(form):
    return form.questions


@pytest.fixture(scope="module", params=sorted(shipped().newest()))
def questionnaire(request):
    return load(request.param)


def test_the_instruments_shipped_and_whether_they_rest_on_consent():
    assert {key: (each.version, each.consent_needed) for key, each in shipped().newest().items()} == {
        "kompetensi_teknis": (1, True),
        "kualifikasi_pendidikan": (1, True),
        "pengalaman_memimpin": (1, True),
        "penilaian_mandiri": (1, True),
        "penilaian_mandiri_pelaksana": (1, True),
        "preferensi_karier": (1, True),
        "umpan_balik_atasan": (1, False),  # not about oneself
        "umpan_balik_bawahan": (1, False),
        "umpan_balik_rekan": (1, False),
    }


def test_one_form_is_for_whoever_leads_people_and_one_for_everybody_else():
    assert set(load("penilaian_mandiri").audience) == MANAGERS
    assert set(load("penilaian_mandiri_pelaksana").audience) == set(PositionKind) - MANAGERS


def test_both_forms_ask_about_the_same_at_the_same_place():
    forms = load("penilaian_mandiri"), load("penilaian_mandiri_pelaksana")
    managers, staff = ([(one.key, one.aspect, one.direction) for one in form.questions] for form in forms)
    assert managers == staff
    assert forms[0].scale == forms[1].scale


def test_no_statement_for_staff_presumes_leading_people():
    replaced = [
        (ours.text, theirs.text)
        for ours, theirs in zip(
            load("penilaian_mandiri").questions, load("penilaian_mandiri_pelaksana").questions, strict=True
        )
        if ours.text != theirs.text
    ]
    assert len(replaced) == 9
    kept_with_a_reason = {  # everybody is in a team, and has instructions to follow
        "Saya menyepakati pembagian tugas bersama anggota tim sebelum pekerjaan dimulai.",
        "Setelah menerima arahan, saya mengulanginya dengan kata-kata sendiri kepada pemberi arahan.",
    }
    for statement in load("penilaian_mandiri_pelaksana").questions:
        assert statement.text in kept_with_a_reason or not LEADING & set(words(statement.text))


def test_the_self_assessment_has_48_statements_in_six_sections_of_eight(form, statements):
    assert len(statements) == 48
    assert [len(section.questions) for section in form.sections] == [8, 8, 8, 8, 8, 8]


def test_every_aspect_but_intellect_has_three_statements_of_which_one_is_reversed(statements):
    assert all(isinstance(statement, Likert) for statement in statements)
    assert Counter(statement.aspect for statement in statements) == dict.fromkeys(
        COMPETENCIES + POTENTIAL_WITHOUT_INTELLECT, 3
    )
    assert Counter(statement.aspect for statement in statements if statement.reversed) == dict.fromkeys(
        COMPETENCIES + POTENTIAL_WITHOUT_INTELLECT, 1
    )


def test_the_self_assessment_asks_about_all_that_is_assessed_but_what_only_a_test_measures(statements):
    assessed = {aspect.key for aspect in ASPECTS if not aspect.only_from_a_test}
    assert {statement.aspect for statement in statements} == assessed


def test_neighbouring_statements_measure_different_aspects(statements):
    assert all(one.aspect != next_one.aspect for one, next_one in pairwise(statements))


def test_every_section_has_a_reversed_statement_and_no_two_follow_each_other(form, statements):
    for section in form.sections:
        assert any(statement.reversed for statement in section.questions)
    assert not any(one.reversed and next_one.reversed for one, next_one in pairwise(statements))


def test_the_section_titles_do_not_give_the_aspects_away(form):
    assert {section.title for section in form.sections} == {""}


def test_the_statements_of_the_transcripts_stand_at_their_numbers():
    statements = load("penilaian_mandiri").questions
    assert (
        statements[0].text == "Saya memeriksa penyebab masalah dengan data sebelum mengusulkan jalan keluar."
    )
    assert statements[1].text == "Saya menunda menyampaikan kabar buruk sampai atasan menanyakannya."
    assert statements[8].text == (
        "Saya meminta rekan menyebutkan satu hal yang perlu saya perbaiki setelah tugas selesai."
    )
    assert {statement.text for statement in statements} >= SAMPLES


def test_statements_are_unique_short_and_about_one_person(questionnaire):
    statements = [question.text for question in questionnaire.questions if isinstance(question, Likert)]
    assert len(set(statements)) == len(statements)
    person = SOMEBODY.get(questionnaire.key, "saya")
    for statement in statements:
        assert len(statement) <= 110
        assert len(words(statement)) <= 16
        assert person in " ".join(words(statement))
        assert statement.endswith(".")
        assert statement.count(".") == 1


def test_statements_are_free_of_negation_judgement_and_a_second_idea(questionnaire):
    for question in questionnaire.questions:
        if isinstance(question, Likert):
            assert not (NEGATIONS | JUDGING) & set(words(question.text)), question.text
            assert question.text in SAMPLES or not SECOND_IDEA & set(words(question.text)), question.text


def test_technical_statements_are_asked_of_the_family_that_was_named_alone():
    form = load("kompetensi_teknis")
    families = form.question("f1")
    for family in families.choices:
        asked_of = [one for one in asked(form, {"f1": family.key}) if isinstance(one, Likert)]
        assert [one.reversed for one in asked_of] == (
            [] if family.key == "lain" else [False, False, True, False]
        )
    named = [choice.label for choice in families.choices]
    assert named == [choice.label for choice in load("preferensi_karier").question("k2").choices]


def test_the_relation_of_learning_and_duties_is_that_of_the_rubric():
    relation = load("kualifikasi_pendidikan").question("r2")
    rubric = next(
        one.rubric
        for one in ruleset.load("permenpan-3-2020").potential.components
        if one.key == "kesesuaian_ilmu"
    )
    assert [choice.key for choice in relation.choices] == [*rubric.points, "blm"]


def test_the_start_of_the_self_assessment_says_what_it_is_not(form):
    assert form.intro == (
        "Ini isian mandiri, bukan hasil penilaian kompetensi atau potensi oleh penyelenggara terakreditasi. "
        "Jawablah sesuai dengan kebiasaan Bapak/Ibu enam bulan terakhir."
    )


def test_the_career_preference_asks_six_questions_and_the_education():
    assert [(question.key, question.kind) for question in load("preferensi_karier").questions] == [
        ("k1", "single"),
        ("k2", "multiple"),
        ("k3", "search"),
        ("k4", "single"),
        ("k5", "text"),
        ("k6", "multiple"),
        ("d1", "single"),
        ("d2", "text"),
        ("d3", "number"),
    ]
    assert [len(section.questions) for section in load("preferensi_karier").sections] == [4, 2, 3]


def test_each_career_preference_closes_with_what_it_is_not():
    questionnaire = load("preferensi_karier")
    closings = {key: questionnaire.section_of(key).closing for key in ("k1", "k2", "k3", "k4", "k5", "k6")}
    assert set(closings.values()) == {"Jawaban ini bahan pertimbangan, bukan permohonan mutasi."}
    assert questionnaire.section_of("d1").closing == ""


def test_the_options_of_the_career_preference_are_those_agreed():
    assert {
        question.key: [choice.label for choice in question.choices]
        for question in load("preferensi_karier").questions
        if isinstance(question, ChoiceQuestion)
    } == {
        "k1": ["Manajerial", "Fungsional", "Jabatan sekarang", "Belum tahu"],
        "k2": [
            "Pelayanan publik",
            "Perencanaan",
            "Keuangan",
            "Pengawasan",
            "Kepegawaian",
            "Teknologi",
            "Pendidikan",
            "Kesehatan",
            "Infrastruktur",
            "Lainnya",
        ],
        "k3": ["Unit sekarang"],
        "k4": ["Ke mana saja", "Unit tertentu", "Belum bersedia", "Belum tahu"],
        "k6": ["Jarak tempuh", "Keluarga", "Sedang kuliah", "Kualifikasi", "Tidak ada", "Tidak menjawab"],
        "d1": ["S3", "S2", "S1 atau D4", "D3", "SLTA sampai D2"],
    }


def test_the_roles_of_the_leadership_experience_are_those_of_the_rubric():
    role, led, *_ = load("pengalaman_memimpin").questions
    assert [choice.key for choice in role.choices] == [
        "ketua_lintas",
        "ketua_internal",
        "anggota_lintas",
        "anggota_internal",
        "tidak_ada",
    ]
    assert led.ask_when.any_of == ("ketua_lintas", "ketua_internal")
    assert (led.lowest, led.highest) == (0, 500)


def test_every_text_keeps_the_register(questionnaire):
    texts = [questionnaire.title, questionnaire.intro]
    for section in questionnaire.sections:
        texts += [section.title, section.closing, *(question.text for question in section.questions)]
    for question in questionnaire.questions:
        if isinstance(question, ChoiceQuestion):
            texts += [choice.label for choice in question.choices]
    for text in texts:
        assert "!" not in text
        assert not ENGLISH & set(words(text))
        assert all(len(words(sentence)) <= 16 for sentence in re.split(r"[.?;]\s", text)), text


def test_every_question_fits_its_screen(questionnaire):
    for question in questionnaire.questions:
        place = questionnaire.position(question.key)
        heading = f"Bagian {place.section} dari {place.sections}, {questionnaire.noun} {place.number} dari {place.count}"
        legend = ""
        if isinstance(question, Likert):
            legend = "; ".join(f"{choice.key} {choice.label}" for choice in question.choices)
        closing = questionnaire.section_of(question.key).closing
        assert len("\n\n".join((heading, question.text, legend, closing))) <= 350


def test_every_screen_fits_a_phone_with_its_buttons(questionnaire):
    assert misfits(questionnaire) == []
    for question in questionnaire.questions:
        for row in first(2**31 - 1, questionnaire, question).rows:
            labels = [key.label for key in row]
            numbers = all(label.isdecimal() for label in labels)
            assert len(labels) <= 6 if numbers else max(map(len, labels)) <= {1: 20, 2: 14, 3: 9}[len(labels)]
            assert all(len(key.press.pack().encode()) <= 64 for key in row)


def test_large_letters_leave_enough_of_a_button_to_tell_it_from_the_others(questionnaire):
    """A large font cuts a label after eight characters."""
    for question in questionnaire.questions:
        rows = first(2**31 - 1, questionnaire, question).rows
        labels = [key.label for row in rows for key in row]
        alike = len(labels) - len({label[:8] for label in labels})
        assert alike == (1 if question.key == "m1" else 0)  # "Anggota lintas", "Anggota internal": two rows


def test_no_screen_of_a_statement_gives_its_aspect_away(questionnaire):
    for question in questionnaire.questions:
        if isinstance(question, Likert):
            screen = first(1, questionnaire, question).text.casefold()
            assert TOPICS[question.aspect].casefold() not in screen


def test_labels_and_keys_fit_a_button(questionnaire):
    for question in questionnaire.questions:
        assert len(question.key) <= 8
        if isinstance(question, ChoiceQuestion):
            assert all(len(choice.label) <= 20 for choice in question.choices)
            assert all(len(f"{question.key}:{choice.key}".encode()) <= 24 for choice in question.choices)


def test_every_question_has_an_aspect_and_a_direction(questionnaire):
    for question in questionnaire.questions:
        assert question.aspect in TOPICS
        counts = Direction.REVERSED, Direction.FORWARD
        assert question.direction in (counts if isinstance(question, Likert) else (Direction.NONE,))


def test_a_question_too_long_for_a_list_has_a_name(questionnaire):
    named = [question for question in questionnaire.questions if not isinstance(question, Likert)]
    assert all(0 < len(question.name) <= 25 for question in named)
