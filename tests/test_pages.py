"""Pages as values: links are relative and recorded, both forms hold the same text."""

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from factsheets.pages import Linker, Page, Section, check_links


@pytest.mark.parametrize(
    ("page", "target", "anchor", "directory", "flat"),
    [
        ("", "models/", "", "models/", "models/index.html"),
        ("models/a/", "models/a/", "", "./", "./index.html"),
        ("models/a/", "models/b/for/hw/", "x", "../b/for/hw/#x", "../b/for/hw/index.html#x"),
        ("models/a/for/hw/", "", "", "../../../../", "../../../../index.html"),
        ("models/a/", "assets/figures/x.png", "", "../../assets/figures/x.png", "../../assets/figures/x.png"),
    ],
)
def test_addresses_are_relative(page: str, target: str, anchor: str, directory: str, flat: str) -> None:
    assert directory == Linker(page).url(target, anchor)
    assert flat == Linker(page, directory_urls=False).url(target, anchor)


URLS = st.lists(st.sampled_from(["models", "a", "b", "for", "hw"]), max_size=4).map(
    lambda s: "".join(f"{p}/" for p in s)
)


@given(page=URLS, target=URLS)
def test_every_address_leads_to_its_target(page: str, target: str) -> None:
    reached = posixpath.normpath(posixpath.join("/", page, Linker(page).url(target)))
    assert posixpath.normpath("/" + target) == reached


def page(url: str, links: set[tuple[str, str]], sections: tuple[Section, ...] = ()) -> Page:
    return Page(url, url, "", Markup(""), sections, links=frozenset(links))


def test_a_link_to_nothing_is_found() -> None:
    findings = check_links([page("a/", {("b/", "")}), page("c/", {("a/", "gone"), ("a/", "")})])
    assert [("FS501", "a/"), ("FS501", "c/")] == [(f.code, f.where.path) for f in findings]


def test_a_link_to_a_heading_is_fine() -> None:
    heading = Section("there", "There", Markup("<p>x</p>"))
    assert [] == check_links([page("a/", {("a/", "there")}, (heading,))])


def test_two_pages_at_one_address_are_found() -> None:
    assert ["FS502"] == [f.code for f in check_links([page("a/", set()), page("a/", set())])]


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
