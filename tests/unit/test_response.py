from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answers import (
    NO_OPTIONS,
    SEVERAL_MATCHES,
    SKIPPED,
    choose,
    keys,
    labels,
    matches,
    skip,
    understand,
)
from domain.errors import (
    AnswerNotUnderstood,
    ChoiceExcludes,
    DateNotUnderstood,
    DateOutOfBounds,
    NotOptional,
    NumberNotWhole,
    NumberOutOfBounds,
    QuestionnaireRefusal,
    TextEmpty,
    TextTooLong,
    TooManyChoices,
)
from domain.questionnaire import load, parse
from domain.response import (
    Consequence,
    Progress,
    asked,
    consequence,
    counted,
    is_complete,
    minutes_left,
    next_question,
    open_question,
    previous_question,
    progress,
    review_pages,
    sections,
)

TODAY = date(2026, 11, 24)
SELF = load("penilaian_mandiri")
CAREER = load("preferensi_karier")
LEADING = load("pengalaman_memimpin")

STATEMENT = SELF.question("p01")
PATH, FAMILIES, UNITS, PLAN, CONSIDERATIONS, DEGREE = (
    CAREER.question(key) for key in ("k1", "k2", "k3", "k5", "k6", "d1")
)
LED, LAST_YEAR, DECREE = (LEADING.question(key) for key in ("m2", "m3", "m4"))
OFFICES = {
    "1": "Dinas Kesehatan",
    "2": "UPT Puskesmas Kesambi, Dinas Kesehatan",
    "3": "Kecamatan Kesambi",
    "4": "Dinas Pendidikan",
}


def read(question, typed, *, options=NO_OPTIONS, current=""):
    return understand(question, typed, today=TODAY, options=options, current=current)


def refusal(question, typed, *, options=NO_OPTIONS, current=""):
    with pytest.raises(QuestionnaireRefusal) as refused:
        read(question, typed, options=options, current=current)
    return refused.value


# Typed answers


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1", "1"),
        ("5", "5"),
        (" 4. ", "4"),
        ("4️⃣", "4"),
        ("４", "4"),
        ("sesuai", "4"),
        ("SESUAI", "4"),
        ("Sangat Sesuai", "5"),
        ("sebagian  sesuai", "3"),
        ("tidak sesuai", "2"),
        ("sangat tidak sesuai", "1"),
        ("setuju", "4"),
        ("sangat setuju", "5"),
        ("netral", "3"),
        ("ragu", "3"),
        ("Ragu-ragu", "3"),
        ("tidak setuju", "2"),
        ("sangat tidak setuju", "1"),
        ("4 (sesuai)", "4"),
        ("2 tidak setuju", "2"),
    ],
)
def test_a_point_of_the_scale_is_read_from_its_digit_or_its_words(typed, stored):
    assert read(STATEMENT, typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "tidak tahu",
        "0",
        "6",
        "45",
        "3 4",
        "4/5",
        "3,5",
        "sesuai atau tidak sesuai",
        "2 (sesuai)",
        "tidak",
        "sangat",
        "",
        "👍",
    ],
)
def test_two_answers_or_half_an_answer_are_unclear_on_a_scale(typed):
    assert refusal(STATEMENT, typed) == AnswerNotUnderstood(hint="likert")


@pytest.mark.parametrize(
    ("question", "typed", "stored"),
    [
        (PATH, "2", "fun"),
        (PATH, "fungsional", "fun"),
        (PATH, "Fungs", "fun"),
        (PATH, "2. Fungsional", "fun"),
        (PATH, "jabatan sekarang", "tetap"),
        (PATH, "struktural", "man"),
        (DEGREE, "S1", "s1"),
        (DEGREE, "s2", "s2"),
        (DEGREE, "sarjana", "s1"),
    ],
)
def test_a_choice_is_read_from_its_number_or_its_words(question, typed, stored):
    assert read(question, typed) == stored


@pytest.mark.parametrize(
    "typed", ["5", "fu", "1 2", "manajerial fungsional", "sekarang", "2 manajerial", "?"]
)
def test_an_option_that_is_not_named_clearly_is_not_guessed(typed):
    assert refusal(PATH, typed) == AnswerNotUnderstood(hint="single")


def test_a_beginning_that_fits_two_options_is_unclear():
    assert refusal(CAREER.question("k4"), "belum") == AnswerNotUnderstood(hint="single")
    assert read(CAREER.question("k4"), "belum b") == "tidak"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("3", "keu"),
        ("10", "lain"),
        ("4, 3", "keu,was"),
        ("3 4", "keu,was"),
        ("keuangan dan pengawasan", "keu,was"),
        ("Pelayanan publik; perencanaan", "yan,ren"),
        ("keuangan, keuangan", "keu"),
        ("kesehatan,", "kes"),
    ],
)
def test_several_choices_are_stored_in_the_order_of_the_definition(typed, stored):
    assert read(FAMILIES, typed) == stored


def test_choices_typed_together_keep_the_rules_of_the_question():
    assert refusal(FAMILIES, "1 2 3") == TooManyChoices(maximum=2)
    assert refusal(FAMILIES, "keuangan, kelautan") == AnswerNotUnderstood(hint="multiple")
    assert refusal(FAMILIES, ",") == AnswerNotUnderstood(hint="multiple")
    assert refusal(CONSIDERATIONS, "keluarga, tidak ada") == ChoiceExcludes(choice="Tidak ada")


def test_choices_typed_replace_those_chosen_before():
    assert read(FAMILIES, "keuangan", current="yan,ren") == "keu"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("12", "12"),
        ("12 orang", "12"),
        ("sekitar 12 orang.", "12"),
        ("0", "0"),
        ("500", "500"),
        ("12,0", "12"),
    ],
)
def test_a_number_is_read_with_the_words_around_it(typed, stored):
    assert read(LED, typed) == stored


@pytest.mark.parametrize("typed", ["dua belas", "12 sampai 15", "12-15", "", "S2", "1e3", "1,2,3"])
def test_no_number_or_two_numbers_are_unclear(typed):
    assert refusal(LED, typed) == AnswerNotUnderstood(hint="number")


@pytest.mark.parametrize(
    ("typed", "value"), [("501", "501"), ("-3", "-3"), ("1.200", "1200"), ("9" * 30, "9" * 30)]
)
def test_a_number_outside_its_bounds_is_refused_with_them(typed, value):
    assert refusal(LED, typed) == NumberOutOfBounds(
        value=Decimal(value), lowest=Decimal(0), highest=Decimal(500)
    )


@pytest.mark.parametrize("typed", ["12,5", "12.5 orang"])
def test_a_fraction_of_a_person_is_refused(typed):
    assert refusal(LED, typed) == NumberNotWhole(value=Decimal("12.5"))


def test_a_year_may_be_this_year_but_not_the_next():
    assert read(LAST_YEAR, "tahun 2026") == "2026"
    assert refusal(LAST_YEAR, "2027") == NumberOutOfBounds(
        value=Decimal(2027), lowest=Decimal(1980), highest=Decimal(2026)
    )


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("17-8-2024", "2024-08-17"),
        ("17/8/24", "2024-08-17"),
        ("17 Agustus 2024", "2024-08-17"),
        ("Sabtu, 17 agt 2024.", "2024-08-17"),
        ("17-8-85", "1985-08-17"),
        ("24-11-26", "2026-11-24"),
    ],
)
def test_a_date_is_read_as_people_write_it(typed, stored):
    assert read(DECREE, typed) == stored


@pytest.mark.parametrize("typed", ["31-2-2024", "8/17/2024", "17 Augustus 2024", "17-8", "kemarin", ""])
def test_what_is_no_day_of_the_calendar_is_refused_as_typed(typed):
    assert refusal(DECREE, typed) == DateNotUnderstood(value=typed)


def test_a_long_text_in_place_of_a_date_is_not_repeated_whole():
    assert refusal(DECREE, "surat " * 100) == DateNotUnderstood(
        value="surat surat surat surat surat surat sura"
    )


@pytest.mark.parametrize("typed", ["25-11-2026", "31-12-1979"])
def test_a_date_outside_its_bounds_is_refused_with_them(typed):
    assert refusal(DECREE, typed) == DateOutOfBounds(earliest=date(1980, 1, 1), latest=date(2026, 11, 24))


def test_bounds_of_a_definition_may_be_fixed():
    question = parse(
        """
        key = "contoh"
        version = 1
        title = "Contoh"
        noun = "pertanyaan"
        minutes = 5
        consent_needed = false
        intro = "Contoh."
        [[sections]]
        [[sections.questions]]
        key = "a"
        kind = "date"
        text = "Kapan?"
        earliest = 2026-01-01
        latest = 2027-12-31
        """,
        "contoh.toml",
    ).question("a")
    assert read(question, "1-2-27") == "2027-02-01"
    assert refusal(question, "1-1-2028") == DateOutOfBounds(
        earliest=date(2026, 1, 1), latest=date(2027, 12, 31)
    )


def test_a_text_is_kept_as_written_without_the_space_around_it():
    assert read(PLAN, "  Menjadi analis.\nBelajar data. ") == "Menjadi analis.\nBelajar data."
    assert read(PLAN, "a" * 500) == "a" * 500


def test_a_text_that_is_too_long_is_refused_with_its_excess():
    assert refusal(PLAN, "a" * 612) == TextTooLong(length=612, excess=112)


@pytest.mark.parametrize("typed", ["", "  \n", "-", "..."])
def test_a_text_without_letters_or_digits_is_empty(typed):
    assert refusal(PLAN, typed) == TextEmpty()


# The long list


def test_entries_are_found_by_part_of_their_name_those_that_begin_so_first():
    assert matches(OFFICES, "kesambi") == ("3", "2")
    assert matches(OFFICES, "dinas kes") == ("1", "2")
    assert matches(OFFICES, "DINAS kesehatan") == ("1",)
    assert matches(OFFICES, "kelautan") == ()
    assert matches(OFFICES, "?") == ()


def test_a_searched_name_is_added_to_those_chosen():
    assert read(UNITS, "pendidikan", options=OFFICES) == "4"
    assert read(UNITS, "dinas kesehatan", options=OFFICES, current="4") == "4,1"
    assert read(UNITS, "unit sekarang", options=OFFICES, current="4") == "kini,4"
    assert read(UNITS, "pendidikan", options=OFFICES, current="4,1") == "4,1"


def test_a_searched_name_that_fits_none_or_several_is_not_guessed():
    assert refusal(UNITS, "kelautan", options=OFFICES) == AnswerNotUnderstood(hint="search")
    assert refusal(UNITS, "kesambi", options=OFFICES) == AnswerNotUnderstood(hint=SEVERAL_MATCHES)
    assert refusal(UNITS, "pendidikan", options=OFFICES, current="kini,1,2") == TooManyChoices(maximum=3)


# Presses


def test_a_press_on_one_of_several_toggles_it():
    assert choose(FAMILIES, "", "keu") == "keu"
    assert choose(FAMILIES, "keu", "yan") == "yan,keu"
    assert choose(FAMILIES, "yan,keu", "yan") == "keu"
    assert choose(FAMILIES, "keu", "keu") == ""


def test_a_press_after_a_skip_begins_anew():
    assert choose(UNITS, SKIPPED, "kini") == "kini"


def test_one_choice_too_many_changes_nothing():
    with pytest.raises(TooManyChoices) as refused:
        choose(FAMILIES, "yan,keu", "was")
    assert refused.value == TooManyChoices(maximum=2)


@pytest.mark.parametrize(("current", "pressed"), [("jarak", "nihil"), ("nihil", "jarak")])
def test_an_option_that_stands_alone_is_named_in_either_order(current, pressed):
    with pytest.raises(ChoiceExcludes) as refused:
        choose(CONSIDERATIONS, current, pressed)
    assert refused.value == ChoiceExcludes(choice="Tidak ada")


def test_a_press_on_a_single_choice_replaces_the_answer():
    assert choose(STATEMENT, "4", "2") == "2"
    assert choose(PATH, "man", "fun") == "fun"


@pytest.mark.parametrize(
    ("question", "option", "hint"), [(STATEMENT, "6", "likert"), (UNITS, "9", "search"), (PLAN, "1", "text")]
)
def test_an_option_the_question_does_not_have_is_refused(question, option, hint):
    with pytest.raises(AnswerNotUnderstood) as refused:
        choose(question, "", option, options=OFFICES)
    assert refused.value == AnswerNotUnderstood(hint=hint)


def test_only_an_optional_question_is_skipped():
    assert skip(PLAN) == SKIPPED
    with pytest.raises(NotOptional):
        skip(PATH)


def test_stored_choices_are_shown_in_words():
    assert labels(FAMILIES, "yan,keu") == ("Pelayanan publik", "Keuangan")
    assert labels(UNITS, "kini,4,77", OFFICES) == ("Unit sekarang", "Dinas Pendidikan", "77")
    assert labels(UNITS, SKIPPED) == ()
    assert keys("") == ()


# The walk


def answered_to(number):
    return {f"p{n:02}": "4" for n in range(1, number + 1)}


def test_the_open_question_is_the_first_without_an_answer():
    assert open_question(SELF, {}).key == "p01"
    assert open_question(SELF, answered_to(12)).key == "p13"
    assert open_question(SELF, answered_to(48)) is None


def test_after_the_last_question_those_left_open_come_back():
    answers = answered_to(48)
    del answers["p07"], answers["p20"]
    assert open_question(SELF, answers, after="p10").key == "p20"
    assert open_question(SELF, answers, after="p48").key == "p07"


def test_steps_lead_forward_and_back_over_answered_questions():
    answers = answered_to(3)
    assert previous_question(SELF, answers, "p03").key == "p02"
    assert next_question(SELF, answers, "p02").key == "p03"
    assert previous_question(SELF, answers, "p01") is None
    assert next_question(SELF, answers, "p48") is None


def test_questions_whose_condition_does_not_hold_are_not_asked():
    assert [q.key for q in asked(LEADING, {})] == ["m1"]
    assert [q.key for q in asked(LEADING, {"m1": "tidak_ada"})] == ["m1"]
    assert [q.key for q in asked(LEADING, {"m1": "anggota_internal"})] == ["m1", "m3", "m4", "m5"]
    assert [q.key for q in asked(LEADING, {"m1": "ketua_lintas"})] == ["m1", "m2", "m3", "m4", "m5"]
    assert next_question(LEADING, {"m1": "anggota_lintas"}, "m1").key == "m3"


def test_progress_counts_answered_and_skipped_of_the_asked():
    assert progress(SELF, answered_to(12)) == Progress(answered=12, skipped=0, asked=48)
    assert progress(SELF, answered_to(12)).open == 36
    answers = {"m1": "anggota_lintas", "m2": "7", "m3": "2024", "m4": SKIPPED}
    assert progress(LEADING, answers) == Progress(answered=2, skipped=1, asked=4)
    assert not is_complete(LEADING, answers)
    assert is_complete(LEADING, answers | {"m5": SKIPPED})


def test_a_choice_taken_back_is_no_answer():
    assert progress(CAREER, {"k2": ""}) == Progress(answered=0, skipped=0, asked=9)


def test_the_review_counts_by_section_and_leaves_out_what_is_not_asked():
    shown = [(part.number, part.progress.answered) for part in sections(SELF, answered_to(48))]
    assert shown == [(1, 8), (2, 8), (3, 8), (4, 8), (5, 8), (6, 8)]
    assert [(part.number, part.title) for part in sections(LEADING, {"m1": "tidak_ada"})] == [(1, "Peran")]


def test_a_page_of_the_review_holds_at_most_eight_questions_of_one_section():
    pages = review_pages(SELF, answered_to(48))
    assert [(page.section, page.questions[0].key, page.questions[-1].key) for page in pages] == [
        (1, "p01", "p08"),
        (2, "p09", "p16"),
        (3, "p17", "p24"),
        (4, "p25", "p32"),
        (5, "p33", "p40"),
        (6, "p41", "p48"),
    ]


def test_a_section_of_more_than_eight_questions_is_turned_over():
    questions = "\n".join(
        f'[[sections.questions]]\nkey = "q{n}"\nkind = "text"\ntext = "Apa?"\nmax_length = 9'
        for n in range(1, 10)
    )
    head = 'key = "contoh"\nversion = 1\ntitle = "Contoh"\nnoun = "pertanyaan"\nminutes = 5\nconsent_needed = false'
    questionnaire = parse(f'{head}\nintro = "Contoh."\n[[sections]]\n{questions}', "contoh.toml")
    assert [[q.key for q in page.questions] for page in review_pages(questionnaire, {})] == [
        ["q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8"],
        ["q9"],
    ]


LED_ONCE = {"m1": "ketua_internal", "m2": "12", "m3": "2024", "m4": SKIPPED, "m5": "Tim arsip"}


def test_an_edit_says_what_it_opens_and_what_it_makes_unnecessary():
    assert consequence(LEADING, {"m1": "tidak_ada"}, {"m1": "ketua_lintas"}) == Consequence(
        opened=("m2", "m3", "m4", "m5"), closed=()
    )
    assert consequence(LEADING, LED_ONCE, LED_ONCE | {"m1": "anggota_internal"}) == Consequence(
        opened=(), closed=("m2",)
    )
    assert consequence(LEADING, LED_ONCE, LED_ONCE | {"m1": "tidak_ada"}) == Consequence(
        opened=(), closed=("m2", "m3", "m5")
    )


def test_an_answer_kept_from_before_is_not_asked_again():
    closed = LED_ONCE | {"m1": "tidak_ada"}
    assert consequence(LEADING, closed, LED_ONCE) == Consequence(opened=(), closed=())


def test_what_is_not_asked_or_was_skipped_is_not_submitted():
    assert counted(LEADING, LED_ONCE | {"m1": "anggota_internal"}) == {
        "m1": "anggota_internal",
        "m3": "2024",
        "m5": "Tim arsip",
    }


@pytest.mark.parametrize(("answered", "minutes"), [(0, 15), (12, 15), (16, 10), (32, 5), (47, 5), (48, 0)])
def test_the_minutes_left_are_rounded_up_to_five(answered, minutes):
    assert minutes_left(SELF, answered_to(answered)) == minutes


CHAIN = parse(
    """
    key = "berantai"
    version = 1
    title = "Berantai"
    noun = "pertanyaan"
    minutes = 5
    consent_needed = false
    intro = "Contoh."
    [[sections]]
    [[sections.questions]]
    key = "a"
    kind = "multiple"
    text = "Apa?"
    maximum = 2
    choices = [{ key = "x", label = "X" }, { key = "y", label = "Y" }]
    [[sections.questions]]
    key = "b"
    kind = "number"
    text = "Berapa?"
    lowest = 0
    highest = 2
    ask_when = { question = "a", any_of = ["y"] }
    [[sections]]
    [[sections.questions]]
    key = "c"
    kind = "single"
    text = "Mana?"
    choices = [{ key = "u", label = "U" }, { key = "v", label = "V" }]
    ask_when = { question = "b", any_of = ["1", "2"] }
    [[sections.questions]]
    key = "d"
    kind = "text"
    text = "Apa lagi?"
    optional = true
    max_length = 9
    ask_when = { question = "c", any_of = ["v"] }
    """,
    "berantai.toml",
)
VALUES = {"a": ("", "x", "y", "x,y"), "b": ("0", "1", "2"), "c": ("u", "v"), "d": ("teks", SKIPPED)}


def test_a_condition_on_a_question_no_longer_asked_does_not_hold():
    answers = {"a": "x,y", "b": "1", "c": "v"}
    assert [q.key for q in asked(CHAIN, answers)] == ["a", "b", "c", "d"]
    assert [q.key for q in asked(CHAIN, answers | {"a": "x"})] == ["a"]


some_answers = st.fixed_dictionaries(
    {}, optional={key: st.sampled_from(values) for key, values in VALUES.items()}
)


@given(some_answers)
def test_walking_forward_and_back_visits_every_asked_question_once(answers):
    path = [open_question(CHAIN, {})]
    while step := next_question(CHAIN, answers, path[-1].key):
        path.append(step)
    back = [path[-1]]
    while step := previous_question(CHAIN, answers, back[-1].key):
        back.append(step)
    assert path == list(asked(CHAIN, answers))
    assert back == path[::-1]


@given(some_answers)
def test_the_counts_are_those_of_the_asked_questions(answers):
    keys_asked = [q.key for q in asked(CHAIN, answers)]
    given_answers = [answers[key] for key in keys_asked if answers.get(key, "") != ""]
    found = progress(CHAIN, answers)
    assert found.asked == len(keys_asked)
    assert found.skipped == sum(value == SKIPPED for value in given_answers)
    assert found.answered + found.skipped == len(given_answers)
    assert sum(part.progress.answered for part in sections(CHAIN, answers)) == found.answered
    assert [q.key for page in review_pages(CHAIN, answers) for q in page.questions] == keys_asked


@given(some_answers, st.data())
def test_answering_what_is_open_always_leads_to_the_end(answers, data):
    answers = dict(answers)
    for _ in VALUES:
        question = open_question(CHAIN, answers)
        if question is None:
            break
        answers[question.key] = data.draw(st.sampled_from([value for value in VALUES[question.key] if value]))
    assert open_question(CHAIN, answers) is None
    assert is_complete(CHAIN, answers)
    assert minutes_left(CHAIN, answers) == 0


@given(st.text(max_size=60), st.sampled_from([*SELF.questions[:1], *CAREER.questions, *LEADING.questions]))
def test_whatever_is_typed_is_stored_or_refused(typed, question):
    try:
        value = read(question, typed, options=OFFICES)
    except QuestionnaireRefusal:
        return
    assert value not in ("", SKIPPED)
