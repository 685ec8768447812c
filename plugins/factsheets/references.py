# References between files. Comes in: a catalog and its documents. Goes out: findings for every name
# that stands for nothing.
"""Everything that names something else, and whether it is there."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeAlias

from factsheets.alike import UNSPECIFIED
from factsheets.diagnostics import Finding
from factsheets.document import Document, Steps, finding_in
from factsheets.model import Benchmark, Catalog, Fact, Scores, Sheet, former_ids
from factsheets.schema import values_at
from factsheets.suggest import did_you_mean


def check_references(
    catalog: Catalog, named: Mapping[str, Mapping[str, Document]], unread: Mapping[str, frozenset[str]]
) -> list[Finding]:
    """Findings for names that stand for nothing.

    `named` holds the documents by kind and id. Files that could not be read (`unread`, by kind and
    name) may define what is named: nothing is said of it.
    """
    return _References(catalog, unread).check(named)


class _References:
    def __init__(self, catalog: Catalog, unread: Mapping[str, frozenset[str]]) -> None:
        self.catalog = catalog
        self.unread = unread
        self.sheets = catalog.names.known(unread.get("models", frozenset()))
        self.allowed = {
            "models": self.sheets,
            "hardware": dict.fromkeys([*catalog.hardware, *unread.get("hardware", ())]),
            "benchmarks": dict.fromkeys([*catalog.benchmarks, *unread.get("benchmarks", ())]),
        }
        self.findings: list[Finding] = []

    def check(self, named: Mapping[str, Mapping[str, Document]]) -> list[Finding]:
        for documents in named.values():
            for document in documents.values():
                self._sources(document)
        for sheet in self.catalog.sheets.values():
            self._sheet(sheet)
        for document in self.catalog.evaluations.values():
            self._evaluation(document)
        for key, document in named.get("benchmarks", {}).items():
            self._tasks(self.catalog.benchmarks[key], document)
        return self.findings

    def _must(
        self,
        document: Document,
        path: Steps,
        name: object,
        names: Collection[str],
        what: str,
        *,
        key: bool = False,
    ) -> None:
        if isinstance(name, str) and name and name not in names:
            message = f"there is no {what} `{name}`"
            folder = next((kind for kind, known in self.allowed.items() if known is names and not names), "")
            fix = f"write sheets/{folder}/{name}.yaml" if folder else did_you_mean(name, list(names))
            self.findings.append(document.finding("FS201", path, message, fix, key=key))

    def _sources(self, document: Document) -> None:
        """`source`, `by` and `conditions.metric`, wherever they stand."""
        producers = values_at(document.data, "producers")
        producers = producers if isinstance(producers, dict) else {}
        named: dict[str, tuple[Collection[str], str]] = {
            "source": (self.catalog.references, "reference"),
            "sizes_source": (self.catalog.references, "reference"),
            "by": (producers, "producer in this sheet"),
            "metric": (self.catalog.template.metrics, "metric"),
        }
        for key, value, trail in _named_in(document.data):
            name, (names, what) = value, named[key]
            if key == "metric":
                if trail[1] is None or trail[1][0] != "conditions":
                    continue
                name = value.get("value") if isinstance(value, dict) else value
            elif key != "by" and "references" in self.unread:
                continue
            if isinstance(name, str) and name not in names:
                self._must(document, _steps(trail), name, names, what)
        for key, producer in producers.items():
            self._must(
                document,
                ("producers", key, "role"),
                values_at(producer, "role"),
                self.catalog.template.roles,
                "role",
            )

    def _sheet(self, sheet: Sheet) -> None:
        for key in ("baseline", "superseded_by"):
            self._must(sheet.document, (key,), sheet.header.get(key), self.sheets, "sheet")
        for i, old in enumerate(former_ids(sheet)):
            if old in self.catalog.names:
                message = f"the former id `{old}` is that of another sheet"
                self.findings.append(
                    sheet.document.finding("FS202", ("renamed_from", i), message, "remove it")
                )
        for fact in sheet.facts.values():
            for value in fact.values:
                if fact.spec.refers:
                    name = getattr(value.content, "text", "")
                    what = fact.spec.refers.removesuffix("s") + (
                        " sheet" if fact.spec.refers == "models" else ""
                    )
                    self._must(
                        sheet.document, (*fact.spec.keys, "value"), name, self.allowed[fact.spec.refers], what
                    )
                if isinstance(value.content, Scores):
                    self._scores(sheet.document, fact, value.content)

    def _scores(self, document: Document, fact: Fact, scores: Scores) -> None:
        several = len(fact.values) > 1
        index = next((i for i, v in enumerate(fact.values) if v.content is scores), 0)
        base: Steps = (*fact.spec.keys, index) if several else fact.spec.keys
        self._must(document, (*base, "benchmark"), scores.benchmark, self.allowed["benchmarks"], "benchmark")
        benchmark = self.catalog.benchmarks.get(scores.benchmark)
        if benchmark is None or not benchmark.tasks:
            return  # missing, or not in shape: that is reported for its own file
        for task in scores.scores:
            if task not in benchmark.tasks:
                message = f"{benchmark.name} has no task `{task}`"
                finding = document.finding(
                    "FS201", (*base, "scores", task), message, did_you_mean(task, benchmark.tasks), key=True
                )
                self.findings.append(finding)
        self._metrics(document, scores, benchmark)

    def _metrics(self, document: Document, scores: Scores, benchmark: Benchmark) -> None:
        """Metrics of scores that their task is not scored in; one that counts what is wrong may take another's place."""
        metrics, told = self.catalog.template.metrics, {UNSPECIFIED}
        for key, value in ((key, value) for key, values in scores.scores.items() for value in values):
            named = value.condition("metric")
            metric = metrics.get(named.value) if named and key in benchmark.tasks else None
            if metric is None or metric.complement or metric.id in told:
                continue
            allowed = benchmark.tasks[key].metrics
            # What the template does not know is told of the benchmark.
            if metric.id not in allowed and metrics.keys() >= {*allowed}:
                told.add(metric.id)
                message = f"{benchmark.name}: {key} is not scored in `{metric.id}`"
                fix = f"{did_you_mean(metric.id, allowed)}; else add it to the metrics of the task"
                self.findings.append(finding_in(document.text, "FS201", value.where, message, fix))

    def _evaluation(self, document: Document) -> None:
        data: Any = document.data
        template = self.catalog.template
        self._must(document, ("sheet",), data.get("sheet"), self.sheets, "sheet")
        raters = data.get("raters") or {}
        for code, rater in raters.items():
            self._must(document, ("raters", code, "role"), values_at(rater, "role"), template.roles, "role")
        sections = [section.key for section in template.sections]
        for key, dimensions in (data.get("ratings") or {}).items():
            self._must(document, ("ratings", key), key, sections, "section", key=True)
            for dimension, ratings in dimensions.items() if isinstance(dimensions, dict) else ():
                for code in ratings if isinstance(ratings, dict) else ():
                    self._must(document, ("ratings", key, dimension, code), code, raters, "rater", key=True)
        for key in data.get("rated") or ():
            self._must(document, ("rated", key), key, data.get("ratings") or (), "rated section", key=True)
        for i, comment in enumerate(data.get("comments") or ()):
            place: Steps = ("comments", i)
            self._must(document, (*place, "rater"), values_at(comment, "rater"), raters, "rater")
            self._must(document, (*place, "section"), values_at(comment, "section"), sections, "section")

    def _tasks(self, benchmark: Benchmark, document: Document) -> None:
        for key, task in benchmark.tasks.items():
            for i, metric in enumerate(task.metrics):
                self._must(
                    document, ("tasks", key, "metrics", i), metric, self.catalog.template.metrics, "metric"
                )
        for i, key in enumerate(benchmark.mean_tasks):
            self._must(document, ("mean", "tasks", i), key, benchmark.tasks, "task")


#: Keys whose value names something, wherever they stand.
_NAMING = frozenset({"source", "sizes_source", "by", "metric"})
#: A path as its last step and the trail before it: most are never looked at.
_Trail: TypeAlias = "tuple[str | int, _Trail | None]"


def _steps(trail: _Trail) -> Steps:
    step, around = trail
    return (*(_steps(around) if around else ()), step)


def _named_in(data: object) -> Iterator[tuple[str, Any, _Trail]]:
    """Every key of a document that names something, with its value and path."""
    waiting: list[tuple[Any, _Trail | None]] = [(data, None)]
    for node, trail in waiting:
        for step, value in node.items() if node.__class__ is dict else enumerate(node):
            if value.__class__ is dict or value.__class__ is list:
                waiting.append((value, (step, trail)))
            if step in _NAMING:
                yield step, value, (step, trail)
