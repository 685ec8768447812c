"""What can be searched: entries as plain texts, and advice where the index is too big."""

import random

from factsheets import search
from factsheets.escape import index_text, plain_text
from factsheets.model import Catalog
from factsheets.pages import Page
from factsheets.publish import planned
from factsheets.search import advice, records
from factsheets.shards import Record
from factsheets.site import Site
from hostile import HARMLESS, STRINGS


def test_entries_become_texts_with_the_title_of_their_page() -> None:
    entries = [
        {"location": "reading/", "title": "How to read", "text": "<p>As <em>typed</em>: p &lt; 0.05</p>"},
        {"location": "reading/#a", "title": "A &amp; B", "text": "<p>one</p> <p>two</p>"},
        {"location": "alone/#x", "title": "Alone", "text": ""},
    ]
    assert [
        Record("reading/", "How to read", "How to read", "As typed: p < 0.05"),
        Record("reading/#a", "A & B", "How to read", "one two"),
        Record("alone/#x", "Alone", "Alone", ""),
    ] == list(records(entries))


def test_texts_come_back_from_the_index_as_they_were() -> None:
    for text in (*STRINGS, *HARMLESS):
        assert " ".join(text.split()) == plain_text(
            index_text(text.replace("&", "&amp;").replace("<", "&lt;"))
        )


def test_a_full_sheet_has_an_entry_for_each_section_and_a_role_page_none(loaded: Catalog) -> None:
    plans = {plan.url: plan for plan in planned(Site(loaded)) if plan.exists()}
    assert ["side-by-side/", *(url for url in plans if "/for/" in url)] == [
        url for url in plans if not plans[url].searchable
    ]
    page: Page = plans["models/bert-base-t4/"].make()
    wanted = [page.url, *(f"{page.url}#{section.id}" for section in page.sections)]
    assert wanted == [entry["location"] for entry in page.search_entries()]


def test_a_small_index_needs_no_advice() -> None:
    assert "" == advice([b"x" * search.LIMIT])
    assert "" == advice([b"x" * search.LIMIT] * 3)  # which compresses to almost nothing


def test_a_big_index_is_named_with_what_to_do() -> None:
    dice = random.Random(1)  # noqa: S311 - text that can be repeated
    pieces = [
        "".join(dice.choices("abcdefghijklmnop", k=1000)).encode() for _ in range(1000)
    ]  # half a byte each
    assert "" == advice(pieces[:700])
    said = advice(pieces)
    assert "more than 400 kB compressed" in said
    assert "`search: pagefind`" in said
    assert "pip install 'factsheets[pagefind]'" in said
    assert "\n" not in said
