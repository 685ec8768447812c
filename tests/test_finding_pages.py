"""What rules found, beside the fact and on a page of its own."""

from pathlib import Path

from editing import edit_yaml
from factsheets.model import Catalog
from factsheets.pages import check_links
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.publish import pages
from factsheets.site import Site

ANALOG = "sheets/models/bert-base-analog-pcm.yaml"


def site(catalog: Catalog) -> dict[str, str]:
    made = list(pages(Site(catalog)))
    assert [] == check_links(made)
    return {page.url: page.html for page in made}


def test_every_finding_is_on_the_page_and_leads_to_its_fact(loaded: Catalog) -> None:
    page = site(loaded)["findings/"]
    assert len(loaded.remarks) == page.count("<li class=")
    assert "69 notes, 6 waived" in page
    assert 'href="../models/bert-base-analog-pcm/#parameters-operations"' in page


def test_a_finding_stands_in_the_section_of_its_fact_on_each_page_that_shows_it(loaded: Catalog) -> None:
    made = site(loaded)
    for url in ("models/bert-base-analog-pcm/", "models/bert-base-analog-pcm/for/hw-researcher/"):
        section = made[url][made[url].index("Analog share") :]
        assert "attention alone takes" in section[: section.index("<h2")]
    assert "attention alone takes" not in made["models/bert-base-analog-pcm/for/business-expert/"]


def test_a_waived_finding_shows_its_reason_where_the_fact_stands(loaded: Catalog) -> None:
    sheet = site(loaded)["models/bert-base-t4/"]
    assert "waived</b>" in sheet
    assert "Waived: The source times one example of MRPC" in sheet


def test_findings_on_a_whole_sheet_stand_at_its_end(loaded: Catalog) -> None:
    sheet = site(loaded)["models/bert-base-analog-pcm/"]
    about = sheet[sheet.index("About this sheet") :]
    assert "producers are named, but no contact" in about
    assert "nothing is said of setup instructions, limitations" in about


def test_a_catalog_without_findings_says_so(small: Path) -> None:
    found = load(project_at(small))
    page = site(Catalog(found.template))["findings/"]
    assert "What rules found in the sheets: nothing." in page


def test_words_of_authors_in_findings_are_escaped(catalog: Path) -> None:
    edit_yaml(catalog / ANALOG, "training", "batch_size", value={"value": "<script>pwned()</script>"})
    edit_yaml(catalog / ANALOG, "waive", 0, "reason", value="<img src=x onerror=pwned()>")
    made = site(load(project_at(catalog)))
    for url in ("findings/", "models/bert-base-analog-pcm/"):
        assert "<script>pwned" not in made[url]
        assert "<img src=x" not in made[url]
        assert "has no number: `&lt;script&gt;pwned()&lt;/script&gt;`" in made[url]
        assert "Waived: &lt;img src=x onerror=pwned()&gt;" in made[url]
