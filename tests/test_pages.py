"""Pages as values: links are relative and recorded, both forms hold the same text."""

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from factsheets.pages import Page, Section, address, check_links, identity


@pytest.mark.parametrize(
    ("page", "target", "anchor", "directory", "flat"),
    [
        ("", "models/", "", "./models/", "./models/index.html"),
        ("", "", "x", "./#x", "./index.html#x"),
        ("models/a/", "models/a/", "", "../../models/a/", "../../models/a/index.html"),
        (
            "models/a/",
            "models/b/for/hw/",
            "x",
            "../../models/b/for/hw/#x",
            "../../models/b/for/hw/index.html#x",
        ),
        ("models/a/for/hw/", "", "", "../../../../", "../../../../index.html"),
        ("models/a/", "assets/figures/x.png", "", "../../assets/figures/x.png", "../../assets/figures/x.png"),
    ],
)
def test_addresses_are_relative(page: str, target: str, anchor: str, directory: str, flat: str) -> None:
    assert directory == placed(page, target, anchor)
    assert flat == placed(page, target, anchor, directory_urls=False)


def placed(url: str, target: str, anchor: str = "", *, directory_urls: bool = True) -> str:
    """The address of a link as it stands on a page."""
    link = address(target, anchor, directory_urls=directory_urls)
    return page(url, Markup('<a href="{}">').format(link)).html.partition('href="')[2].partition('"')[0]


def page(url: str, html: str = "", sections: tuple[Section, ...] = ()) -> Page:
    return Page(url, url, "", Markup(html), sections)


def links(*targets: tuple[str, str]) -> str:
    return "".join(f'<a href="{address(target, anchor)}">' for target, anchor in targets)


URLS = st.lists(st.sampled_from(["models", "a", "b", "for", "hw"]), max_size=4).map(
    lambda s: "".join(f"{p}/" for p in s)
)


@given(page=URLS, target=URLS)
def test_every_address_leads_to_its_target(page: str, target: str) -> None:
    reached = posixpath.normpath(posixpath.join("/", page, placed(page, target)))
    assert posixpath.normpath("/" + target) == reached


@pytest.mark.parametrize("directory_urls", [True, False])
def test_links_and_ids_of_a_page_are_known(directory_urls: bool) -> None:
    found = [
        address(*link, directory_urls=directory_urls)
        for link in (("", ""), ("models/a/", "x"), ("x.png", ""))
    ]
    html = (
        "".join(f'<a href="{link}">' for link in found)
        + f'<p id="{identity("one")}"><p title="{identity("two")} 2">'
    )
    made = page("a/", html, (Section("three", "Three", Markup()),))
    assert {("", ""), ("models/a/", "x")} == made.links
    assert {"one", "two", "three"} == made.anchors
    assert '<p id="one"><p title="two 2">' in made.html


def test_a_link_to_nothing_is_found() -> None:
    findings = check_links([page("a/", links(("b/", ""))), page("c/", links(("a/", "gone"), ("a/", "")))])
    assert [("FS501", "c/"), ("FS501", "a/")] == [(f.code, f.where.path) for f in findings]


def test_a_link_to_nothing_that_many_pages_have_is_told_once() -> None:
    findings = check_links([page("a/", links(("gone/", ""))), page("c/", links(("gone/", "")))])
    assert [("FS501", "a/")] == [(f.code, f.where.path) for f in findings]


def test_a_link_to_a_heading_is_fine() -> None:
    heading = Section("there", "There", Markup("<p>x</p>"))
    assert [] == check_links([page("a/", links(("a/", "there")), (heading,))])


def test_two_pages_at_one_address_are_found() -> None:
    assert ["FS502"] == [f.code for f in check_links([page("a/"), page("a/")])]


def test_both_forms_hold_the_same_headings_and_blocks() -> None:
    made = Page(
        "a/",
        "A <b>",
        "",
        Markup("<p>intro</p>"),
        (Section("s", "S & T", Markup("<p>one</p>\n\n<p>two</p>")),),
    )
    assert made.html.startswith('<h1>A &lt;b&gt;</h1>\n<p>intro</p>\n<h2 id="s">S &amp; T<a')
    assert made.markdown == (
        '# A &#60;b&#62;\n\n<div>\n<p>intro</p>\n</div>\n\n## S &#38; T\n\n<div id="s">\n<p>one</p>\n<p>two</p>\n</div>\n'
    )
