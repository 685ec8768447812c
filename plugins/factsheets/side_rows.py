# What a sheet says, row by row, for setting sheets side by side. Comes in: a full view of it. Goes out: the bytes of a file
# that a script reads. Must not know: other sheets, HTML.
"""The rows of a sheet that stands beside others."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct
from msgspec.json import Encoder
from msgspec.structs import replace

from factsheets.alike import basis_words, condition_words
from factsheets.compare_metrics import shown
from factsheets.conditions import Condition
from factsheets.model import Benchmark, Content, Derived, PairOf, Prose, Range, Scores, Sheet, Value
from factsheets.policy import within
from factsheets.prose import prose
from factsheets.questions import FactSpec
from factsheets.said import told, under
from factsheets.scores import ScoreSet, own_scores, shown_mean, with_metric
from factsheets.site import Site
from factsheets.units import Quantity
from factsheets.view import Block, Item, SheetView

_FIGURES = (Quantity, Range, PairOf)
_encode = Encoder().encode


class Line(Struct, frozen=True, omit_defaults=True):
    """One value: what is said, and of figures what two of them must share to have been obtained alike."""

    text: str
    under: str = ""  # what it holds under, in words
    amount: str = ""  # of a quantity, without its spelling
    alike: str = ""  # conditions and basis; "" of what is no figure
    age: str = ""  # the time since programming, which counts between analog sheets alone
    within: str = ""  # whose figures alone may stand beside it
    prose: bool = False  # two texts always differ


class Row(Struct, frozen=True):
    """A fact, a score, or what was worked out; rows with the same key stand beside each other."""

    key: str
    section: str
    title: str
    lines: tuple[Line, ...]


class SideRows(Struct, frozen=True):
    """A sheet with its rows, in the order of the template."""

    name: str
    kind: str
    date: str
    rows: tuple[Row, ...]


def side_rows(site: Site, view: SheetView) -> bytes:
    """The rows of a sheet as JSON, those with the same key as one."""
    sheet, found = view.sheet, dict[str, Row]()
    for row in (row for block in view.blocks for row in _block(site, view, block)):
        before = found.get(row.key)
        found[row.key] = replace(row, lines=before.lines + row.lines) if before else row
    return _encode(SideRows(sheet.name, sheet.kind, str(sheet.header["date"]), tuple(found.values())))


def _block(site: Site, view: SheetView, block: Block) -> Iterator[Row]:
    if block.absence:
        line = Line(f"{block.absence.words}: {block.absence.reason}")
        yield Row(block.anchor, block.title, "The whole section", (line,))
    for item in block.items:
        yield from _rows(site, view, item)


def _rows(site: Site, view: SheetView, item: Item) -> Iterator[Row]:
    spec, fact = item.spec, item.fact
    section = spec.section_title
    values = fact.values if fact else ()
    lines = [_line(site, spec, value) for value in values if not isinstance(value.content, Scores)]
    lines += [_worked_out(site, derived) for derived in item.derived]
    if fact and fact.absence:
        lines.append(Line(f"{fact.absence.words}: {fact.absence.reason}"))
    if lines:
        title = f"{spec.group}: {spec.title}" if spec.group else spec.title
        yield Row(spec.path, section, title, tuple(lines))
    tables = [v for v in values if isinstance(v.content, Scores) and not v.against]
    for value in tables:
        yield from _scores(site, spec, value)
    for benchmark in dict.fromkeys(v.content.benchmark for v in tables if isinstance(v.content, Scores)):
        yield from _mean(site, spec, view.sheet, site.catalog.benchmarks[benchmark])
    for derived in item.beside:
        if not derived.stated:
            metric = site.catalog.template.metrics[derived.metric]
            yield Row(metric.id, section, metric.title, (_worked_out(site, derived),))


def _scores(site: Site, spec: FactSpec, value: Value) -> Iterator[Row]:
    assert isinstance(value.content, Scores)  # asked for those only
    benchmark = site.catalog.benchmarks[value.content.benchmark]
    for key, scores in value.content.scores.items():
        task = benchmark.tasks[key]
        lines = tuple(_line(site, spec, with_metric(score, task, site.catalog.template)) for score in scores)
        yield Row(
            f"{spec.path} {benchmark.id} {key}", spec.section_title, f"{benchmark.name}: {task.title}", lines
        )


def _mean(site: Site, spec: FactSpec, sheet: Sheet, benchmark: Benchmark) -> Iterator[Row]:
    """The mean as comparisons show it; where a task is missing, as its source prints it."""
    found = own_scores(sheet, benchmark, site.catalog.template)
    title = f"{benchmark.name}: {benchmark.mean_title[:1].lower()}{benchmark.mean_title[1:]}"
    line = None
    if found and found.mean is not None:
        line = _worked_mean(site, found)
    elif found and found.published_mean:
        line = _line(site, spec, found.published_mean)
    if line:
        yield Row(f"{spec.path} {benchmark.id} mean", spec.section_title, title, (line,))


def _worked_mean(site: Site, found: ScoreSet) -> Line:
    """Alike are means whose scores are, task by task."""
    scores = [found.values[task] for task in found.benchmark.mean_tasks]
    held = sorted({_alike(score) for score in scores})
    first, *others = scores
    shared = (c for c in first.conditions if all(c in score.conditions for score in others))
    kept = next((name for score in scores if (name := within(site.catalog, score))), "")
    text = shown_mean(found)
    alike, age = (" | ".join(each) for each in zip(*held, strict=True))
    words = _said(["worked out", *map(condition_words, shared)])
    amount = str((Decimal(text) / 100).normalize())
    return Line(text, words, amount, alike, age.strip(" |"), kept)


def _line(site: Site, spec: FactSpec, value: Value) -> Line:
    content = value.content
    words = _said([under(value), basis_words(value.evidence)])
    if isinstance(content, Prose):
        return Line(prose(content.markdown).striptags(), words, prose=True)
    text = told(content, spec, site.catalog)
    if isinstance(content, _FIGURES):
        return Line(text, words, _amount(content), *_alike(value), within=within(site.catalog, value))
    return Line(text, words)


def _worked_out(site: Site, derived: Derived) -> Line:
    text = shown(derived, site.catalog.template.metrics[derived.metric])
    words = _said(["worked out", *map(condition_words, derived.conditions), basis_words(derived.evidence)])
    amount = f"{derived.limit}{derived.si.normalize()}"
    return Line(text, words, amount, *_alike(derived), within=within(site.catalog, derived))


def _amount(content: Content) -> str:
    return f"{content.limit}{content.si.normalize()}" if isinstance(content, Quantity) else ""


def _alike(value: Value | Derived) -> tuple[str, str]:
    """What two figures must share, and the age of the weights."""
    return _shared(value.conditions, basis_words(value.evidence))


@lru_cache(maxsize=256)
def _shared(conditions: tuple[Condition, ...], basis: str) -> tuple[str, str]:
    held = {c.key: c.meant for c in conditions}
    age = held.pop("time_since_programming", "")
    return ", ".join([*sorted(f"{key} {meant}" for key, meant in held.items()), basis]), age


def _said(words: Iterable[str]) -> str:
    return ", ".join(word for word in words if word and word != "not stated")
