import pytest
from pydantic import ValidationError

from domain.people import PositionKind
from domain.questionnaire import (
    Flaw,
    Library,
    Position,
    Questionnaire,
    QuestionnaireInvalid,
    VersionTaken,
    library,
    load,
    parse,
    shipped,
)
from domain.questions import Direction, Kind, Likert

HEAD = """
key = "contoh"
version = 3
title = "Contoh"
noun = "pertanyaan"
minutes = 5
consent_needed = false
intro = "Contoh kuesioner."
"""
SCALE = """
scale = [
  { key = "1", label = "sangat tidak sesuai" },
  { key = "2", label = "tidak sesuai" },
  { key = "3", label = "sebagian sesuai" },
  { key = "4", label = "sesuai" },
  { key = "5", label = "sangat sesuai" },
]
"""
COLOUR = """
[[sections.questions]]
key = "a"
kind = "single"
text = "Warna?"
choices = [{ key = "m", label = "Merah" }, { key = "b", label = "Biru" }]
"""
STATEMENT = """
[[sections.questions]]
key = "s"
kind = "likert"
aspect = "integritas"
text = "Saya mencatat."
"""


def flaws(*questions: str, head: str = HEAD) -> tuple[Flaw, ...]:
    with pytest.raises(QuestionnaireInvalid) as refused:
        parse("\n".join((head, "[[sections]]", *questions)), "contoh.toml")
    return refused.value.flaws


def question(key: str, kind: str, *lines: str) -> str:
    return "\n".join(
        ("[[sections.questions]]", f'key = "{key}"', f'kind = "{kind}"', 'text = "Apa?"', *lines)
    )


def test_a_definition_is_read_with_its_version_and_never_changes():
    questionnaire = parse("\n".join((HEAD, "[[sections]]", COLOUR)), "contoh.toml")
    assert (questionnaire.key, questionnaire.version, questionnaire.title) == ("contoh", 3, "Contoh")
    assert [choice.label for choice in questionnaire.questions[0].choices] == ["Merah", "Biru"]
    with pytest.raises(ValidationError):
        questionnaire.version = 4


def test_statements_get_the_labels_of_the_scale_of_their_questionnaire():
    questionnaire = parse("\n".join((HEAD, SCALE, "[[sections]]", STATEMENT)), "contoh.toml")
    statement = questionnaire.question("s")
    assert isinstance(statement, Likert)
    assert [(choice.key, choice.label) for choice in statement.choices] == [
        ("1", "sangat tidak sesuai"),
        ("2", "tidak sesuai"),
        ("3", "sebagian sesuai"),
        ("4", "sesuai"),
        ("5", "sangat sesuai"),
    ]


def test_a_place_is_counted_within_the_questionnaire_and_within_the_section():
    sections = (
        "[[sections]]",
        question("a", "text", "max_length = 9"),
        question("b", "text", "max_length = 9"),
    )
    more = ('[[sections]]\ntitle = "Akhir"', question("c", "text", "max_length = 9"))
    questionnaire = parse("\n".join((HEAD, *sections, *more)), "contoh.toml")
    assert questionnaire.position("b") == Position(
        number=2, count=3, section=1, sections=2, number_in_section=2, section_size=2
    )
    assert questionnaire.position("c") == Position(
        number=3, count=3, section=2, sections=2, number_in_section=1, section_size=1
    )
    assert questionnaire.section_of("c").title == "Akhir"
    assert [each.key for each in questionnaire.questions] == ["a", "b", "c"]


def test_a_question_of_another_version_is_not_found():
    questionnaire = parse("\n".join((HEAD, "[[sections]]", COLOUR)), "contoh.toml")
    for look_up in (questionnaire.question, questionnaire.position, questionnaire.section_of):
        with pytest.raises(KeyError):
            look_up("p99")


def test_a_flaw_is_named_with_its_path():
    assert flaws(COLOUR, question("b", "number", "lowest = 0")) == (
        Flaw("sections[0].questions[1].number.highest", "missing"),
    )


def test_the_message_of_a_flaw_names_file_path_and_reason():
    with pytest.raises(QuestionnaireInvalid) as refused:
        parse("\n".join((HEAD, "[[sections]]", COLOUR, COLOUR)), "contoh.toml")
    assert str(refused.value) == "contoh.toml: sections[0].questions[1]: key_not_unique"


def test_a_file_that_is_no_toml_is_refused():
    with pytest.raises(QuestionnaireInvalid) as refused:
        parse("key = ", "rusak.toml")
    assert refused.value.source == "rusak.toml"
    assert refused.value.flaws[0].path == ""


def test_all_flaws_are_named_at_once():
    assert flaws(question("A", "text", "max_length = 9"), question("b", "date")) == (
        Flaw("sections[0].questions[0].text.key", "string_pattern_mismatch"),
        Flaw("sections[0].questions[1].date.earliest", "missing"),
        Flaw("sections[0].questions[1].date.latest", "missing"),
    )


TWICE = 'choices = [{ key = "m", label = "Merah" }, { key = "m", label = "Biru" }]'
SAME_WORDS = 'choices = [{ key = "m", label = "Merah" }, { key = "b", label = "Biru", words = ["merah"] }]'
TWO = 'choices = [{ key = "m", label = "Merah" }, { key = "b", label = "Biru" }]'
LONG = 'choices = [{ key = "m", label = "Merah keungu-unguan tua" }, { key = "b", label = "Biru" }]'


@pytest.mark.parametrize(
    ("lines", "flaw"),
    [
        (("single", TWICE), Flaw("sections[0].questions[0].single", "choices_not_unique")),
        (("single", SAME_WORDS), Flaw("sections[0].questions[0].single", "choices_not_unique")),
        (("single", LONG), Flaw("sections[0].questions[0].single.choices[0].label", "string_too_long")),
        (("single", "choices = []"), Flaw("sections[0].questions[0].single.choices", "too_short")),
        (("multiple", TWO, "maximum = 3"), Flaw("sections[0].questions[0].multiple", "maximum_out_of_reach")),
        (
            ("multiple", TWO, "maximum = 2", 'exclusive = ["x"]'),
            Flaw("sections[0].questions[0].multiple", "exclusive_unknown"),
        ),
        (("number", "lowest = 9", "highest = 1"), Flaw("sections[0].questions[0].number", "bounds_reversed")),
        (
            ("date", "earliest = 2026-01-02", "latest = 2026-01-01"),
            Flaw("sections[0].questions[0].date", "bounds_reversed"),
        ),
        (("text", "max_length = 0"), Flaw("sections[0].questions[0].text.max_length", "greater_than_equal")),
        (
            ("text", "max_length = 9", "maximum = 2"),
            Flaw("sections[0].questions[0].text.maximum", "extra_forbidden"),
        ),
        (("likert", 'aspect = "integritas"'), Flaw("sections[0].questions[0]", "scale_missing")),
        (
            ("likert", 'aspect = "kejujuran"'),
            Flaw("sections[0].questions[0].likert.aspect", "aspect_unknown"),
        ),
        (("file", 'aspect = "ijazah"'), Flaw("sections[0].questions[0].file.aspect", "aspect_unknown")),
        (("file", 'accepts = ["docx"]'), Flaw("sections[0].questions[0].file.accepts[0]", "enum")),
        (("file", "accepts = []"), Flaw("sections[0].questions[0].file.accepts", "too_short")),
        (("file", "largest_mb = 21"), Flaw("sections[0].questions[0].file.largest_mb", "less_than_equal")),
        (("essay",), Flaw("sections[0].questions[0]", "union_tag_invalid")),
    ],
)
def test_a_question_that_contradicts_itself_is_refused(lines, flaw):
    kind, *rest = lines
    assert flaws(question("a", kind, *rest)) == (flaw,)


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ('{ question = "c", any_of = ["x"] }', "ask_when_not_earlier"),
        ('{ question = "b", any_of = ["x"] }', "ask_when_not_earlier"),
        ('{ question = "a", any_of = ["m", "hijau"] }', "ask_when_never_holds"),
    ],
)
def test_a_condition_refers_to_an_option_of_an_earlier_question(condition, reason):
    asked_when = question("b", "text", "max_length = 9", f"ask_when = {condition}")
    later = question("c", "text", "max_length = 9")
    assert flaws(COLOUR, asked_when, later) == (Flaw("sections[0].questions[1]", reason),)


def test_a_condition_on_a_number_or_a_long_list_is_not_checked_against_options():
    number = question("n", "number", "lowest = 0", "highest = 5")
    units = question("u", "search", "maximum = 3")
    on_number = question("x", "text", "max_length = 9", 'ask_when = { question = "n", any_of = ["0"] }')
    on_unit = question("y", "text", "max_length = 9", 'ask_when = { question = "u", any_of = ["17"] }')
    toml = "\n".join((HEAD, "[[sections]]", number, units, on_number, on_unit))
    assert [each.kind for each in parse(toml, "contoh.toml").questions] == [
        Kind.NUMBER,
        Kind.SEARCH,
        Kind.TEXT,
        Kind.TEXT,
    ]


def test_a_scale_has_five_labelled_points():
    short = 'scale = [{ key = "1", label = "sesuai" }]'
    assert Flaw("scale", "scale_not_one_to_five") in flaws(STATEMENT, head=HEAD + short)


def test_shipped_questionnaires_are_read_once():
    assert load("penilaian_mandiri") is shipped().newest()["penilaian_mandiri"]


def test_a_questionnaire_that_is_not_shipped_is_not_found():
    with pytest.raises(KeyError):
        load("contoh")


def test_a_condition_may_name_a_single_value():
    toml = question("b", "text", "max_length = 9", 'ask_when = { question = "a", equals = "m" }')
    asked_when = parse("\n".join((HEAD, "[[sections]]", COLOUR, toml)), "contoh.toml").question("b").ask_when
    assert asked_when is not None
    assert asked_when.any_of == ("m",)


def test_a_condition_names_one_value_or_several_and_not_both():
    both = 'ask_when = { question = "a", equals = "m", any_of = ["b"] }'
    assert flaws(COLOUR, question("b", "text", "max_length = 9", both)) == (
        Flaw("sections[0].questions[1].text.ask_when.equals", "extra_forbidden"),
    )
    assert flaws(COLOUR, question("b", "text", "max_length = 9", 'ask_when = "a"')) == (
        Flaw("sections[0].questions[1].text.ask_when", "model_type"),
    )


def test_a_statement_counts_towards_its_aspect_or_away_from_it_and_nothing_else_counts():
    away = STATEMENT.replace('"s"', '"r"') + "reversed = true"
    toml = "\n".join((HEAD, SCALE, "[[sections]]", STATEMENT, away, COLOUR))
    assert [each.direction for each in parse(toml, "contoh.toml").questions] == [
        Direction.FORWARD,
        Direction.REVERSED,
        Direction.NONE,
    ]


def test_a_definition_says_for_which_kinds_of_position_it_is_written():
    everybody = parse("\n".join((HEAD, "[[sections]]", COLOUR)), "contoh.toml")
    assert set(everybody.audience) == set(PositionKind)
    some = HEAD + 'audience = ["pelaksana", "fungsional"]'
    assert parse("\n".join((some, "[[sections]]", COLOUR)), "contoh.toml").audience == (
        PositionKind.EXECUTOR,
        PositionKind.FUNCTIONAL,
    )
    assert flaws(COLOUR, head=HEAD + 'audience = ["walikota"]') == (Flaw("audience[0]", "enum"),)


def version(number: int, title: str = "Contoh") -> Questionnaire:
    head = HEAD.replace("version = 3", f"version = {number}").replace('"Contoh"', f'"{title}"')
    return parse("\n".join((head, "[[sections]]", COLOUR)), "contoh.toml")


def test_versions_stand_side_by_side_and_the_newest_is_asked_from_now_on():
    definitions = Library([version(2), version(1)])
    assert definitions.get("contoh", 1) == version(1)
    assert definitions.get("contoh") == version(2)
    assert definitions.newest() == {"contoh": version(2)}
    with pytest.raises(KeyError):
        definitions.get("contoh", 3)


def test_a_definition_is_never_replaced_under_its_version():
    definitions = Library([version(1)])
    definitions.add(version(1))
    with pytest.raises(VersionTaken, match="contoh, version 1") as refused:
        definitions.add(version(1, title="Lain"))
    assert (refused.value.key, refused.value.version) == ("contoh", 1)
    assert definitions.get("contoh", 1).title == "Contoh"


def test_what_is_shipped_can_be_asked():
    assert {(one.key, one.version) for one in shipped()} <= {(one.key, one.version) for one in library()}
