from datetime import UTC, datetime
from typing import Any

import pytest

from bot.simulator.journal import Entry
from bot.simulator.notation import write
from bot.simulator.transcript import done, transcript

MONDAY = datetime(2026, 11, 2, 1, 10, tzinfo=UTC)


def entry(method: str, parameters: dict, response: dict | None = None, actor: Any = "bot") -> Entry:
    return Entry(
        0, MONDAY, actor, 5_000_000_001, method, parameters, response or {"ok": True, "result": True}
    )


def sent(**message: Any) -> dict:
    return {"ok": True, "result": {"message_id": 2} | message}


@pytest.mark.parametrize(
    ("call", "line"),
    [
        (
            entry(
                "sendMessage",
                {"disable_notification": "true"},
                sent(
                    text="Budi 😀 nilai 3\n\nTutup",
                    entities=[{"type": "spoiler", "offset": 8, "length": 7}],
                    has_protected_content=True,
                ),
            ),
            "bot  | Budi 😀 ||nilai 3|| // Tutup (senyap, terlindung)",
        ),
        (
            entry("sendPhoto", {}, sent(photo=[], caption="Peta", has_media_spoiler=True)),
            'bot  > gambar "Peta" (spoiler)',
        ),
        (
            entry("sendDocument", {}, sent(document={"file_name": "a.pdf"})),
            "bot  > a.pdf",
        ),
        (
            entry(
                "sendMessage", {"reply_markup": '{"keyboard": [["Kirim nomor saya"]]}'}, sent(text="Nomor?")
            ),
            "bot  | Nomor? (papan) [Kirim nomor saya]",
        ),
        (entry("answerCallbackQuery", {"text": "Sudah.", "show_alert": "true"}), "bot  !! Sudah."),
        (entry("answerCallbackQuery", {"text": "Sudah."}), "bot  ! Sudah."),
    ],
)
def test_a_call_is_told_as_a_person_notices_it(call, line):
    assert [write(one.line) for one in done(call)] == [line]


@pytest.mark.parametrize(
    "call",
    [
        entry("answerCallbackQuery", {}),
        entry("sendChatAction", {"action": "typing"}),
        entry("deleteMessage", {"message_id": 1}),
        entry("sendMessage", {}, {"ok": False, "error_code": 403, "description": "Forbidden"}),
        entry("says", {"text": "x"}, actor="person"),
    ],
)
def test_what_nobody_notices_is_not_told(call):
    assert done(call) == []


def test_what_people_do_is_told_with_their_names():
    acts = [
        entry("says", {"text": "/nilai\n1985"}, actor="person"),
        entry("presses", {"label": "4", "screen": "earlier"}, actor="person"),
        entry("sends_file", {"file_name": "ijazah.png", "photo": True}, actor="person"),
        entry("shares_contact", {"own": False, "phone": "+62811"}, actor="person"),
        entry("blocks", {}, actor="person"),
        entry("deletes_account", {}, actor="person"),
    ]
    assert list(transcript(acts, {5_000_000_001: "Rahmat"})) == [
        "Rahmat | /nilai / 1985",
        "Rahmat | [4] of an earlier message",
        "Rahmat | (foto ijazah.png)",
        "Rahmat | (kontak +62811)",
        "Rahmat | (memblokir bot)",
        "Rahmat | (menghapus akun)",
    ]
