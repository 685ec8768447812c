# Facts from a document. Comes in: a document and its questions. Goes out: facts with conditions and
# evidence, nearest statement first, and findings about values. It passes over what does not have
# the shape that the schema asks for: that is reported by validate.py.
"""Read the facts of a sheet or of a piece of hardware."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from factsheets.conditions import Condition, conditioned
from factsheets.diagnostics import Finding
from factsheets.document import Document, Json, SpotFields, Steps, dotted
from factsheets.model import Absence, Content, Evidence, Fact, Scores, Value
from factsheets.questions import FactSpec, SectionSpec, Template
from factsheets.schema import values_at
from factsheets.units import Quantity, UnitError, parse
from factsheets.values import READERS

ABSENCES = ("not_known", "not_applicable", "pending")
_EVIDENCE = ("basis", "source", "at", "by", "verified")
_CONTEXT = frozenset({*_EVIDENCE, "conditions"})
#: Keys of a long form or a section that are no facts; any other key is unknown, which is a finding of its own.
_KNOWN = {
    *ABSENCES,
    *_EVIDENCE,
    "conditions",
    "value",
    "note",
    "std",
    "ci95",
    "n_runs",
    "against",
    "benchmark",
    "mean",
}
#: What a value may carry besides its content, its evidence and its conditions.
_EXTRAS = frozenset({"note", "std", "ci95", "n_runs", "against"})
#: A score is read like a quantity fact of its own.
_SCORE = FactSpec("", "", "", "", "", "quantity", "", "", "ratio", "", (), "", (), {}, "", "")


class Context(Struct, frozen=True):
    """What holds at a level of the sheet, from the levels around it."""

    evidence: Evidence = field(default_factory=Evidence)
    conditions: tuple[Condition, ...] = ()

    def inside(self, data: Mapping[str, Json], level: str, template: Template) -> "Context":
        """The context one level further in. What is said there wins; conditions merge key by key.

        A place (`at`) and a way of reading (`verified`) belong to their source, and are not taken
        over when the level names another one. `level` is "" for a value's own evidence.
        """
        if data.keys().isdisjoint(_CONTEXT):
            return self
        held = self.conditions
        if "conditions" in data:
            inner = _conditions(data["conditions"], template)
            held = tuple({**{c.key: c for c in held}, **inner}.values()) if held else tuple(inner.values())
        stated = {key: text for key in _EVIDENCE if key in data and isinstance(text := data[key], str)}
        return Context(self._evidence(stated, level) if stated else self.evidence, held)

    def _evidence(self, stated: Mapping[str, str], level: str) -> Evidence:
        """The evidence with what a level states of it."""
        old, inherited = self.evidence, self.evidence.inherited
        source = stated.get("source", old.source)
        at, verified = (old.at, old.verified) if source == old.source else ("", "")
        gone = stated.keys() if source == old.source else {"at", "verified", *stated}
        if inherited and not inherited.keys().isdisjoint(gone):
            inherited = {key: level_ for key, level_ in inherited.items() if key not in gone}
        if level:
            inherited = {**inherited, **dict.fromkeys(stated, level)}
        return Evidence(
            stated.get("basis", old.basis), source, stated.get("at", at), stated.get("by", old.by),
            stated.get("verified", verified), inherited,
        )  # fmt: skip


def _conditions(data: Json, template: Template) -> dict[str, Condition]:
    found, titles, dimensions = {}, template.conditions, template.condition_dimensions
    for key, entry in data.items() if isinstance(data, dict) else ():
        inferred = entry.get("inferred", "") if isinstance(entry, dict) else ""
        value = entry.get("value") if isinstance(entry, dict) else entry
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # the schema takes 4.0 for a whole number, too
        if value is not None and key in titles:
            found[key] = conditioned(key, titles[key], str(value), dimensions.get(key, ""), str(inferred))
    return found


class FactReader:
    """Reads the facts of one document."""

    def __init__(self, document: Document, template: Template) -> None:
        self.document, self.template = document, template
        self.findings: list[Finding] = []

    def root(self) -> Context:
        """What the head of the document says for everything in it."""
        data = self.document.data
        return Context().inside(data, "sheet", self.template) if isinstance(data, dict) else Context()

    def section(self, spec: SectionSpec, around: Context) -> tuple[dict[str, Fact], Absence | None]:
        """The facts of one section by path, and its absence where the whole section is absent."""
        data = values_at(self.document.data, spec.key)
        if not isinstance(data, dict):
            return {}, None
        self._check_conditions(data, (spec.key,))
        inner = around.inside(data, "section", self.template)
        has_facts = not data.keys().isdisjoint(spec.keys)
        absence = None
        if not has_facts or not data.keys().isdisjoint(ABSENCES):
            absence = self._absence(data, (spec.key,), inner, has_value=has_facts, wanted="a fact")
        return self.facts(spec, inner, depth=1), absence

    def facts(self, section: SectionSpec, around: Context, depth: int) -> dict[str, Fact]:
        """The stated facts by path; keys deeper than `depth` + 1 stand in a group.

        A group that is said to be absent says so for each of its facts.
        """
        found = {}
        for steps, specs in section.groups:
            group = values_at(self.document.data, *steps)
            if not isinstance(group, dict):
                continue
            inner = around
            if len(steps) > depth:
                self._check_conditions(group, steps)
                inner = around.inside(group, "group", self.template)
            may_be_absent = len(steps) > depth and not group.keys().isdisjoint(ABSENCES)
            spots = self.document.inside(group)
            for key, spec in specs:
                given, absence = key in group, None
                if may_be_absent:
                    absence = self._absence(group, steps, inner, has_value=given, wanted=None)
                if given:
                    found[spec.path] = self._fact(spec, (*steps, key), group[key], spots[key], inner)
                elif absence:
                    found[spec.path] = Fact(spec, (), absence, self.document.where(steps, key=True))
        return found

    def _fact(self, spec: FactSpec, path: Steps, data: Json, spot: SpotFields, around: Context) -> Fact:
        where = self.document.at(spot, key=True)
        if spec.shape in {"quantity", "series", "scores"} and isinstance(data, list):
            spots = self.document.inside(data)
            values = [self._value(spec, (*path, i), entry, spots[i], around) for i, entry in enumerate(data)]
            stated = tuple(value for value in values if value)
            absences = [self._entry_absence(spec, (*path, i), entry, around) for i, entry in enumerate(data)]
            if all(isinstance(entry, dict) for entry in data):
                self._tell_apart(path, stated)
            return Fact(spec, stated, next(filter(None, absences), None) if not stated else None, where)
        absence = self._entry_absence(spec, path, data, around) if isinstance(data, dict) else None
        value = None if absence else self._value(spec, path, data, spot, around)
        return Fact(spec, (value,) if value else (), absence, where)

    def _entry_absence(self, spec: FactSpec, path: Steps, data: Json, around: Context) -> Absence | None:
        """The absence that a long form states."""
        if not isinstance(data, dict):
            return None
        wanted = "scores" if spec.shape == "scores" else "value"
        given = wanted in data or (spec.shape == "scores" and "mean" in data)
        if given and data.keys().isdisjoint(ABSENCES):
            return None
        return self._absence(
            data, path, around.inside(data, "", self.template), has_value=given, wanted=wanted
        )

    def _absence(
        self,
        data: Mapping[str, Json],
        path: Steps,
        around: Context,
        *,
        has_value: bool,
        wanted: str | None = "value",
    ) -> Absence | None:
        """A stated absence; a finding when value and absence, or neither, are given.

        `wanted` is what should be there in place of an absence; None where nothing need be.
        """
        given = [key for key in ABSENCES if key in data]
        if len(given) + has_value > 1:
            other = "a value" if has_value else f"`{given[1]}`"
            message = f"{dotted(path)} has `{given[0]}` and {other}"
            self._report("FS107", path, message, "keep one of them", key=True)
        if not given and not has_value and wanted and set(data) <= _KNOWN:
            asked = wanted if " " in wanted else f"`{wanted}:`"
            fix = f"add {asked}, or say why there is none: `not_known: reason`"
            message = f"{dotted(path)} has neither {asked} nor a reason why there is none"
            self._report("FS107", path, message, fix, key=True)
        if not given:
            return None
        entry = data[given[0]]
        reason = f"{entry.get('owner')}, by {entry.get('due')}" if isinstance(entry, dict) else str(entry)
        due = str(entry.get("due", "")) if isinstance(entry, dict) else ""
        return Absence(given[0], reason, around.evidence, due)

    def _value(
        self, spec: FactSpec, path: Steps, data: Json, spot: SpotFields, around: Context
    ) -> Value | None:
        """One value, in its short form or in its long one."""
        where = self.document.at(spot)
        if not isinstance(data, dict):
            content = self._content(spec, path, data, spot) if spec.shape != "scores" else None
            return Value(content, around.evidence, around.conditions, where) if content else None
        inner = around.inside(data, "", self.template)
        if spec.shape == "scores":
            content = self._scores(path, data, inner)
        else:
            inside = self.document.inside(data)
            content = self._content(spec, (*path, "value"), data.get("value"), inside.get("value", spot))
        if content is None:
            return None
        self._check_conditions(data, path)
        if data.keys().isdisjoint(_EXTRAS):
            return Value(content, inner.evidence, inner.conditions, where)
        self._check_interval(data, path, content)
        return Value(content, inner.evidence, inner.conditions, where, **_extras(data))

    def _content(self, spec: FactSpec, path: Steps, data: Json, spot: SpotFields) -> Content | None:
        try:
            raw = "" if isinstance(data, str) else spot[4]
            content = READERS[spec.shape](data, raw, spec)
            return _in_percent(content) if spec is _SCORE else content
        except UnitError as error:
            # An offset into the text is a column only where the text stands unquoted.
            offset = error.offset if spot[4] else 0
            message = f"{dotted(path).removesuffix('.value')}: {error.message}"
            self._report(error.code, path, message, error.fix, offset=offset)
            return None

    def _scores(self, path: Steps, data: Mapping[str, Json], around: Context) -> Scores | None:
        """Scores by task. A plain number is in the unit of its metric."""
        if not {"scores", "mean"} & data.keys():
            return None
        entries = data.get("scores", {})
        if not isinstance(entries, dict):
            return None
        spots = self.document.inside(entries)
        facts = {
            task: self._fact(_SCORE, (*path, "scores", task), entry, spots[task], around)
            for task, entry in entries.items()
        }
        scores = {task: fact.values for task, fact in facts.items()}
        absences = {task: fact.absence for task, fact in facts.items() if fact.absence}
        mean: tuple[Value, ...] = ()
        if "mean" in data:
            spot = self.document.inside(data)["mean"]
            mean = self._fact(_SCORE, (*path, "mean"), data["mean"], spot, around).values
        return Scores(str(data.get("benchmark", "")), scores, mean[0] if mean else None, absences)

    def _tell_apart(self, path: Steps, values: tuple[Value, ...]) -> None:
        seen: dict[Any, int] = {}
        for index, value in enumerate(values):
            conditions = frozenset((c.key, c.meant) for c in value.conditions)
            key = (conditions, value.against, _benchmark(value.content))
            if key in seen:
                fix = "say under which conditions each holds"
                message = f"{dotted(path)}: entries {seen[key] + 1} and {index + 1} have the same conditions"
                self._report("FS108", (*path, index), message, fix)
            seen.setdefault(key, index)

    def _check_interval(self, data: Mapping[str, Json], path: Steps, content: Content) -> None:
        if "ci95" not in data:
            return
        interval = data["ci95"]
        ends = [end for end in interval if isinstance(end, int | float)] if isinstance(interval, list) else []
        if len(ends) == 2 and ends[0] > ends[1]:
            message = f"{dotted(path)}.ci95 begins with its upper end"
            self._report("FS114", (*path, "ci95"), message, "write the lower end first")
        elif len(ends) == 2 and isinstance(content, Quantity) and not content.within(*ends):
            message = f"{dotted(path)}.ci95 does not hold the value, {content.number}"
            self._report(
                "FS106", (*path, "ci95"), message, "correct one of them; both are in the unit of the value"
            )

    def _check_conditions(self, data: Mapping[str, Json], path: Steps) -> None:
        """A condition that is a quantity must be one, of its dimension."""
        conditions = data.get("conditions")
        if not isinstance(conditions, dict):
            return
        for key, dimension in self.template.condition_dimensions.items():
            if key not in conditions:
                continue
            text = conditions[key]
            steps: Steps = (*path, "conditions", key)
            if isinstance(text, dict):
                text, steps = text.get("value"), (*steps, "value")
            if isinstance(text, str):
                try:
                    parse(text, dimension)
                except UnitError as error:
                    offset = error.offset if self.document.spot(steps).raw else 0
                    message = f"{dotted(steps)}: {error.message}"
                    self._report(error.code, steps, message, error.fix, offset=offset)

    def _report(
        self, code: str, path: Steps, message: str, fix: str, *, key: bool = False, offset: int = 0
    ) -> None:
        self.findings.append(self.document.finding(code, path, message, fix, key=key, offset=offset))


def _benchmark(content: Content) -> str:
    return content.benchmark if isinstance(content, Scores) else ""


def _in_percent(content: Content | None) -> Content | None:
    """A score without a unit is on the 0 to 100 scale that GLUE prints."""
    if isinstance(content, Quantity) and not content.unit:
        return parse(f"{content.limit} {content.number} %".strip(), "ratio")
    return content


def _extras(data: Mapping[str, Json]) -> dict[str, Any]:
    extras: dict[str, Any] = {}
    for key, kind in (("note", str), ("against", str), ("n_runs", int)):
        if isinstance(data.get(key), kind):
            extras[key] = data[key]
    std, interval = data.get("std"), data.get("ci95")
    if isinstance(std, int | float):
        extras["std"] = float(std)
    if isinstance(interval, list) and len(interval) == 2:
        extras["ci95"] = tuple(float(end) for end in interval if isinstance(end, int | float))
    return extras
