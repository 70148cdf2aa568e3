"""The seventeen aspects and the names people type for them (CONVERSATIONS §3.15, REGULATION-2 §0, §1.1)."""

import pytest

from domain.aspects import (
    ASPECTS,
    COMPETENCIES,
    POTENTIAL_ASPECTS,
    AspectGroup,
    aspect,
    is_whole_name,
    resolve,
    shortest_names,
)
from domain.errors import AspectAmbiguous, AspectUnknown


def test_nine_competencies_and_eight_potential_aspects_in_the_order_of_the_law():
    assert [one.name for one in COMPETENCIES] == [
        "Integritas",
        "Kerja sama",
        "Komunikasi",
        "Orientasi pada hasil",
        "Pelayanan publik",
        "Pengembangan diri dan orang lain",
        "Mengelola perubahan",
        "Pengambilan keputusan",
        "Perekat bangsa",
    ]
    assert [one.name for one in POTENTIAL_ASPECTS] == [
        "Kemampuan intelektual",
        "Kemampuan interpersonal",
        "Kesadaran diri",
        "Kemampuan berpikir kritis dan strategis",
        "Kemampuan menyelesaikan permasalahan",
        "Kecerdasan emosional",
        "Kemampuan belajar cepat dan mengembangkan diri",
        "Motivasi dan komitmen",
    ]
    assert len(ASPECTS) == len({one.key for one in ASPECTS}) == 17


def test_only_intellectual_ability_needs_a_test():
    assert [one.key for one in ASPECTS if one.only_from_a_test] == ["intelektual"]


def test_an_aspect_is_found_by_its_key():
    assert aspect("kerja_sama").group is AspectGroup.COMPETENCY
    assert aspect("motivasi_dan_komitmen").group is AspectGroup.POTENTIAL
    with pytest.raises(KeyError):
        aspect("kerja sama")


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("integritas", "integritas"),
        ("INTEGRITAS", "integritas"),
        ("1. INTEGRITAS", "integritas"),
        ("kerja_sama", "kerja_sama"),
        ("Kerja sama", "kerja_sama"),
        ("kerjasama", "kerja_sama"),
        ("kerja-sama", "kerja_sama"),
        ("ks", "kerja_sama"),
        ("kom", "komunikasi"),
        ("pel", "pelayanan_publik"),
        ("orientasi hasil", "orientasi_pada_hasil"),
        ("orientasi pada", "orientasi_pada_hasil"),
        ("pengembangan diri & orang lain", "pengembangan_diri_dan_orang_lain"),
        ("perubahan", "mengelola_perubahan"),
        ("intel", "intelektual"),
        ("kemampuan intelektual", "intelektual"),
        ("kemampuan int el", "intelektual"),
        ("inter", "interpersonal"),
        ("Kesadaran Diri", "kesadaran_diri"),
        ("berpikir kritis & strategis", "berpikir_kritis_dan_strategis"),
        ("problem solving", "menyelesaikan_permasalahan"),
        ("emosional", "kecerdasan_emosional"),
        ("belajar cepat", "belajar_cepat_dan_mengembangkan_diri"),
        ("komitmen", "motivasi_dan_komitmen"),
    ],
)
def test_an_aspect_is_known_by_what_people_type(typed, key):
    assert resolve(typed).key == key


@pytest.mark.parametrize(
    ("typed", "matches"),
    [
        ("int", ("Integritas", "Interpersonal", "Intelektual")),
        ("ke", ("Kerja sama", "Kesadaran diri", "Kecerdasan emosional")),
        ("peng", ("Pengembangan diri dan orang lain", "Pengambilan keputusan")),
        ("men", ("Mengelola perubahan", "Menyelesaikan permasalahan")),
        ("kemampuan be", ("Berpikir kritis dan strategis", "Belajar cepat dan mengembangkan diri")),
    ],
)
def test_a_beginning_of_several_aspects_is_ambiguous(typed, matches):
    with pytest.raises(AspectAmbiguous) as refusal:
        resolve(typed)
    assert (refusal.value.text, refusal.value.matches) == (typed, matches)


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("kerja sma", "Kerja sama"),
        ("kumunikasi", "Komunikasi"),
        ("intergitas", "Integritas"),
        ("prekat bangsa", "Perekat bangsa"),
    ],
)
def test_an_unknown_aspect_is_answered_with_the_nearest(typed, nearest):
    with pytest.raises(AspectUnknown) as refusal:
        resolve(typed)
    assert refusal.value.text == typed
    assert refusal.value.suggestions[0] == nearest


@pytest.mark.parametrize("typed", ["", "  ", "zzz"])
def test_even_nonsense_gets_suggestions(typed):
    with pytest.raises(AspectUnknown) as refusal:
        resolve(typed)
    assert len(refusal.value.suggestions) == 3


def test_a_whole_name_is_told_from_a_beginning():
    assert is_whole_name("Kerja Sama")
    assert is_whole_name("grit")
    assert not is_whole_name("kerja")


def test_the_shortest_names_are_long_enough_to_be_clear():
    assert [name for _, name in shortest_names()] == [
        "integ",
        "ker",
        "kom",
        "ori",
        "pel",
        "penge",
        "meng",
        "penga",
        "per",
        "intel",
        "inter",
        "kes",
        "ber",
        "meny",
        "kec",
        "bel",
        "mot",
    ]
