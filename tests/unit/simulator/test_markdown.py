"""Markdown as other bots write it, in both of Telegram's dialects."""

import pytest

from bot.simulator.markdown import LEGACY, V2, from_markdown
from bot.simulator.refusals import ApiRefusal


def entities(source: str, dialect=V2) -> list[tuple]:
    return [(one["type"], one["offset"], one["length"]) for one in from_markdown(source, dialect).entities]


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("*Nilai* 😀 ||3\\,5||", "Nilai 😀 3,5", [("bold", 0, 5), ("spoiler", 9, 3)]),
        ("__a__ _b_ ~c~", "a b c", [("underline", 0, 1), ("italic", 2, 1), ("strikethrough", 4, 1)]),
        ("*a _b_ c*", "a b c", [("bold", 0, 5), ("italic", 2, 1)]),
        ("`a*b\\`c`", "a*b`c", [("code", 0, 5)]),
        ("```\na_b```", "a_b", [("pre", 0, 3)]),
        (">satu\n>dua\ntiga", "satu\ndua\ntiga", [("blockquote", 0, 8)]),
        ("a\n>b", "a\nb", [("blockquote", 2, 1)]),
        ("1\\. satu\\!", "1. satu!", []),
        ("[kata] biasa", "kata biasa", []),
    ],
)
def test_version_2(source, text, found):
    assert from_markdown(source, V2).text == text
    assert entities(source) == found


def test_links_and_languages_carry_more():
    (link,) = from_markdown("[di *sini*](https://x.id/a\\)", V2).entities[:1]
    assert (link["type"], link["url"], link["length"]) == ("text_link", "https://x.id/a", 7)
    (block,) = from_markdown("```python\nx = 1```", V2).entities
    assert (block["language"], block["length"]) == ("python", 5)


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("*a* _b_ `c` (1.5)!", "a b c (1.5)!", [("bold", 0, 1), ("italic", 2, 1), ("code", 4, 1)]),
        ("*a_b*", "a_b", [("bold", 0, 3)]),
        ("a\\_b \\x", "a_b \\x", []),
        ("[kata](https://x.id)", "kata", [("text_link", 0, 4)]),
    ],
)
def test_the_old_dialect_nests_nothing_and_reserves_nothing(source, text, found):
    assert from_markdown(source, LEGACY).text == text
    assert entities(source, LEGACY) == found


@pytest.mark.parametrize(
    ("dialect", "source", "words"),
    [
        (V2, "versi 1.0", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        (V2, "é *x", "Can't find end of Bold entity at byte offset 3"),
        (V2, "`x", "Can't find end of Code entity at byte offset 0"),
        (V2, "[x](https", "Can't find end of a URL at byte offset 4"),
        (V2, "[x", "Can't find end of TextUrl entity at byte offset 0"),
        (LEGACY, "é _x", "Can't find end of the entity starting at byte offset 3"),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(dialect, source, words):
    with pytest.raises(ApiRefusal) as refused:
        from_markdown(source, dialect)
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


async def test_a_bot_may_write_either(call, budi):
    await budi.says("/start")
    for mode in ("MarkdownV2", "Markdown"):
        sent = await call("sendMessage", chat_id=budi.id, text="*Halo*", parse_mode=mode)
        assert (sent["result"]["text"], sent["result"]["entities"][0]["type"]) == ("Halo", "bold")
