"""Files about the whole catalog, and what pages say of themselves in their head."""

import json
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest
from msgspec.structs import replace

import hostile
from factsheets.feed import NEWEST, catalog_json, feed, news, robots, site_files, sitemap
from factsheets.heads import head, linked_data, with_head
from factsheets.model import Catalog, Sheet
from factsheets.publish import pages
from factsheets.sheet_files import FORMS
from factsheets.site import Site

ADDRESS = "https://example.org/f/"


def named(sheet: Sheet, text: str, **header: object) -> Sheet:
    return replace(sheet, name=text, header={**sheet.header, **header})


def with_sheet(catalog: Catalog, text: str, **header: object) -> Site:
    key = "bert-base-t4"
    sheets = {**catalog.sheets, key: named(catalog.sheets[key], text, **header)}
    return Site(replace(catalog, sheets=sheets), text, text, address=ADDRESS)


def test_the_feed_is_rss_with_whole_addresses(loaded: Catalog) -> None:
    site = Site(loaded, address=ADDRESS)
    channel = ET.fromstring(feed(site)).find("channel")  # noqa: S314 - our own
    assert channel is not None
    items = channel.findall("item")
    assert 0 < len(items) <= NEWEST
    assert {"title", "link", "description"} <= {child.tag for child in channel}
    keys = [item.findtext("guid") for item in items]
    assert len(keys) == len(set(keys))
    dates = [parsedate_to_datetime(item.findtext("pubDate", "")) for item in items]
    assert sorted(dates, reverse=True) == dates
    for item in items:
        assert item.findtext("link", "").startswith(f"{ADDRESS}models/")
    assert feed(site) == feed(Site(loaded, address=ADDRESS))


def test_changes_are_news_on_their_day(loaded: Catalog) -> None:
    changes = [{"date": "2031-02-03", "what": "A."}, {"date": "2031-02-01", "what": "B."}]
    site = with_sheet(loaded, "T4", date="2031-02-03", version="2", changes=changes)
    first, second, *_ = news(site)
    assert ("T4, version 2", "A.", "Mon, 03 Feb 2031 00:00:00 +0000") == (first.title, first.what, first.date)
    assert ("T4, changed", "B.", "2031-02-01") == (second.title, second.what, second.day)


def test_without_an_address_there_is_the_catalog_alone(loaded: Catalog) -> None:
    assert ["catalog.json"] == [file.url for file in site_files(Site(loaded))]
    found = ["catalog.json", "feed.xml", "robots.txt"]
    assert found == [file.url for file in site_files(Site(loaded, address=ADDRESS))]
    assert f"Sitemap: {ADDRESS}sitemap-sheets.xml" in robots(Site(loaded, address=ADDRESS))


def test_the_catalog_lists_all_sheets(loaded: Catalog) -> None:
    data = json.loads(catalog_json(Site(loaded, address=ADDRESS)))
    assert list(loaded.sheets) == [sheet["id"] for sheet in data["sheets"]]
    one = next(sheet for sheet in data["sheets"] if sheet["id"] == "bert-base-t4")
    assert "nvidia-t4" == one["hardware"]
    assert f"{ADDRESS}models/bert-base-t4/bert-base-t4.json" == one["json"]
    relative = json.loads(catalog_json(Site(loaded)))["sheets"][0]["json"]
    assert relative.startswith("models/")


def test_the_sitemap_has_the_dates_of_sheets(loaded: Catalog) -> None:
    site = Site(loaded, address=ADDRESS)
    tree = ET.fromstring(sitemap(site, [ADDRESS, f"{ADDRESS}models/bert-base-t4/"]))  # noqa: S314 - our own
    texts = [[child.text for child in url] for url in tree]
    date = loaded.sheets["bert-base-t4"].header["date"]
    assert [[ADDRESS], [f"{ADDRESS}models/bert-base-t4/", date]] == texts


# --- heads ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", hostile.STRINGS)
def test_hostile_text_stays_text_in_feed_and_head(loaded: Catalog, text: str) -> None:
    site = with_sheet(loaded, text, date="2031-01-01", licence=text, producers={"a": {"name": text}})
    channel = ET.fromstring(feed(site)).find("channel")  # noqa: S314 - our own
    assert channel is not None
    assert text == channel.findtext("title")
    assert f"{text}, version 1.0" == channel.findtext("item/title")
    data = linked_data(site, site.catalog.sheets["bert-base-t4"])
    made = (
        f"<!doctype html><html><head>{head(site, text, text, ADDRESS, data=data)}</head><body></body></html>"
    )
    tree = html5lib.parse(made, treebuilder="etree", namespaceHTMLElements=False)
    (found,) = tree.findall("head")
    assert {"meta", "link", "script"} == {element.tag for element in found}
    assert [] == tree.findall("body/*")
    (script,) = found.findall("script")
    assert data == json.loads(script.text or "")
    assert text == json.loads(script.text or "")["about"]["license"]
    assert [text] == [e.attrib["content"] for e in found.findall("meta[@property='og:title']")]


def test_linked_data_stands_on_full_sheets_only(loaded: Catalog) -> None:
    site = Site(loaded, address=ADDRESS)
    made = {page.url: with_head(site, page).head for page in pages(site)}
    full = {f"models/{key}/" for key in loaded.sheets}
    assert full == {url for url, text in made.items() if "application/ld+json" in text}
    role = made["models/bert-base-t4/for/data-scientist/"]
    assert f'<meta property="og:url" content="{ADDRESS}models/bert-base-t4/">' in role
    data = linked_data(site, loaded.sheets["bert-base-t4"])
    assert ("TechArticle", len(FORMS)) == (data["@type"], len(data["encoding"]))


def test_without_an_address_a_head_has_none(loaded: Catalog) -> None:
    site = Site(loaded)
    made = head(site, "T", "D", "", data=linked_data(site, loaded.sheets["bert-base-t4"]))
    assert "og:title" in made
    assert [] == [word for word in ("og:url", "og:image", "rss", "contentUrl") if word in made]


def test_the_card_is_a_small_picture() -> None:
    from factsheets.resources import ASSETS

    data = Path(ASSETS / "card.png").read_bytes()
    assert data.startswith(b"\x89PNG")
    assert (1200, 630) == (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))
    assert len(data) < 30_000
