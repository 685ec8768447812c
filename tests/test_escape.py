"""Prose: Markdown without HTML, sanitised."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from escaping import PIECES, elements, fuzz, text_of
from factsheets.prose import prose

ELEMENTS = {"p", "ul", "ol", "li", "em", "strong", "code", "pre", "blockquote", "a", "br"}


LINK = re.compile(r"(https?://|mailto:)\S+").fullmatch


#: What a browser takes for the scheme of an address, whatever stands in between.
SCHEME = re.compile(r"[\x00-\x20]*([a-zA-Z](?:[\t\n\r]*[a-zA-Z0-9+.-])*)[\t\n\r]*:").match


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


@settings(fuzz, max_examples=1500)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
@example("- a\n\n      &#10;\n\n  b")
def test_any_hostile_prose(text: str) -> None:
    check(prose(text))


@pytest.mark.parametrize(
    "address", ["https:x", "https:/x", "https://a@b", "mailto:", "http://", "x", "//x.y", "HTTPS:x"]
)
def test_an_address_that_does_not_say_where_it_leads_is_no_link(address: str) -> None:
    assert "href" not in prose(f"[x](<{address}>)")


@pytest.mark.parametrize("address", ["https://a.b", "HTTP://a.b/c?d#e", "mailto:a@b.c"])
def test_other_addresses_stay(address: str) -> None:
    assert f'<a href="{address}" rel="noopener nofollow">x</a>' in prose(f"[x]({address})")


def test_text_stays_as_it_was_written() -> None:
    """No address becomes a link by itself, no sign another, and markup is text."""
    text = 'https://a.b (c) "x" -- ... <b>y</b>'
    assert f"<p>{text.replace('<', '&lt;').replace('>', '&gt;')}</p>" == prose(text)
