# Every place that author text can end up in, against hostile texts and against anything at all.

import re
import unicodedata
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from factsheets.escape import (
    diag,
    index_text,
    is_address,
    prose,
    theme_text,
    workflow_data,
    workflow_property,
)

fuzz = settings(deadline=None, derandomize=True, max_examples=500)

ELEMENTS = {"p", "ul", "ol", "li", "em", "strong", "code", "pre", "blockquote", "a", "br"}
LINK = re.compile(r"(https?://|mailto:)\S+").fullmatch
#: What a browser takes for the scheme of an address, whatever stands in between.
SCHEME = re.compile(r"[\x00-\x20]*([a-zA-Z](?:[\t\n\r]*[a-zA-Z0-9+.-])*)[\t\n\r]*:").match


def elements(markup: str) -> list[Element]:
    """The elements that a browser makes of a piece of HTML, found by html5lib."""
    root = html5lib.parseFragment(markup, treebuilder="etree", namespaceHTMLElements=False)
    return [element for element in root.iter() if element is not root]


def text_of(markup: str) -> str:
    root = html5lib.parseFragment(markup, treebuilder="etree", namespaceHTMLElements=False)
    return "".join(root.itertext()).strip()


def check(markup: Markup) -> None:
    """What holds of every prose: elements, attributes, addresses, and no blank line."""
    for element in elements(markup):
        assert isinstance(element.tag, str)  # a comment's is a function
        assert element.tag in ELEMENTS
        assert set(element.attrib) <= ({"href", "rel"} if element.tag == "a" else set())
        if element.tag == "a":
            assert element.attrib["rel"] == "noopener nofollow"
            scheme = SCHEME(element.attrib.get("href", ""))
            assert scheme is None or scheme.group(1).lower() in {"http", "https", "mailto"}
    assert "\r" not in markup
    assert re.search(r"\n[^\S\n]*\n", f"\n{markup}\n" if markup else "") is None


HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.y/z.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\n>alert(1)\n\n</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<body onload=alert(1)>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=//x.y>",
    "<meta http-equiv=refresh content='0;url=//x.y'>",
    "<base href=//x.y>",
    "<form action=//x.y><input name=q><button>go</button></form>",
    "<details open ontoggle=alert(1)>x</details>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a name=__config id=__config>{}</a>",
    "<div id=__config class=md-header>{}</div>",
    "<p style='position:fixed'>x</p>",
    "<table><tr><td>x</td></tr></table>",
    "<h1 id=__config>x</h1>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<plaintext>",
    "<textarea></p><script>alert(1)</script>",
    "<!-- comment --> text <!-- open",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<!DOCTYPE html>",
    "</p></div></body></html><script>alert(1)</script>",
    "<b><i>unclosed",
    "text <em>unclosed **strong `code",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script\\>alert(1)\\</script\\>",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '```js" onmouseover="alert(1)\nx\n```',
    "    <script>alert(1)</script>",
    "> <script>\n> alert(1)\n> </script>",
    "- <img src=x onerror=alert(1)>\n\n\n- x",
    "# __config",
    "# x {#__config}",
    "# x {: #__config .md-header onclick=alert(1) }",
    "__config\n========",
    "x\n---",
    "---",
    "***",
    "text {: #__config .md-header }",
    "- item {: #__config }",
    "[x](http://a.b){: #__config onclick=alert(1) }",
    "`code`{: #__config }",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x]: http://a.b\n\n[x] [y][x] [x][]",
    "![x](http://a.b/pixel.png)",
    "![x](javascript:alert(1))",
    "![x][y]\n\n[y]: http://a.b/pixel.png",
    "[![x](http://a.b/pixel.png)](http://a.b)",
    '[x](http://a.b "title" onclick=alert(1))',
    '[x](http://a.b?"onmouseover="alert(1))',
    '[x](<http://a.b/"><script>alert(1)</script>)',
    "[<script>alert(1)</script>](http://a.b)",
    "[a [b](javascript:alert(1)) c](http://a.b)",
    "> > > - > [x](javascript:alert(1))\n> > > > > `y",
    ">" * 200 + " x",
    "[" * 200 + "x" + "](javascript:alert(1))" * 200,
    "*" * 300 + "x",
    "&NewLine;&NewLine;# x {: #__config }",
    "&#10;&#10;# x {: #__config }",
    "&#13;&#13;# x {: #__config }",
    "a&#12;&#12;# x",
    "```\na\n\n\n# x\n```",
    "\x02wzxhzdk:0\x03",
    "{{ config }} {% raw %} ${x} $(x)",
    '--8<-- "/etc/passwd"',
    "::: factsheets.escape",
    "!!! note\n\n    x",
    "[TOC]",
    "[[x]] ^[x] [^1]\n\n[^1]: x",
]  # fmt: skip
BAD_LINKS = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "javascript&colon;alert(1)",
    "javascript&#58;alert(1)", "javascript&#x3A;alert(1)", "&#106;avascript:alert(1)", "java&#10;script:alert(1)",
    "java&Tab;script:alert(1)", "java&NewLine;script:alert(1)", "&#1;javascript:alert(1)", "\\javascript:alert(1)",
    "javascript\\:alert(1)", "javascript:alert&lpar;1&rpar;", "<javascript:alert(1)>", "<java\tscript:alert(1)>",
    "\u00a0javascript:alert(1)", "vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=", "data:image/png;base64,iVBORw0KGgo=", "data:image/svg+xml,<svg>",
    "file:///etc/passwd", "FILE:/etc/passwd", "blob:x", "filesystem:x", "view-source:http://a.b", "jar:http://a.b!/",
    "ftp://a.b", "tel:112", "sms:112", "ws://a.b", "intent://a.b", "about:blank", "x:y", "javascript:http://a.b",
    "feed:javascript:alert(1)", "mailto\u200b:a@b", "http\u200b:alert(1)",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_prose(text: str) -> None:
    markup = prose(text)
    check(markup)
    for element in elements(markup):
        assert LINK(element.attrib.get("href", "http://none"))


@pytest.mark.parametrize("address", BAD_LINKS)
@pytest.mark.parametrize(
    "form",
    ["[x]({})", "[x](<{}>)", "<{}>", "[x][y]\n\n[y]: {}", "![x]({})", '<a href="{}">x</a>', "[*x*]({})"],
)  # fmt: skip
def test_bad_link(form: str, address: str) -> None:
    markup = prose(form.format(address))
    check(markup)
    for element in elements(markup):
        if element.tag == "a" and "href" in element.attrib:
            assert SCHEME(element.attrib["href"]) is None


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("[x](https://a.b/c?d=e#f)", "https://a.b/c?d=e#f"),
        ("[x](http://a.b)", "http://a.b"),
        ("[x](HTTPS://a.b)", "HTTPS://a.b"),
        ("[x](mailto:a@b.c)", "mailto:a@b.c"),
        ("<https://a.b>", "https://a.b"),
        ("<a@b.c>", "mailto:a@b.c"),
        ("[x](<https://a.b/c d>)", "https://a.b/c%20d"),
        ("[x](https://a.b?c=d&e=f)", "https://a.b?c=d&e=f"),
        ("[x](https://a.b/\u00e9)", "https://a.b/%C3%A9"),
    ],
)
def test_good_link(text: str, href: str) -> None:
    (link,) = [element for element in elements(prose(text)) if element.tag == "a"]
    assert link.attrib == {"href": href, "rel": "noopener nofollow"}


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("", ""),
        ("plain", "<p>plain</p>"),
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("a\n\n\n\nb", "<p>a</p>\n<p>b</p>"),
        ("```\na\n\nb\n```", "<pre><code>a&#10;\nb\n</code></pre>"),
        ("    a", "<pre><code>a\n</code></pre>"),
        ("# a", "<p># a</p>"),
        ("a\n===", "<p>a\n===</p>"),
        ("***", "<p>***</p>"),
        ("![x](https://a.b)", '<p>!<a href="https://a.b" rel="noopener nofollow">x</a></p>'),
        ("[x]\n\n[x]: https://a.b", "<p>[x]</p>\n<p>[x]: https://a.b</p>"),
        ("[x](https://a.b)", '<p><a href="https://a.b" rel="noopener nofollow">x</a></p>'),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("```js\nx\n```", "<pre><code>x\n</code></pre>"),
    ],
)
def test_prose(text: str, markup: str) -> None:
    assert str(prose(text)) == markup


def test_blank_lines_in_code_stay() -> None:
    (code,) = [element for element in elements(prose("```\na\n\n\n  \nb\n```")) if element.tag == "code"]
    assert code.text == "a\n\n\n  \nb\n"


@pytest.mark.parametrize(
    "text",
    ["a < b", "a > b", "a<b>c", "x <y> z", "p < 0.05", "p<0.05 & q>1", "[MASK]", "[CLS] a [SEP]", "C:\\models",
     "C:\\new\\table", "snake_case_name", "2 * 3 * 4", "5 %", "a & b", "AT&T", "&c", "\"quoted\" 'text'", "f(x) = {y}",
     "<unk>", "<s> and </s>", "<|endoftext|>", "<https: //a.b", "50 \u00b5J \u2212 caf\u00e9 \u4e2d\u6587 \U0001f600", "#1", "a: b",
     "{: #x }", "::notice::", "$5 and $6", "~3 ms", "[x] done", "{{ x }}", "!x", "a | b"],
)  # fmt: skip
def test_harmless_text_survives(text: str) -> None:
    assert text_of(prose(text)) == text


@fuzz
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_prose(text: str) -> None:
    check(prose(text))


PIECES = [
    "<", ">", "</", "<a href=", "<script>", "</script>", "<img src=x onerror=", "javascript:", "data:", "http://a.b", "mailto:",
    "[", "]", "(", ")", "[x](", "![", "`", "```\n", "\n", "\n\n", " ", "    ", "*", "**", "_", "- ", "1. ", "> ", "# ", "{: #x }",
    "&#10;", "&#13;", "&#x0a;", "&NewLine;", "&Tab;", "&lt;", "&", "\\", "'", '"', "<!--", "-->", "<![CDATA[", "<?", "x", "\t",
    "\u00a0", "\x0c", "\u2028", "\x85", "=", "---",
]  # fmt: skip


@settings(fuzz, max_examples=1500)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
@example("- a\n\n      &#10;\n\n  b")
def test_any_hostile_prose(text: str) -> None:
    check(prose(text))


# ---------------------------------------------------------------------------------------------
# Messages for people

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


# ---------------------------------------------------------------------------------------------
# The search index


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


# ---------------------------------------------------------------------------------------------
# The theme, which strips tags and so undoes escapes


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


# ---------------------------------------------------------------------------------------------
# Addresses


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
