"""XLSForms as agencies draw them up, and as nobody should."""

import tomllib
from datetime import date
from decimal import Decimal

import pytest

from domain import definition_file
from domain.questionnaire import parse
from domain.sheet import Sheet
from domain.xlsform import FormInvalid, definition
from domain.xlsform_cells import CellFlaw

LABEL = "label::Bahasa Indonesia (id)"
HEAD = ("type", "name", LABEL, "relevant", "required", "constraint", "constraint_message")
CHOICES = Sheet(
    "choices",
    (
        ("list_name", "name", LABEL),
        ("jalur", "manajerial", "Manajerial"),
        ("jalur", "Jabatan Fungsional Tertentu", "Fungsional"),
        (None, None, None),
        ("minat", "a", "Keuangan"),
        ("minat", "b", "Kepegawaian"),
        ("minat", "c", "Pengawasan"),
    ),
)


def survey(*rows: tuple[object, ...], head: tuple[object, ...] = HEAD, formulas: tuple = ()) -> Sheet:
    return Sheet("survey", (head, *rows), frozenset(formulas))


def flaws(*sheets: Sheet) -> tuple[CellFlaw, ...]:
    with pytest.raises(FormInvalid) as refused:
        definition(sheets, intro="Isian BKPSDM.")
    return refused.value.flaws


def test_a_form_from_kobo_becomes_a_definition_that_loads():
    settings = Sheet(
        "settings", (("form_title", "form_id", "version"), ("Minat karier", "Minat-Karier", Decimal(2)))
    )
    form = survey(
        ("start", "start", None),
        ("note", "awal", "Isian tentang minat karier."),
        ("begin_group", "g1", "Minat"),
        ("select_one jalur", "jalur_karier", "Jalur mana yang diminati?", None, "yes"),
        (
            "select_multiple minat",
            "minat",
            "Bidang mana?",
            None,
            "yes",
            "count-selected(.) <= 2",
            "Paling banyak dua.",
        ),
        ("end_group", None, None),
        (
            "integer",
            "tahun",
            "Sejak tahun berapa?",
            "${jalur_karier} = 'manajerial'",
            "true",
            ". >= 1980 and . <= 2026",
        ),
        (
            "date",
            "terbit",
            "Kapan?",
            "selected(${minat}, 'a') or selected(${minat}, \"b\")",
            None,
            ". <= today()",
        ),
        (
            "text",
            "rencana",
            "Apa rencananya?",
            "${tahun} = 2020 or ${tahun}=2021",
            "no",
            "string-length(.) <= 200",
        ),
        ("image", "ijazah", "Kirim ijazah.", "${jalur_karier} = 'Jabatan Fungsional Tertentu'"),
    )
    made = definition((form, CHOICES, settings), intro="Isian BKPSDM.")
    questionnaire = parse(definition_file.written(made), "minat.toml")
    assert (questionnaire.key, questionnaire.version, questionnaire.title) == (
        "minat_karier",
        2,
        "Minat karier",
    )
    assert questionnaire.intro == "Isian tentang minat karier."
    assert [(one.title, len(one.questions)) for one in questionnaire.sections] == [("Minat", 2), ("", 4)]
    path, fields, year, issued, plan, diploma = questionnaire.questions
    assert (path.key, path.name, path.optional) == ("q1", "jalur_karier", False)
    assert [(one.key, one.label) for one in path.choices] == [
        ("manajerial", "Manajerial"),
        ("c2", "Fungsional"),
    ]
    assert (fields.maximum, fields.message) == (2, "Paling banyak dua.")
    assert (year.lowest, year.highest, year.ask_when.any_of) == (1980, 2026, ("manajerial",))
    assert (issued.earliest, issued.latest, issued.optional) == (date(1940, 1, 1), "today", True)
    assert (issued.ask_when.question, issued.ask_when.any_of) == ("minat", ("a", "b"))
    assert (plan.max_length, plan.ask_when.any_of) == (200, ("2020", "2021"))
    assert (diploma.kind, diploma.ask_when.any_of) == ("file", ("c2",))


def test_what_a_form_leaves_open_is_what_usually_holds():
    form = survey(("text", "a", "Apa?"), ("integer", "b", "Berapa?"), ("select_multiple minat", "c", "Mana?"))
    made = definition((form, CHOICES), intro="Isian BKPSDM.")
    assert {
        key: made[key] for key in ("key", "version", "title", "noun", "minutes", "consent_needed", "intro")
    } == {
        "key": "kuesioner",
        "version": 1,
        "title": "Kuesioner",
        "noun": "pertanyaan",
        "minutes": 5,
        "consent_needed": True,
        "intro": "Isian BKPSDM.",
    }
    text, number, several = made["sections"][0]["questions"]
    assert (text["max_length"], text["optional"]) == (500, True)
    assert (number["lowest"], number["highest"]) == (0, 1_000_000)
    assert several["maximum"] == 3


def test_short_names_stay_and_no_two_questions_get_one_key():
    form = survey(
        ("text", "q2", "Apa?"),
        ("text", "nama_yang_panjang", "Siapa?"),
        ("text", "lagi_yang_panjang", "Siapa lagi?"),
    )
    (section,) = definition((form,), intro="x")["sections"]
    assert [one["key"] for one in section["questions"]] == ["q2", "q3", "q4"]


@pytest.mark.parametrize(
    ("row", "flaw"),
    [
        ((None, "a", "Apa?"), CellFlaw("survey", 2, "type", "cell_empty")),
        (("geopoint", "a", "Di mana?"), CellFlaw("survey", 2, "type", "type_unknown", "geopoint")),
        (("select_one", "a", "Mana?"), CellFlaw("survey", 2, "type", "type_unknown", "select_one")),
        (("select_one unit", "a", "Mana?"), CellFlaw("survey", 2, "type", "list_unknown", "unit")),
        (("begin_repeat", "a", "Anak"), CellFlaw("survey", 2, "type", "type_unknown", "begin_repeat")),
        (("text", None, "Apa?"), CellFlaw("survey", 2, "name", "cell_empty")),
        (("text", "1 a; DROP", "Apa?"), CellFlaw("survey", 2, "name", "name_malformed", "1 a; DROP")),
        (("text", "a", None), CellFlaw("survey", 2, LABEL.casefold(), "cell_empty")),
        (("text", "a", "x" * 351), CellFlaw("survey", 2, LABEL.casefold(), "text_too_long", "x" * 351)),
        (("text", "a", "Umur ${b}?"), CellFlaw("survey", 2, LABEL.casefold(), "label_refers", "Umur ${b}?")),
        (("text", "a", "Apa?", "${b} = 'x'"), CellFlaw("survey", 2, "relevant", "relevant_not_earlier", "b")),
        (
            ("text", "a", "Apa?", "${b} != 'x'"),
            CellFlaw("survey", 2, "relevant", "relevant_not_understood", "${b} != 'x'"),
        ),
        (
            ("text", "a", "Apa?", "${b} = 'x' or ${c} = 'y'"),
            CellFlaw("survey", 2, "relevant", "relevant_not_understood", "${b} = 'x' or ${c} = 'y'"),
        ),
        (("text", "a", "Apa?", None, "kadang"), CellFlaw("survey", 2, "required", "not_yes_or_no", "kadang")),
        (
            ("text", "a", "Apa?", None, None, "regex(., '(a+)+$')"),
            CellFlaw("survey", 2, "constraint", "constraint_not_understood", "regex(., '(a+)+$')"),
        ),
        (
            ("text", "a", "Apa?", None, None, ". >= 5"),
            CellFlaw("survey", 2, "constraint", "constraint_not_understood", ". >= 5"),
        ),
        (
            ("integer", "a", "Berapa?", None, None, ". >= 9 and . <= 1"),
            CellFlaw("survey", 2, "constraint", "bounds_reversed"),
        ),
        (
            ("select_multiple minat", "a", "Mana?", None, None, "count-selected(.) <= 9"),
            CellFlaw("survey", 2, "constraint", "maximum_out_of_reach"),
        ),
        (
            ("text", "a", "Apa?", None, None, None, "x" * 181),
            CellFlaw("survey", 2, "constraint_message", "text_too_long", "x" * 181),
        ),
        (
            ("begin group", "g", "G", "${b} = 'x'"),
            CellFlaw("survey", 2, "relevant", "group_condition", "${b} = 'x'"),
        ),
        (("end group", None, None), CellFlaw("survey", 2, "type", "group_not_open")),
    ],
)
def test_a_cell_that_cannot_be_asked_is_named_with_sheet_row_and_column(row, flaw):
    assert flaw in flaws(survey(row), CHOICES)


def test_every_flaw_of_every_sheet_is_told_at_once():
    choices = Sheet(
        "choices",
        (
            ("list_name", "name", LABEL),
            ("jalur", "a", "Pelayanan kesehatan masyarakat"),
            ("jalur", "a", "Ada"),
            ("jalur", "a", "Tidak"),
            ("jalur", "b", "ada"),
        ),
    )
    settings = Sheet("settings", (("form_id", "version"), ("1", None), (None, "dua")))
    form = survey(
        ("text", "a", "Apa?"),
        ("text", "a", "Apa lagi?"),
        ("begin group", "g", "G"),
        ("begin group", "h", "H"),
    )
    assert flaws(settings, form, choices) == (
        CellFlaw("survey", 3, "name", "name_twice", "a"),
        CellFlaw("survey", 5, "type", "group_in_group"),
        CellFlaw("survey", 0, "type", "group_not_closed"),
        CellFlaw("choices", 2, LABEL.casefold(), "label_too_long", "Pelayanan kesehatan masyarakat"),
        CellFlaw("choices", 4, "name", "name_twice", "a"),
        CellFlaw("choices", 5, LABEL.casefold(), "label_twice", "ada"),
        CellFlaw("settings", 2, "form_id", "name_malformed", "1"),
        CellFlaw("settings", 3, "version", "version_malformed", "dua"),
    )


def test_a_condition_on_an_option_that_is_not_offered_is_refused():
    form = survey(("select_one jalur", "a", "Mana?"), ("text", "b", "Apa?", "${a} = 'struktural'"))
    assert flaws(form, CHOICES) == (CellFlaw("survey", 3, "relevant", "relevant_no_option", "struktural"),)


def test_a_list_of_one_is_no_choice():
    alone = Sheet("choices", (("list_name", "name", LABEL), ("jalur", "a", "Ada")))
    assert flaws(survey(("select_one jalur", "a", "Mana?")), alone) == (
        CellFlaw("survey", 2, "constraint", "too_short"),
    )


def test_a_note_in_the_middle_is_refused_and_so_is_a_second_one():
    form = survey(
        ("note", "n", "Awal."), ("note", "m", "Lagi."), ("text", "a", "Apa?"), ("note", "o", "Akhir.")
    )
    assert [(one.row, one.reason) for one in flaws(form)] == [(3, "note_inside"), (5, "note_inside")]


def test_a_calculated_cell_is_refused_whatever_it_shows():
    form = survey(("text", "a", "Apa?"), ("text", "b", "Apa lagi?"), formulas=((2, 2),))
    assert flaws(form) == (CellFlaw("survey", 3, LABEL.casefold(), "formula"),)


def test_a_column_that_would_change_the_question_is_not_passed_over():
    form = survey(("text", "a", "Apa?", "x + 1"), head=("type", "name", "label", "calculation"))
    assert flaws(form) == (CellFlaw("survey", 2, "calculation", "column_unknown", "x + 1"),)


def test_other_languages_hints_and_the_marks_of_kobo_are_left_where_they_are():
    head = (
        "type",
        "name",
        LABEL,
        "label::English (en)",
        "hint::English (en)",
        "appearance",
        "required_message",
        "$xpath",
    )
    form = survey(("text", "a", "Apa?", "What?", "One word", "minimal", "Please", "a"), head=head)
    (section,) = definition((form,), intro="x")["sections"]
    assert section["questions"] == [
        {"key": "a", "kind": "text", "text": "Apa?", "optional": True, "max_length": 500}
    ]


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        ((), (CellFlaw("survey", 0, "", "sheet_missing"),)),
        ((CHOICES,), (CellFlaw("survey", 0, "", "sheet_missing"),)),
        ((survey(),), (CellFlaw("survey", 0, "type", "no_questions"),)),
        (
            (survey(("begin group", "g", "G"), ("end group",)),),
            (CellFlaw("survey", 0, "type", "no_questions"),),
        ),
        (
            (Sheet("Survey ", ()),),
            (
                CellFlaw("survey", 1, "type", "column_missing"),
                CellFlaw("survey", 1, "name", "column_missing"),
                CellFlaw("survey", 1, LABEL.casefold(), "column_missing"),
            ),
        ),
    ],
)
def test_a_form_that_asks_nothing_is_refused(sheets, expected):
    assert flaws(*sheets) == expected


@pytest.mark.parametrize(("titled", "title"), [("", "Kuesioner"), ("Minat", "Minat")])
def test_the_settings_may_say_no_more_than_a_title_or_nothing(titled, title):
    settings = Sheet("settings", (("form_title",), (titled,)))
    assert definition((survey(("text", "a", "Apa?")), settings), intro="x")["title"] == title


def test_a_version_begins_with_1():
    settings = Sheet("settings", (("version",), ("0",)))
    assert flaws(survey(("text", "a", "Apa?")), settings) == (
        CellFlaw("settings", 2, "version", "version_malformed", "0"),
    )


def test_the_message_names_the_cells():
    with pytest.raises(FormInvalid, match=r"survey!2, type: type_unknown"):
        definition((survey(("barcode", "a", "Apa?")),), intro="x")


def test_a_definition_is_written_so_that_it_reads_the_same_whatever_stands_in_it():
    odd = 'Kutip " garis \\ baris\nbaru\ttab \x07 \x7f {kurung} é 🙂 """'
    made = {
        "title": odd,
        "ya": True,
        "n": -3,
        "hari": date(2026, 1, 2),
        "kata": ["a", odd],
        "sections": [{"title": odd, "questions": [{"key": "a", "choices": [{"key": "x", "label": odd}]}]}],
    }
    assert tomllib.loads(definition_file.written(made)) == made


def test_what_toml_cannot_hold_is_a_fault():
    with pytest.raises(TypeError):
        definition_file.written({"x": None, "sections": []})
