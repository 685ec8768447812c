"""A page in a learnt frame is the page that the theme renders, byte for byte; or the theme renders it."""

import os
import subprocess
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from factsheets.frame import Filling, learn

# --- whole sites ----------------------------------------------------------------------------------

OVERRIDE = """{% extends "base.html" %}
{% block htmltitle %}<title>{{ page.title | striptags if page }} of {{ config.site_name }}</title>{% endblock %}
{% block announce %}{% if page %}{{ page.url }} {{ page.meta.description | e }} {{ page.toc | list | length > 0 }}{% endif %}{% endblock %}
"""
ODD = """{% extends "base.html" %}
{% block announce %}{{ page.title | length if page }} letters{% endblock %}
"""
#: Another plugin that may change each page: MkDocs then renders all of them.
HOOK = "def on_post_page(output, **more):\n    return output\n"


def build(root: Path, *, full: bool = False) -> tuple[dict[str, bytes], str]:
    """The files of a built site by name, and what the build said."""
    (root / "hook.py").write_text(HOOK, encoding="utf-8")
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    name = root / f"mkdocs-{full}.yml"
    name.write_text(config + ("\nhooks: [hook.py]\n" if full else ""), encoding="utf-8")
    out = root / f"site-{full}"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(name), "-d", str(out)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1700000000"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stderr
    files = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    return files, done.stderr


def flat(root: Path) -> None:
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\nuse_directory_urls: false\n")


def override(text: str) -> Callable[[Path], None]:
    def write(root: Path) -> None:
        (root / "site_src/.overrides/main.html").write_text(text, encoding="utf-8")

    return write


def theme(name: str) -> Callable[[Path], None]:
    def set_theme(root: Path) -> None:
        path = root / "mkdocs.yml"
        head, _, rest = path.read_text(encoding="utf-8").partition("theme:\n")
        _, _, tail = rest.partition("\nplugins:")
        path.write_text(f"{head}theme: {name}\n\nplugins:{tail}", encoding="utf-8")

    return set_theme


def no_site_url(root: Path) -> None:
    path = root / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("site_url: ", "# site_url: "), encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [lambda _: None, flat, override(OVERRIDE), theme("mkdocs"), no_site_url],
    ids=[
        "instant navigation",
        "no directory URLs",
        "override",
        "theme mkdocs",
        "no site_url",
    ],
)
def test_framed_pages_are_what_the_theme_renders(few: Path, change: Callable[[Path], None]) -> None:
    change(few)
    framed, said = build(few)
    full, said_of_full = build(few, full=True)
    assert "renders every page" not in said
    assert "MkDocs renders every page in full" in said_of_full
    assert framed.keys() == full.keys()
    differing = [
        name
        for name in framed
        if framed[name] != full[name] and "sitemap" not in name and "search" not in name
    ]
    assert [] == differing
    assert sorted(framed["sitemap.xml"].split(b"<url>")) == sorted(full["sitemap.xml"].split(b"<url>"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "change", [override(ODD), theme("readthedocs")], ids=["override", "theme readthedocs"]
)
def test_a_frame_that_is_not_understood_is_said_and_not_used(
    few: Path, change: Callable[[Path], None]
) -> None:
    change(few)
    framed, said = build(few)
    assert "The theme renders every page models/…/: its frame is not the same on all of them." in said
    full, _ = build(few, full=True)
    assert [] == [name for name in framed if name.endswith(".html") and framed[name] != full[name]]


# --- the learning ---------------------------------------------------------------------------------


def plain(page: Filling) -> str:
    """A theme."""
    entries = "".join(f'<li><a href="#{anchor}">{title}</a></li>\n' for anchor, title in page.headings)
    skip = f'<a href="#{page.headings[0][0]}">skip</a>' if page.headings else ""
    title = Markup(page.title).striptags()
    return f"<title>{title}</title>{skip}<i>{escape(page.description)}</i>{page.id}\n<ul>{entries}</ul>{page.body}."


TEXT = st.text(st.characters(exclude_categories=["Cs", "Co"]), max_size=20)
PAGES = st.builds(
    Filling, TEXT, TEXT, TEXT, TEXT, st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5).map(tuple)
)


@given(page=PAGES)
def test_a_learnt_frame_gives_what_the_theme_gives(page: Filling) -> None:
    frame = learn(plain, headings=True)
    assert frame
    assert plain(page) == frame.fill(page)


@given(page=PAGES)
def test_a_page_without_headings_has_a_frame_of_its_own(page: Filling) -> None:
    bare = Filling(page.id, page.title, page.description, page.body, ())
    frame = learn(plain, headings=False)
    assert frame
    assert plain(bare) == frame.fill(bare)


ODDITIES: list[Callable[[Filling], str]] = [
    lambda page: plain(page) + str(len(page.title)),
    lambda page: plain(page) + page.title.upper(),
    lambda page: plain(page) + page.title[:5],
    lambda page: plain(page) + str(len(page.headings)),
    lambda page: plain(page) + "".join(anchor for anchor, _ in page.headings[1:]),
    lambda page: plain(page).replace("&amp;", "&"),
    lambda page: plain(page) + ("!" if "5 %" in page.body else ""),
    lambda page: f"{page.body[:10]}{page.title}",
]


@pytest.mark.parametrize("theme", ODDITIES)
def test_what_differs_in_another_way_is_not_understood(theme: Callable[[Filling], str]) -> None:
    assert learn(theme, headings=True) is None
