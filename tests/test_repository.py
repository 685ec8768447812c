"""Where sheets are seen on the web follows from repo_url and edit_uri; where it does not, there is no link."""

from pathlib import Path

import pytest

from factsheets.model import Catalog
from factsheets.publish import pages
from factsheets.repository import repository_of
from factsheets.site import Site

HERE = Path("/work/catalog")


@pytest.mark.parametrize(
    ("url", "edit", "docs", "catalog", "expected"),
    [
        ("https://github.com/o/r", "edit/main/docs/", "docs", ".", "https://github.com/o/r/blob/main/"),
        ("https://github.com/o/r/", "edit/main/a/docs/", "docs", ".", "https://github.com/o/r/blob/main/a/"),
        ("https://github.com/o/r", "edit/main/docs/", "docs", "data", "https://github.com/o/r/blob/main/data/"),
        ("https://gitlab.com/o/r", "-/edit/main/docs/", "docs", ".", "https://gitlab.com/o/r/-/blob/main/"),
        ("https://git.example.org/o/r", "src/branch/main/docs/", "docs", ".", "https://git.example.org/o/r/src/branch/main/"),
        ("https://github.com/o/r", "edit/master/docs/", "site_src", ".", ""),  # MkDocs' default, and other folders
        ("https://github.com/o/r", "edit/main/mydocs/", "docs", ".", ""),
        ("https://github.com/o/r", "edit/main/docs/", "docs", "..", ""),
        ("https://github.com/o/r", "edit/main/docs/", "../docs", ".", ""),
        ("https://github.com/o/r", "", "docs", ".", ""),
        ("", "edit/main/docs/", "docs", ".", ""),
    ],
)  # fmt: skip
def test_the_folder_of_the_catalog_is_found(
    url: str, edit: str, docs: str, catalog: str, expected: str
) -> None:
    assert expected == repository_of(url, edit, HERE, HERE / docs, HERE / catalog)


def test_each_stated_fact_leads_to_its_line(loaded: Catalog) -> None:
    site = Site(loaded, repository="https://github.com/o/r/blob/main/")
    made = {page.url: page.html for page in pages(site)}
    for key, sheet in loaded.sheets.items():
        for fact in sheet.facts.values():
            place = f"{fact.where.path}#L{fact.where.line}"
            link = f'href="https://github.com/o/r/blob/main/{place}" title="Edit this fact"'
            assert link in made[f"models/{key}/"], (key, fact.spec.path)
            assert f'<a class="headerlink fs-here" href="#{fact.spec.anchor}"' in made[f"models/{key}/"]
    line = "sheets/hardware/nvidia-t4.yaml#L"
    assert f'href="https://github.com/o/r/blob/main/{line}' in made["hardware/nvidia-t4/"]


def test_without_a_repository_there_is_no_link_to_it(loaded: Catalog) -> None:
    assert [] == [page.url for page in pages(Site(loaded)) if "Edit this fact" in page.html]
