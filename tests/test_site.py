"""The site that MkDocs builds: strict, linked, searchable, and never lost to a bad sheet."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import html5lib
import pytest

from links import broken_links, hrefs_and_ids
from trees import manifest

MKDOCS = (sys.executable, "-m", "mkdocs")
NAMESPACE = {"h": "http://www.w3.org/1999/xhtml"}


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command; the theme's notice about its end of life is switched off."""
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore"} | environment
    return subprocess.run(command, cwd=cwd, env=env, text=True, capture_output=True, check=False, timeout=300)


def build(catalog: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run(*MKDOCS, "build", "--strict", *options, cwd=catalog, **environment)


@pytest.fixture
def catalog(few: Path) -> Path:
    """Four sheets: what is tested here does not depend on their number."""
    return few


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's catalog, built once."""
    root = Path(__file__).resolve().parents[1]
    out = tmp_path_factory.mktemp("site")
    done = run(*MKDOCS, "build", "--strict", "--site-dir", str(out), cwd=root)
    assert 0 == done.returncode, done.stderr
    assert "WARNING" not in done.stderr
    return out


def test_every_page_of_the_plan_is_there(site: Path) -> None:
    roles = ["hw-researcher", "aihw-algorithm-designer", "data-scientist", "ai-engineer"]
    roles += ["software-developer", "business-expert"]
    urls = [
        "",
        "models/",
        "roles/",
        "compare/",
        "references/",
        "compare/glue/",
        "compare/energy-per-inference/",
    ]
    urls += [f"roles/{role}/" for role in roles]
    urls += [f"models/bert-base-analog-pcm/for/{role}/" for role in roles]
    urls += ["models/bert-base-analog-pcm/", "hardware/nvidia-t4/", "benchmarks/glue/", "reading/"]
    assert [] == [url for url in urls if not (site / url / "index.html").is_file()]


def test_every_internal_link_resolves(site: Path) -> None:
    assert [] == broken_links(site)


def test_it_works_without_directory_urls(catalog: Path) -> None:
    config = catalog / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "\nuse_directory_urls: false\n", encoding="utf-8")
    done = build(catalog)
    assert 0 == done.returncode, done.stderr
    assert [] == broken_links(catalog / "site")
    hrefs, _ = hrefs_and_ids(catalog / "site/models/bert-base-analog-pcm/index.html")
    assert "../../models/bert-base-analog-pcm/for/hw-researcher/index.html" in hrefs


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        tree = html5lib.parse(path.read_text(encoding="utf-8"), treebuilder="etree")
        loaded = [e.attrib["src"] for e in tree.iter() if "src" in e.attrib]
        loaded += [
            e.attrib["href"]
            for e in tree.iter("{http://www.w3.org/1999/xhtml}link")
            if e.attrib.get("rel") not in {"canonical", "alternate feed"}
        ]
        assert [] == [address for address in loaded if "//" in address], path


def test_no_page_waits_for_a_script(site: Path) -> None:
    for page in site.rglob("*.html"):
        scripts = re.findall(r"<script ([^>]*)src=", page.read_text(encoding="utf-8"))
        assert scripts == ["defer "] * 2, page


def test_role_pages_are_found_by_their_url_but_not_by_search(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    locations = [entry["location"] for entry in index["docs"]]
    assert "models/bert-base-analog-pcm/#performance" in locations
    assert [] == [location for location in locations if "/for/" in location]
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "/models/bert-base-analog-pcm/for/hw-researcher/</loc>" in sitemap
    page = (site / "models/bert-base-analog-pcm/for/hw-researcher/index.html").read_text(encoding="utf-8")
    assert 'rel="canonical" href="https://example.org/factsheets/models/bert-base-analog-pcm/"' in page


def test_crawlers_get_one_page_of_each_sheet(site: Path) -> None:
    text = (site / "sitemap-sheets.xml").read_text(encoding="utf-8")
    assert (
        "<loc>https://example.org/factsheets/models/bert-base-analog-pcm/</loc><lastmod>2022-11-14<" in text
    )
    assert "<loc>https://example.org/factsheets/reading/</loc>" in text
    assert "/for/" not in text
    assert "sitemap-sheets.xml" in (site / "robots.txt").read_text(encoding="utf-8")
    for name in ("reading", "models/bert-base-t4", "models/bert-base-t4/for/data-scientist", "."):
        page = (site / name / "index.html").read_text(encoding="utf-8")
        assert 1 == page.count('type="application/rss+xml"'), name
        assert 1 == page.count('property="og:title"'), name


def test_without_a_site_url_nothing_names_one(catalog: Path) -> None:
    config = catalog / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("site_url: ", "# site_url: ")
    text += "\nrepo_url: https://github.com/o/r\nedit_uri: edit/main/site_src/\n"
    config.write_text(text, encoding="utf-8")
    (catalog / "site_src/robots.txt").write_text("By hand.\n", encoding="utf-8")
    assert 0 == build(catalog, "--site-dir", "site").returncode
    site = catalog / "site"
    assert not (site / "feed.xml").exists()
    assert not (site / "sitemap-sheets.xml").exists()
    assert "By hand.\n" == (site / "robots.txt").read_text(encoding="utf-8")
    assert "example.org" not in (site / "catalog.json").read_text(encoding="utf-8")
    page = (site / "models/bert-base-t4/index.html").read_text(encoding="utf-8")
    assert 'href="https://github.com/o/r/blob/main/sheets/models/bert-base-t4.yaml#L' in page
    assert 'href="bert-base-t4.json"' in page.replace("../../models/bert-base-t4/", "")


def test_the_same_input_gives_the_same_bytes(catalog: Path) -> None:
    first = build(catalog, "--site-dir", "one", SOURCE_DATE_EPOCH="1700000000", TZ="UTC", PYTHONHASHSEED="1")
    second = build(
        catalog,
        "--site-dir",
        "two",
        SOURCE_DATE_EPOCH="1700000000",
        TZ="Asia/Tokyo",
        PYTHONHASHSEED="2",
        LC_ALL="C",
    )
    assert (0, 0) == (first.returncode, second.returncode), first.stderr + second.stderr
    assert manifest(catalog / "one") == manifest(catalog / "two")
    assert gzip.decompress((catalog / "one/sitemap.xml.gz").read_bytes())


@pytest.mark.parametrize(
    ("path", "text", "finding"),
    [
        ("sheets/models/new.yaml", "name: A: B\n", "sheets/models/new.yaml:1:8: error[FS004]"),
        ("sheets/models/new.yaml", "", "sheets/models/new.yaml:1:1: error[FS003]"),
        ("schema/sections/setup.schema.json", "{", "schema/sections/setup.schema.json:"),
        ("schema/roles.yaml", "needs: 1\n", "schema/roles.yaml:1:8: error[FS103]"),
    ],
)
def test_a_bad_file_stops_the_build_and_the_old_site_stays(
    catalog: Path, path: str, text: str, finding: str
) -> None:
    assert 0 == build(catalog).returncode
    before = manifest(catalog / "site")
    (catalog / path).write_text(text, encoding="utf-8")
    done = build(catalog)
    assert 1 == done.returncode
    assert finding in done.stderr
    assert "Traceback" not in done.stderr
    assert before == manifest(catalog / "site")


def test_a_folder_without_sheets_is_no_catalog(catalog: Path) -> None:
    for path in (catalog / "sheets/models").iterdir():
        path.unlink()
    (catalog / "schema/comparisons.yaml").write_text("{}\n", encoding="utf-8")
    for path in (catalog / "sheets/evaluations").iterdir():
        path.unlink()
    done = build(catalog)
    assert 1 == done.returncode
    assert "there is no sheet" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_page_written_by_hand_takes_the_place_of_a_generated_one(catalog: Path) -> None:
    (catalog / "site_src/index.md").write_text("# Our own home\n", encoding="utf-8")
    assert 0 == build(catalog).returncode
    assert "Our own home" in (catalog / "site/index.html").read_text(encoding="utf-8")
    index = json.loads((catalog / "site/search/search_index.json").read_text(encoding="utf-8"))
    home = [entry["title"] for entry in index["docs"] if entry["location"].partition("#")[0] == ""]
    assert "Our own home" in home
    assert "What brings you here?" not in home


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_other_engines_build_the_markdown(catalog: Path, engine: str) -> None:
    done = run(
        sys.executable,
        "-c",
        "from factsheets.cli import main; main()",
        "render",
        "--out",
        "out/docs",
        cwd=catalog,
    )
    assert 0 == done.returncode, done.stderr
    config = "site_name: Plain\ntheme: material\nextra_css: [assets/factsheets/factsheets.css]\n"
    (catalog / "out" / f"{engine}.yml").write_text(config, encoding="utf-8")
    built = run(
        sys.executable, "-m", engine, "build", "--strict", "-f", f"{engine}.yml", "--site-dir", "site",
        cwd=catalog / "out",
    )  # fmt: skip
    assert 0 == built.returncode, built.stderr
    assert [] == broken_links(catalog / "out/site")
    page = (catalog / "out/site/models/bert-base-analog-pcm/index.html").read_text(encoding="utf-8")
    assert "151.8\u00a0µJ" in page
    assert "&lt;div" not in page
    _, ids = hrefs_and_ids(catalog / "out/site/models/bert-base-analog-pcm/index.html")
    assert {"performance", "performance-accuracy", "training-noise-read"} <= ids


def test_a_catalog_without_a_template_takes_the_packages(catalog: Path) -> None:
    shutil.rmtree(catalog / "schema")
    for name in ("bert-base-titan-rtx", "bert-base-t4"):
        (catalog / f"sheets/models/{name}.yaml").unlink()
    done = build(catalog)
    assert 0 == done.returncode, done.stderr
    page = (catalog / "site/compare/glue/index.html").read_text(encoding="utf-8")
    assert "80.57" in page
    assert "Like for like, on the validation split" not in page


def test_a_former_address_leads_to_the_sheet(catalog: Path) -> None:
    path = catalog / "sheets/models/bert-base-t4.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\nrenamed_from: [old-name]\n", encoding="utf-8")
    assert 0 == build(catalog).returncode
    hrefs, _ = hrefs_and_ids(catalog / "site/models/old-name/index.html")
    assert "../../models/bert-base-t4/" in hrefs
    hrefs, _ = hrefs_and_ids(catalog / "site/models/old-name/for/data-scientist/index.html")
    assert "../../../../models/bert-base-t4/for/data-scientist/" in hrefs


def test_role_pages_speak_in_sentences(site: Path) -> None:
    for page in site.glob("models/*/for/*/index.html"):
        text = page.read_text(encoding="utf-8")
        assert ".; " not in text, page
        assert "What a " not in text, page
        assert re.search(r"What the [^<]+ needs</a>|Nobody in this role was interviewed", text), page


def test_pages_say_what_a_reader_would_wonder_about(site: Path) -> None:
    sheet = (site / "models/bert-base-analog-pcm/index.html").read_text(encoding="utf-8")
    assert "Means and differences are worked out from the scores as stated, and rounded last." in sheet
    findings = (site / "findings/index.html").read_text(encoding="utf-8")
    assert "They tell the authors of a sheet what to mend" in findings
    models = (site / "models/index.html").read_text(encoding="utf-8")
    assert "MLPerf™ results, in a table of their own" in models
    sorted_by = (site / "compare/analog-efficiency/index.html").read_text(encoding="utf-8")
    assert "<b>Sorted, but no ranking.</b>" in sorted_by
