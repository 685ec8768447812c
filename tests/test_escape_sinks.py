"""Terminal, workflow commands, theme and search index."""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from escaping import PIECES, elements, fuzz, text_of
from factsheets.escape import (
    comment_block,
    comment_code,
    comment_text,
    diag,
    index_text,
    is_address,
    link_path,
    theme_text,
    workflow_data,
    workflow_property,
)
from factsheets.prose import prose

BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


BREAKS = set("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


messages = st.text(st.characters(exclude_categories=()), max_size=200) | st.lists(
    st.sampled_from(["##[", "#", "[", "::", ":", " ", "\n", "\r", "\x1b[2J", "\u202e", "%0A", "%", ",", "error", "\u200b", "\t"]),
    max_size=30,
).map("".join)  # fmt: skip


@fuzz
@given(messages, st.integers(1, 150))
def test_any_diag(text: str, limit: int) -> None:
    shown = diag(text, limit)
    assert len(shown) <= limit
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} or c in BIDI | BREAKS]
    assert len(shown.splitlines()) <= 1
    assert "##[" not in shown
    assert not shown.lstrip().startswith("::")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, caf\u00e9 \u4e2d\u6587 \U0001f600", "plain text, caf\u00e9 \u4e2d\u6587 \U0001f600"),
        ("", ""),
        ("a\nb\r\tc", "a\\x0ab\\x0d\\x09c"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x00\x7f\x9b", "\\x00\\x7f\\x9b"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u200bb\ufeff", "a\\u200bb\\ufeff"),
        ("\U000e0041", "\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("##[error]x", "#\\#[error]x"),
        ("a ##[group]b ##[endgroup]", "a #\\#[group]b #\\#[endgroup]"),
        ("###[x]", "##\\#[x]"),
        ("::error::x", "\\:\\:error::x"),
        ("  ::error::x", "  \\:\\:error::x"),
        ("a ::error::x", "a ::error::x"),
        ("std::vector", "std::vector"),
    ],
)
def test_diag(text: str, shown: str) -> None:
    assert diag(text) == shown


@pytest.mark.parametrize(
    "character", sorted(BIDI | BREAKS | set("\x00\x1b\x7f\x9b\u200b\u2060\ufeff\U000e0041")), ids=ascii
)
def test_diag_shows_the_number_of_a_hidden_character(character: str) -> None:
    shown = diag(f"a{character}b")
    assert shown.isascii()
    assert int(re.sub(r"^a\\[xuU]|b$", "", shown), 16) == ord(character)


def test_diag_is_cut() -> None:
    assert diag("x" * 120) == "x" * 120
    assert diag("x" * 121) == "x" * 119 + "\u2026"
    assert diag("abc", limit=2) == "a\u2026"
    assert diag("\x00" * 100, limit=9) == "\\x00\\x00\u2026"


@fuzz
@given(
    st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Mn"]), max_size=120)
)
def test_diag_keeps_visible_text(text: str) -> None:
    shown = diag(text)
    assert shown.replace("\\", "") == text.replace("\\", "")


@fuzz
@given(messages)
def test_any_workflow_value(text: str) -> None:
    data, value = workflow_data(text), workflow_property(text)
    for shown in (data, value):
        assert len(shown.splitlines()) <= 1
        assert "##[" not in shown
        assert re.sub("%(25|3A|2C)", "", shown).count("%") == 0
        assert unquote(shown) == diag(text, limit=1000)
    assert not set(value) & set(":,")


@pytest.mark.parametrize(
    ("text", "data", "value"),
    [
        ("100 %", "100 %25", "100 %25"),
        ("%0A::error::x", "%250A::error::x", "%250A%3A%3Aerror%3A%3Ax"),
        ("a\r\nb", "a\\x0d\\x0ab", "a\\x0d\\x0ab"),
        ("a,b:c", "a,b:c", "a%2Cb%3Ac"),
        ("::set-output name=x::y", "\\:\\:set-output name=x::y", "\\%3A\\%3Aset-output name=x%3A%3Ay"),
        ("x" * 1001, "x" * 999 + "\u2026", "x" * 999 + "\u2026"),
    ],
)
def test_workflow_values(text: str, data: str, value: str) -> None:
    assert (workflow_data(text), workflow_property(text)) == (data, value)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain", "plain"),
        ("<p>a <em>b</em></p>\n<p>c</p>", "a b c"),
        ("a &lt;script&gt;x&lt;/script&gt;", "a &lt;script&gt;x&lt;/script&gt;"),
        ("a &amp;lt;b&amp;gt;", "a &amp;lt;b&amp;gt;"),
        ("p &lt; 0.05", "p &lt; 0.05"),
        ("&quot;a&quot; &#39;b&#39;", "&quot;a&quot; &#x27;b&#x27;"),
        ("<!-- c -->a", "a"),
        ("<a href='x'>b</a>", "b"),
        ("  a\n\n   b ", "a b"),
        ("", ""),
    ],
)
def test_index_text(markup: str, text: str) -> None:
    assert index_text(markup) == text


@fuzz
@given(st.text(max_size=100) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_index_text_is_only_text(markup: str) -> None:
    text = index_text(markup)
    assert not set(text) & set("<>\"'")
    assert elements(text) == []


@pytest.mark.parametrize("text", ["a < b", "x <y> z", "[MASK] & [SEP]", "\"q\" 's'"])
def test_prose_in_the_index(text: str) -> None:
    assert text_of(index_text(prose(text))) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, caf\u00e9", "plain, caf\u00e9"),
        ("a < b > c", "a \u2039 b \u203a c"),
        ("\"a\" 'b'", "\u201da\u201d \u2019b\u2019"),
        ("a & b", "a &amp; b"),
        ("&lt;script&gt;", "&amp;lt;script&amp;gt;"),
        ("<script>", "\u2039script\u203a"),
    ],
)
def test_theme_text(text: str, shown: str) -> None:
    assert theme_text(text) == shown


@fuzz
@given(st.text(max_size=100) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_theme_text_opens_nothing(text: str) -> None:
    for shown in (theme_text(text), Markup(theme_text(text)).striptags()):
        assert not set(shown) & set("<>\"'")
        assert elements(f'<p title="{shown}">{shown}</p>')[1:] == []


@pytest.mark.parametrize(
    "text",
    ["https://a.b", "http://a.b/", "https://a.b:8080/c", "https://a.b/c?d=e&f=%20#g", "https://doi.org/10.1/x(1)",
     "https://arxiv.org/abs/2201.00001", "https://xn--bcher-kva.example/", "http://127.0.0.1/~x/;y=[z]"],
)  # fmt: skip
def test_address(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    ["", "a.b", "//a.b", "https://", "https:///a", "https:a.b", "https:/a.b", "ftp://a.b", "javascript:alert(1)", "mailto:a@b.c",
     "javascript:https://a.b", " https://a.b", "https://a.b ", "https://a.b\n", "https://a.b/c d", "https://a.b/\nc",
     'https://a.b/"x', "https://a.b/<x>", "https://user@a.b/", "https://user:pass@a.b/", "https://a.b\\c", "https://a.b:x/",
     "https://\u0430.b/", "https://a.b/\u00e9", "https://a.b/\u202e", "see https://a.b", "https://a.b, https://c.d"],
)  # fmt: skip
def test_no_address(text: str) -> None:
    assert not is_address(text)


@fuzz
@given(
    st.lists(
        st.sampled_from([*PIECES, "https://", "a.b", "/", ":", "@", "?", "%", "\u00e9"]), max_size=8
    ).map("".join)
)
@example("https://a.b/c")
def test_any_address_is_safe_in_an_attribute(text: str) -> None:
    if is_address(text):
        assert re.fullmatch(r"https?://[^\s\"<>]+", text)
        assert urlsplit(text).username is None
        (link,) = elements(f'<a href="{text}">x</a>')
        assert list(link.attrib) == ["href"]
        assert link.text == "x"
    else:
        assert not re.fullmatch(r"https?://[a-z]+\.[a-z]+/?", text)


@pytest.mark.parametrize("text", ["@user", "#12", "GH-12", "https://a.b", "www.a.b", ":smile:", "mailto:x:"])
def test_nobody_is_called_by_a_text_in_a_comment(text: str) -> None:
    assert "\u2060" in comment_text(text)
    assert text == re.sub(r"\\(?=[^\w\s])|\u2060", "", comment_text(text))


def test_a_text_in_a_comment_is_one_short_line_without_markdown() -> None:
    assert r"a \*b\* \<c\> \u202e" == comment_text("a\n *b*  <c> \u202e").replace(r"\\", "\\")
    assert "x" * 400 == comment_text("x" * 400)
    assert "x" * 399 + "…" == comment_text("x" * 401)
    assert "xx…" == comment_text("xxxx", 3)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x", "`x`"),
        ("a\n b", "`a b`"),
        ("a`b", "``a`b``"),
        ("`a", "`` `a ``"),
        ("a``", "``` a`` ```"),
        ("", "``"),
    ],
)
def test_code_in_a_comment_has_a_fence_that_it_does_not_hold(text: str, code: str) -> None:
    assert code == comment_code(text)


@pytest.mark.parametrize(
    ("lines", "fence"),
    [([], "```"), (["x"], "```"), (["``"], "```"), (["```", "x"], "````"), (["`````"], "``````")],
)
def test_a_block_in_a_comment_has_a_fence_that_it_does_not_hold(lines: list[str], fence: str) -> None:
    assert [fence, *lines, fence] == comment_block(lines)


def test_a_block_in_a_comment_hides_nothing() -> None:
    assert ["```", r"a \u202e", "```"] == comment_block(["a\n\u202e"])


def test_a_path_ends_no_link() -> None:
    assert "a%20b/%28c%29%23%3F.md" == link_path("a b/(c)#?.md")
    assert "%FF" == link_path("\udcff")


def test_what_is_folded_and_never_closed_stays_in_the_index() -> None:
    assert "a b" == index_text("a <details>b")
    assert "a c" == index_text("a <details>b</details> c")
    assert "a c" == index_text("a <nav>links</nav> c")
