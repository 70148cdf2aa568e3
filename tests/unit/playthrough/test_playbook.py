"""Plays as they are written."""

import pytest

from bot.playthrough.playbook import Chapter, Command, Direction, NotAPlay, Talk, playbook, read, scripts
from bot.simulator.notation import parse


def test_a_chapter_is_commands_directions_and_pieces_of_talk():
    assert read("""
== Undangan pertama

# Hanya di server.
$ talenta invite --name "Rahmat Hidayat"
> Undangan untuk Rahmat Hidayat …

@ joins Rahmat +6281200000001 : Rahmat memasang Telegram.
Rahmat | /start {undangan}
bot    | Undangan ini untuk …
         [Lanjut]

Rahmat | [Lanjut]
@ untold : Rahmat membaca pemberitahuan.
Rahmat | [Lanjut] → [Lanjut]
== Selesai
""") == [
        Chapter(
            "Undangan pertama",
            [
                Command(
                    ["talenta", "invite", "--name", "Rahmat Hidayat"], ["Undangan untuk Rahmat Hidayat …"]
                ),
                Direction("joins", ["Rahmat", "+6281200000001"], "Rahmat memasang Telegram."),
                Talk("Rahmat | /start {undangan}\nbot    | Undangan ini untuk …\n         [Lanjut]"),
                Talk("Rahmat | [Lanjut]"),
                Talk("Rahmat | [Lanjut] → [Lanjut]", "Rahmat membaca pemberitahuan."),
            ],
        ),
        Chapter("Selesai", []),
    ]


@pytest.mark.parametrize(
    "text", ["$ talenta run", "== Satu\n> tanpa perintah", "== Satu\n@ joins Budi\n> kata"]
)
def test_a_line_that_means_nothing_is_refused(text: str):
    with pytest.raises(NotAPlay):
        read(text)


def test_talk_before_the_first_chapter_is_refused():
    with pytest.raises(NotAPlay):
        read("Budi | /mulai")


def test_the_play_that_is_shipped_can_be_read_to_its_end():
    chapters = playbook()
    assert [chapter.title[0] for chapter in chapters[:2]] == ["1", "2"]
    for script in scripts(chapters):
        assert parse(script)
