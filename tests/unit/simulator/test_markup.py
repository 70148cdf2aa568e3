import pytest

from bot.simulator.markup import from_html, plain, units
from bot.simulator.refusals import ApiRefusal


def kinds(source: str) -> list[tuple[str, int, int]]:
    return [(one["type"], one["offset"], one["length"]) for one in from_html(source).entities]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<b>x</b>", "bold"), ("<strong>x</strong>", "bold"), ("<I>x</i>", "italic"), ("<em>x</em>", "italic"),
        ("<u>x</u>", "underline"), ("<ins>x</ins>", "underline"), ("<s>x</s>", "strikethrough"),
        ("<strike>x</strike>", "strikethrough"), ("<del>x</>", "strikethrough"), ("<code>x</code>", "code"),
        ("<pre>x</pre>", "pre"), ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ("<span class='tg-spoiler'>x</span>", "spoiler"), ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ('<a href="https://x.id/?a=1&amp;b=2">x</a>', "text_link"), ("<tg-emoji emoji-id=5>x</tg-emoji>", "custom_emoji"),
    ],
)  # fmt: skip
def test_every_tag_makes_its_entity(source, kind):
    assert kinds(source) == [(kind, 0, 1)]


def test_details_of_links_code_and_emoji():
    assert (
        from_html('<a href="https://x.id/?a=1&amp;b=2">x</a>').entities[0]["url"] == "https://x.id/?a=1&b=2"
    )
    pre = from_html('<pre><code class="language-toml">x</code></pre>').entities
    assert pre == ({"type": "pre", "language": "toml", "offset": 0, "length": 1},)
    assert from_html("<a>x</a>").entities == ()


def test_nested_and_neighbouring_entities_are_ordered_outside_first():
    assert kinds("<b>a<i>b</i></b><u>c</u>") == [("bold", 0, 2), ("italic", 1, 1), ("underline", 2, 1)]


def test_character_references_are_read_and_lone_ampersands_stay():
    assert from_html("&lt;b&gt; &amp; &quot;&#33;&#x41; & &copy;").text == '<b> & "!A & &copy;'


def test_text_is_trimmed_and_entities_move_with_it():
    marked = from_html("\n  <b> x </b>  ")
    assert (marked.text, marked.entities) == ("x", ({"type": "bold", "offset": 0, "length": 1},))
    assert from_html("x<b> </b>").entities == ()


def test_emoji_count_twice():
    assert units("😀a") == 3
    assert kinds("😀<b>😀</b>") == [("bold", 2, 2)]


def test_commands_and_addresses_are_found_but_not_inside_code_or_links():
    found = [(one["type"], one["offset"]) for one in plain("/mulai lalu https://x.id.").entities]
    assert found == [("bot_command", 0), ("url", 12)]
    assert plain("12/48 dan a/b").entities == ()
    assert kinds("<code>/mulai</code>") == [("code", 0, 6)]
    assert kinds("<b>/mulai</b>") == [("bold", 0, 6), ("bot_command", 0, 6)]


def test_mentions_hashtags_and_mail_are_found_and_what_stands_in_an_address_is_not():
    text = "😀 @rahmat #talenta2026 admin@cirebon.example https://x.id/@budi/#satu x@y 3#4"
    assert [(one["type"], one["offset"], one["length"]) for one in plain(text).entities] == [
        ("mention", 3, 7),
        ("hashtag", 11, 12),
        ("email", 24, 21),
        ("url", 46, 24),
    ]


def test_no_more_than_a_hundred_entities_are_kept():
    assert len(from_html("<b>x</b> " * 120).entities) == 100


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a < b", "Unclosed start tag at byte offset 2"),
        ("é < b>", 'Unsupported start tag "" at byte offset 3'),
        ("<font>x</font>", 'Unsupported start tag "font" at byte offset 0'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="x>y">x</a', "Unclosed end tag at byte offset 15"),
        ('<a href="x>y"', "Unclosed start tag at byte offset 0"),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(source, words):
    with pytest.raises(ApiRefusal) as refused:
        from_html(source)
    assert refused.value.as_json() == {
        "ok": False,
        "error_code": 400,
        "description": f"Bad Request: can't parse entities: {words}",
    }


def test_parameters_of_a_refusal_are_passed_on():
    later = ApiRefusal(429, "Too Many Requests: retry after 5", {"retry_after": 5})
    assert later.as_json()["parameters"] == {"retry_after": 5}
