# The facts of one state, value by value. Comes in: a sheet or a piece of hardware. Goes out: Answer, one for each value
# that can change by itself: a score is one, so is each value of a list and what was worked out. Must not know: the other
# state.
"""What a sheet says, in pieces that can be set against those of another state."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from factsheets.alike import condition_words
from factsheets.compare_metrics import shown
from factsheets.conditions import Condition
from factsheets.derive import FREE
from factsheets.diff.report import State
from factsheets.model import (
    Absence,
    Catalog,
    Content,
    Derived,
    Entity,
    Evidence,
    Fact,
    Later,
    Scores,
    Sheet,
    Text,
    Value,
)
from factsheets.questions import FactSpec, Metric, Template
from factsheets.said import text_of, told
from factsheets.scores import score_set, shown_mean
from factsheets.show import spelled
from factsheets.units import Quantity

#: Keys of a sheet's head that are told elsewhere, or that facts inherit.
_ELSEWHERE = frozenset(
    {"id", "waive", "renamed_from", "source", "verified", "by", "at", "basis", "conditions"}
)


class Answer(Struct, frozen=True):
    """One value of one fact, or a stated absence."""

    path: str
    title: str
    content: Content | None  # None of an absence
    evidence: Evidence
    conditions: tuple[Condition, ...]
    line: int
    needs: tuple[str, ...] = ()
    metric: Metric | None = None
    absence: Absence | None = None
    note: str = ""
    spread: tuple[float | None, tuple[float, float] | None, int | None] | None = (
        None  # deviation, interval, number of runs
    )
    against: str = ""
    benchmark: str = ""  # of a score and of a table of scores: the id
    table: bool = False  # a table of scores itself: its note and spread; the rest stands at its scores
    derived: Derived | None = None
    shown: str = ""  # where the text does not follow from the content
    home: str = ""  # of a derived value: the path of the fact that it is shown beside
    home_states: bool = False  # whether that fact states the same metric

    @property
    def text(self) -> str:
        """What a reader sees."""
        if self.absence:
            return f"{self.absence.words}: {self.absence.reason}"
        return self.shown or (text_of(self.content) if self.content else "")

    def state(self) -> State:
        """What a report says of this side."""
        one = self.content if isinstance(self.content, Quantity) else None
        si = float(self.derived.si) if self.derived else float(one.si) if one else None
        return State(
            self.text, si, one.unit if one else "", tuple(map(condition_words, self.conditions)),
            self.evidence.basis, self.evidence.source,
        )  # fmt: skip


def answers(entity: Entity, catalog: Catalog) -> Iterator[Answer]:
    """Everything that a sheet or a piece of hardware states, in the order of the page."""
    for path, fact in entity.facts.items():
        yield from _of_fact(path, fact, catalog)
    if isinstance(entity, Sheet):
        titles = {section.key: section.title for section in catalog.template.sections}
        needs = {section.key: section.needs for section in catalog.template.sections}
        for key, absence in entity.absences.items():
            line = entity.document.where((key,), key=True).line
            yield Answer(key, titles[key], None, absence.evidence, (), line, needs[key], absence=absence)
        yield from _head(entity)


def told_apart(found: Sequence[Answer]) -> list[Answer]:
    """The same answers, those of one fact with the conditions in their titles that they differ in."""
    by_path: dict[str, list[Answer]] = {}
    for answer in found:
        by_path.setdefault(answer.path, []).append(answer)
    return [_apart(answer, by_path[answer.path]) for answer in found]


def _apart(answer: Answer, beside: Sequence[Answer]) -> Answer:
    alone = answer.derived is not None and answer.home_states  # beside what is stated under other conditions
    own = [c for c in answer.conditions if alone or not all(c in other.conditions for other in beside)]
    words = ", ".join(map(condition_words, own))
    return replace(answer, title=f"{answer.title}, {words}") if words else answer


def _of_fact(path: str, fact: Fact, catalog: Catalog) -> Iterator[Answer]:
    spec = fact.spec
    metric = catalog.template.metrics.get(spec.metric)
    title = _title(spec, catalog.template)
    if fact.absence:
        yield Answer(
            path, title, None, fact.absence.evidence, (), fact.where.line, spec.needs, metric, fact.absence
        )
    for value in fact.values:
        if isinstance(value.content, Scores):
            yield from _scores(path, fact, value, value.content, catalog)
        else:
            yield _answer(path, title, value, spec, metric, told(value.content, spec, catalog))


def _title(spec: FactSpec, template: Template) -> str:
    """A fact by its title, after that of its section where other facts have the same title."""
    return f"{spec.section_title}: {spec.title}" if spec.title in template.shared_titles else spec.title


def _answer(
    path: str, title: str, value: Value, spec: FactSpec, metric: Metric | None, shown: str = ""
) -> Answer:
    return Answer(
        path, title, value.content, value.evidence, value.conditions, value.where.line, spec.needs, metric, None,
        value.note, (value.std, value.ci95, value.n_runs), value.against, shown=shown,
    )  # fmt: skip


def _scores(path: str, fact: Fact, value: Value, scores: Scores, catalog: Catalog) -> Iterator[Answer]:
    """Each score is an answer of its own, under the conditions of its table; so is the table."""
    benchmark = catalog.benchmarks.get(scores.benchmark)
    metrics = catalog.template.metrics
    spec = fact.spec
    name = benchmark.name if benchmark else scores.benchmark
    others = (v.content for v in fact.values if isinstance(v.content, Scores))
    lead = f"{name}: " if any(other.benchmark != scores.benchmark for other in others) else ""
    whole = _answer(path, f"{_title(spec, catalog.template)}, {name}", value, spec, None)
    yield replace(whole, content=Text(name), benchmark=scores.benchmark, table=True)
    for task, values in scores.scores.items():
        known = benchmark.tasks.get(task) if benchmark else None
        for score in values:
            stated = score.condition("metric")
            usual = known.metrics[0] if known and known.metrics else ""
            metric = metrics.get(stated.value if stated else usual)
            title = f"{lead}{known.title if known else task}, {metric.short if metric else 'score'}"
            made = _answer(f"{path}.{task}", title, score, spec, metric, _points(score))
            yield _of_table(made, value, scores)
    for task, absence in scores.absences.items():
        known = benchmark.tasks.get(task) if benchmark else None
        title = f"{lead}{known.title if known else task}"
        line = value.where.line
        yield Answer(
            f"{path}.{task}",
            title,
            None,
            absence.evidence,
            value.conditions,
            line,
            spec.needs,
            absence=absence,
            benchmark=scores.benchmark,
        )
    if scores.mean:
        title = f"{name} {_mean_title(benchmark)}, as stated"
        made = _answer(f"{path}.mean", title, scores.mean, spec, None, _points(scores.mean))
        yield _of_table(made, value, scores)


def _of_table(answer: Answer, table: Value, scores: Scores) -> Answer:
    """A score is on the benchmark of its table, and against what the table is against."""
    return replace(answer, against=answer.against or table.against, benchmark=scores.benchmark)


def _mean_title(benchmark: object) -> str:
    return str(getattr(benchmark, "mean_title", "mean")).lower()


def _points(value: Value) -> str:
    content = value.content
    return spelled(content).removesuffix("%").strip() if isinstance(content, Quantity) else ""


def _head(sheet: Sheet) -> Iterator[Answer]:
    """What stands in the head of a sheet, as text."""
    for key, entry in sheet.header.items():
        if key in _ELSEWHERE:
            continue
        where = sheet.document.where((key,), key=True)
        title = {"factsheet": "Template version"}.get(key, key.replace("_", " ").capitalize())
        yield Answer(key, title, Text(_in_line(entry)), Evidence(), (), where.line)


def _in_line(entry: object) -> str:
    if isinstance(entry, dict):
        return ", ".join(f"{key}: {_in_line(value)}" for key, value in sorted(entry.items()))
    if isinstance(entry, list):
        return "; ".join(map(_in_line, entry))
    return str(entry)


# --- what follows from facts ----------------------------------------------------------------------


def worked_out(sheet: Sheet, catalog: Catalog) -> Iterator[Answer]:
    """What was derived for a sheet, and the means of its scores."""
    template = catalog.template
    for derived in sheet.derived:
        if derived.stated:
            continue
        metric = template.metrics[derived.metric]
        beside = template.homes.get(derived.metric) or template.homes.get(metric.beside)
        home = next((i.path for i in derived.inputs if i.path in sheet.facts), beside.path if beside else "")
        kept = tuple(c for c in derived.conditions if c.key not in FREE)
        yield Answer(
            f"derived.{metric.id}", metric.title, None, derived.evidence, kept, 1, (), metric,
            derived=derived, shown=shown(derived, metric), home=home,
            home_states=any(fact.spec.metric == metric.id for fact in sheet.facts.values()),
        )  # fmt: skip
    scored = next((path for path, fact in sheet.facts.items() if fact.spec.shape == "scores"), "")
    for benchmark in catalog.benchmarks.values() if scored else ():
        found = score_set(sheet, benchmark, {}, template) if benchmark.mean_tasks else None
        if found:
            title = f"{benchmark.name} {benchmark.mean_title.lower()}"
            text = shown_mean(found) if found.mean is not None else f"{shown_mean(found)} tasks"
            mean = Derived(
                metric="mean", si=(found.mean or Decimal(0)) / 100, low=Decimal(0), high=Decimal(0), digits=4,
                limit="" if found.mean is not None else "~", words="", spelled=Later(str, ()), inputs=(), conditions=(),
                evidence=Evidence(),
            )  # fmt: skip
            yield Answer(
                f"derived.mean.{benchmark.id}", title, None, Evidence(), (), 1, (), None,
                derived=mean, shown=text, home=scored,
            )  # fmt: skip


def keyed(found: Sequence[Answer]) -> Mapping[tuple[object, ...], Answer]:
    """Answers of one fact by what tells them apart: the conditions, the benchmark, what they are against.

    Their place in a list does not. Where all of that is the same, they are numbered by how the conditions are spelled.
    """
    alike: dict[tuple[object, ...], list[Answer]] = {}
    for answer in found:
        held = frozenset((c.key, c.meant) for c in answer.conditions)
        alike.setdefault((held, answer.against, answer.benchmark), []).append(answer)
    return {
        (*key, number): answer
        for key, several in alike.items()
        for number, answer in enumerate(sorted(several, key=_spelling))
    }


def _spelling(answer: Answer) -> list[tuple[str, str]]:
    return sorted((c.key, c.value) for c in answer.conditions)
