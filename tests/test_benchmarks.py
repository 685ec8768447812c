"""What is measured with: catalogs that are the same every time, Markdown that says the same, goals that hold."""

from html import escape
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest

from benchmarks.as_markdown import markdown_of
from benchmarks.catalog import model_files, write_catalog
from benchmarks.content import page_text, widen
from benchmarks.engines import EDITED, FIGURES, frame
from benchmarks.goals import GOALS, QUICK, Goal
from benchmarks.measure import Cost, RunError, run
from benchmarks.peers import Peer
from benchmarks.plot import plot
from benchmarks.report import ENGINES, goals_table, page
from benchmarks.samples import Samples
from benchmarks.serve import _edited
from factsheets.pages import Page
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.publish import pages
from factsheets.site import Site

SIZE = 40


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("bench") / "catalog"
    write_catalog(target, SIZE)
    return target


@pytest.fixture(scope="module")
def site(made: Path) -> Site:
    return Site(load(project_at(made)))


@pytest.fixture(scope="module")
def made_pages(site: Site) -> dict[str, Page]:
    return {page.url: page for page in pages(site)}


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_catalog_of_a_size_is_the_same_every_time(made: Path, tmp_path: Path) -> None:
    write_catalog(tmp_path / "again", SIZE)
    assert bytes_of(made) == bytes_of(tmp_path / "again")


def test_a_catalog_has_as_many_sheets_as_asked_for_and_no_error(site: Site) -> None:
    assert SIZE == len(site.catalog.sheets)
    assert [] == [f.message for f in site.catalog.findings if f.level == "error"]


def test_each_sheet_has_seven_pages(site: Site, made_pages: dict[str, Page]) -> None:
    for name in site.catalog.sheets:
        assert 7 == sum(url.startswith(f"models/{name}/") for url in made_pages), name


def test_a_copy_is_measured_against_the_copy_of_its_own_run(made: Path) -> None:
    folder = made / "sheets" / "models"
    copies = [path for path in model_files(made) if path.stem.endswith("-r0001")]
    assert SIZE - 32 == len(copies)
    for path in copies:
        text = path.read_text(encoding="utf-8")
        assert f"\nid: {path.stem}\n" in text
        assert ", run 1\n" in text
        assert "Run 1 of the group in" in text, path
    analog = (folder / "bert-base-analog-pcm-r0001.yaml").read_text(encoding="utf-8")
    assert "\nbaseline: bert-base-digital-paper-r0001\n" in analog


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.drawing = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser calls it so
        self.drawing |= tag == "svg"

    def handle_endtag(self, tag: str) -> None:
        self.drawing &= tag != "svg"

    def handle_data(self, data: str) -> None:
        self.said += [] if self.drawing else [data]


def visible(html: str) -> str:
    """Text without space, and without the colons that stand for a list of terms in Markdown."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    return "".join("".join(reader.said).split()).replace(":", "")


def body(page: Page) -> str:
    sections = (f"<h2>{escape(section.title)}</h2>{section.html!s}" for section in page.sections)
    return str(page.intro) + "".join(sections) + str(page.foot)


@pytest.mark.parametrize(
    "url", ["", "study/", "glossary/", f"models/{EDITED}/", "compare/energy-per-inference/"]
)
def test_a_page_as_markdown_says_what_its_html_says(made_pages: dict[str, Page], url: str) -> None:
    of = made_pages[url]
    _, _, text = page_text(of).partition("---\n\n")
    assert visible(body(of)) == visible(markdown.markdown(text, extensions=["tables", "fenced_code"]))


def test_markdown_is_what_an_author_would_write() -> None:
    html = (
        '<p>1. A <b>bold</b> start</p><ul><li>one</li><li>two <a href="../x/#y">link</a></li></ul>'
        "<table><tr><th>a</th><th>b|c</th></tr><tr><td><p>1</p><p>2</p></td></tr></table>"
        "<dl><div><dt>Term</dt><dd>8 <small>bit</small></dd></div></dl>"
    )
    expected = (
        "1\\. A **bold** start\n\n- one\n- two [link](../x/)\n\n"
        "| a | b&#124;c |\n| --- | --- |\n| 1 2 |  |\n\n**Term** : 8 bit"
    )
    assert expected == markdown_of(html)


def test_later_runs_are_made_of_earlier_ones(tmp_path: Path) -> None:
    for name, text in {"m": "M", "m-r0001": "m, run 1. Run 1 of the group, 10 runs"}.items():
        (tmp_path / "small/models" / name).mkdir(parents=True)
        (tmp_path / "small/models" / name / "index.md").write_text(text, encoding="utf-8")
    rows = "| [m](m/) |\n| [m, run 1](m-r0001/) |\n"
    (tmp_path / "small/models/index.md").write_text(rows, encoding="utf-8")
    widen(tmp_path / "small", tmp_path / "large", ["m", "m-r0001", "m-r0031"])
    large = tmp_path / "large/models"
    assert "m, run 31. Run 31 of the group, 10 runs" == (large / "m-r0031/index.md").read_text(
        encoding="utf-8"
    )
    expected = rows + "| [m, run 31](m-r0031/) |\n"
    assert expected == (large / "index.md").read_text(encoding="utf-8")


def test_what_is_edited_is_there(made: Path) -> None:
    text = (made / "sheets" / "models" / f"{EDITED}.yaml").read_text(encoding="utf-8")
    assert FIGURES[0] in text
    assert "81.11 %" in _edited(text, "81.11", "Power was left out")


def test_a_frame_keeps_all_but_title_contents_and_text() -> None:
    page = (
        '<a href="../..">home</a><i>Name</i><nav class="md-nav md-nav--secondary" x><ul>old</ul></nav>\n</div>'
        '<article class="a"><h1>Name</h1>old</article>'
    )
    expected = (
        '<a href="/factsheets">home</a><i>{{ .Title }}</i>'
        '<nav class="md-nav md-nav--secondary" x>{{ .TableOfContents }}</nav>\n</div>'
        '<article class="a"><h1>{{ .Title }}</h1>{{ .Content }}</article>'
    )
    assert expected == frame(page)


def samples(**cpu: list[float]) -> Samples:
    return Samples({name: [Cost(value, value, 2**20) for value in values] for name, values in cpu.items()})


RATIO = Goal("ours, against theirs", 0.5, "x", lambda found: found.ratio("ours", "theirs"))


@pytest.mark.parametrize(
    ("cpu", "state", "missed"),
    [(5.0, "met", False), (6.0, "not met", False), (7.0, "not met", True)],
)
def test_a_ratio_is_met_up_to_its_limit_and_fails_a_run_far_over_it(
    cpu: float, state: str, missed: bool
) -> None:
    found = samples(ours=[cpu], theirs=[10.0])
    assert state == RATIO.state(found)
    assert missed == RATIO.missed(found)
    assert f"| ours, against theirs | 0.{cpu:.0f} x | 0.5 x | {state} |" in goals_table([RATIO], found)


def test_what_was_not_measured_is_neither_met_nor_missed() -> None:
    for goal in (*GOALS, *QUICK):
        assert "not measured" == goal.state(Samples())
        assert not goal.missed(Samples())


def test_seconds_fail_no_run() -> None:
    slow = Goal("seconds", 0.1, "s", lambda found: found.median("ours"))
    assert "not met" == slow.state(samples(ours=[9.0]))
    assert not slow.missed(samples(ours=[9.0]))


def test_a_ratio_is_the_median_of_the_rounds() -> None:
    assert 0.5 == samples(ours=[1.0, 5.0, 9.0], theirs=[10.0, 10.0, 10.0]).ratio("ours", "theirs")
    assert 0.1 == samples(ours=[1.0, 5.0], theirs=[10.0]).ratio("ours", "theirs")


def test_a_command_is_measured_and_its_failure_told(tmp_path: Path) -> None:
    assert run(("sh", "-c", "exit 1"), tmp_path, allowed=(1,)).wall > 0
    with pytest.raises(RunError, match="ended with 3:\nwhy"):
        run(("sh", "-c", "echo why; exit 3"), tmp_path)


def test_the_page_has_every_figure_and_names_what_is_missing() -> None:
    found = Samples({f"build/{name}/100": [Cost(7.0, 7.0, 2**20)] for name in ENGINES})
    for name in ENGINES:
        found.facts |= {f"{what}/{name}/100": 700 for what in ("pages", "files", "bytes")}
    text = page(found, {"hugo": Peer("hugo", "0.1", None, "no such package")})
    assert "{{" not in text
    assert "| factsheets, 100 | 700 | 7.00 | 10.00 |" in text
    assert "- hugo 0.1: not installed: no such package" in text
    assert "Zensical from 10.0 ms at 700 pages" in text


def test_the_plot_names_every_engine() -> None:
    svg = plot({"ours": [(100, 1.0), (1000, 1.1)], "theirs": [(100, 20.0)]}, "CPU for each page")
    assert svg.count("<polyline") == 2
    assert ">ours</text>" in svg
    assert "<title>CPU for each page</title>" in svg
