"""Rows 6, 17, 20: the escapes sign by sign, where the tests of whole pages would not tell one sign from the next."""

import pytest

from factsheets.escape import csv_text, diag, index_text, latex_text, markdown_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a<details>b</details>c", "a c"),
        ("<details>b</details>", ""),
        ("a<details open>b</details>c<form x>d</form>e<svg>f</svg>g", "a c e g"),
        ("a<form><svg>b</svg>c</form>d", "a d"),
        ("<form><svg>b</svg></form>", ""),
        ("a<details>b", "a b"),
        ("a<detailsx>b</details>c", "a b c"),
        ("a<details><details>b</details>c", "a c"),
        ("<svg>a</svg><svg>b</svg>c", "c"),
    ],
)
def test_what_is_folded_stays_out_of_the_index(markup: str, text: str) -> None:
    assert text == index_text(markup)


@pytest.mark.parametrize(
    ("text", "cell"),
    [("-1", "-1"), ("-1.5e-3", "-1.5e-3"), ("=1", "'=1"), ("-", "'-"), ("-1-1", "'-1-1"), ("+1", "'+1"), ("@a", "'@a"), ("\uff1d1", "'\uff1d1"),
     ("1", "1"), ("a=1", "a=1"), ("", "")],
)  # fmt: skip
def test_a_cell_is_no_formula_and_a_number_stays_one(text: str, cell: str) -> None:
    assert cell == csv_text(text)


def test_bibtex_and_markdown_escape_every_sign() -> None:
    assert r"\$\&\#\_\%" == latex_text("$&#_%")
    assert (
        r"\textbraceleft{}\textbraceright{}\textbackslash{}\textasciitilde{}\textasciicircum{}"
        == latex_text("{}\\~^")
    )
    assert "a b" == latex_text("a\n b") == markdown_text("a\n b")
    assert "".join(f"\\{c}" for c in "\\`*_{}[]<>#|~&!$") == markdown_text("\\`*_{}[]<>#|~&!$")


@pytest.mark.parametrize(
    ("text", "shown"),
    [("\x1b", "\\x1b"), ("\x9f", "\\x9f"), ("\u202e", "\\u202e"), ("\U000e0041", "\\U000e0041"), ("\uffff", "\\uffff"), ("::a::", "\\:\\:a::"),
     (" ::a", " \\:\\:a"), ("a::b", "a::b"), ("##[a]##[b]", "#\\#[a]#\\#[b]")],
)  # fmt: skip
def test_a_message_shows_what_is_hidden(text: str, shown: str) -> None:
    assert shown == diag(text)


def test_a_message_is_cut_to_its_length() -> None:
    assert "x" * 120 == diag("x" * 120)
    assert "x" * 119 + "…" == diag("x" * 121)
