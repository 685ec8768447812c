"""Rows 1 to 8, 11, 12, 19 to 21, 35, 36 (G3): hostile text in every kind of field, and nothing comes of it anywhere."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from judging import judge
from payloads import STRINGS
from planted import Texts, plant
from scanning import alive, in_file, in_index, parsed, shape

from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.publish import pages, planned
from factsheets.site import Site

ADDRESS = "https://example.org/f/"
#: Sheets in a catalog; and in the long form, strings in a field and catalogs: each kind of field has each string once.
SHEETS, TOGETHER = 3, 8
LONG = -(-len(STRINGS) // (SHEETS * TOGETHER)) + 8


def site_of(root: Path, texts: Texts) -> Site:
    plant(root, texts, SHEETS, set())
    catalog = load(project_at(root))
    assert [] == [f"{f.where.path}:{f.where.line} {f.message}" for f in catalog.findings]
    return Site(catalog, address=ADDRESS, root=root)


@cache
def known(root: Path) -> set[tuple[str, str]]:
    """What pages are made of when nothing in them is hostile."""
    site = site_of(root, Texts(("some harmless words", "other ones", "a third text"), 1, 0))
    return set().union(*(shape(parsed(page.html)) for page in pages(site)))


def check(site: Site, harmless: set[tuple[str, str]]) -> int:
    """Look at all that a site is made of; how many times hostile text is in its pages."""
    count = 0
    for page in pages(site):
        assert [] == list(alive(parsed(page.html), harmless)), page.url
        assert [] == list(in_index(page.search_entries())), page.url
        count += page.html.count("pwned()")
    for plan in planned(site):
        for file in plan.files if plan.exists() else ():
            if not file.url.endswith(".yaml"):
                assert [] == list(in_file(file.url, file.make())), file.url
    return count


def test_hostile_text_in_every_field_stays_text(tmp_path: Path, long: bool) -> None:
    harmless = known(tmp_path / "harmless")
    placed = Counter[str]()
    runs = (
        [(TOGETHER, n * SHEETS * (TOGETHER - 2)) for n in range(LONG)] if long else [(1, 0), (TOGETHER, 300)]
    )
    for number, (together, start) in enumerate(runs):
        texts = Texts(STRINGS, together, start)
        assert check(site_of(tmp_path / str(number), texts), harmless) > 300
        placed += texts.placed
    assert len(placed) >= 35
    assert placed.total() >= 1_200
    if long:
        assert placed.total() >= 7_400


def test_there_are_many_strings() -> None:
    assert len(STRINGS) >= 600


def test_each_string_can_stand_in_a_sheet() -> None:
    """They are hostile to what reads sheets' text, not to the guard: it lets them through."""
    import json

    from judging import VALID

    for string in STRINGS:
        data = VALID.decode().replace(
            "Alpha on an analog chip", json.dumps(f"A {string}", ensure_ascii=False)
        )
        assert [] == judge().errors(data.encode()), string


@pytest.mark.parametrize(
    "markup",
    [
        "<p>a</p><script>pwned()</script>",
        "<p onclick=x>a</p>",
        "<a href='javascript:x'>a</a>",
        "<a href='&#106;avascript:x'>a</a>",
        "<a href='//evil.invalid'>a</a>",
        "<a href=' java\nscript:x'>a</a>",
        "<p id=__config>a</p>",
        "<a name=attributes>a</a>",
        "<img src='https://evil.invalid/x.png'>",
        "<table><tr><td>a<td>b<tr><td>c</table>",
        "<p style='x'>a</p>",
    ],
)
def test_a_page_that_is_alive_would_be_found(markup: str) -> None:
    assert [] != list(alive(parsed(markup), shape(parsed("<table><tr><td>a</table><img src=x alt=y>"))))


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("a.csv", "a,b\r\nc\r\n"),
        ("a.csv", "=1+1,b\r\n"),
        ("a.bib", "@misc{a, title = {b}}, c = {d}\n"),
        ("a.md", "# a\n\n<script>x</script>\n"),
        ("a.xml", "<rss><script/></rss>"),
    ],
)
def test_a_file_that_is_broken_would_be_found(url: str, text: str) -> None:
    assert [] != list(in_file(url, text.encode()))


def test_an_entry_of_the_index_that_is_alive_would_be_found() -> None:
    assert [] != list(in_index([{"title": "a", "text": "<img src=x>"}]))
