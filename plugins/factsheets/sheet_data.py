# A sheet for programs. Comes in: Site, Sheet. Goes out: the bytes of its JSON form, which docs/machine-readable.md
# documents. Must not know: pages, files.
"""The JSON form of a sheet."""

from typing import Any

from msgspec.json import Encoder

from factsheets.compare_metrics import shown
from factsheets.derive import hardware_of
from factsheets.diagnostics import Remark
from factsheets.model import Derived, Evidence, Fact, Sheet
from factsheets.said import absence_data, conditions_data, evidence_data, filled, value_data
from factsheets.site import Site, sheet_url

#: The version of all JSON forms. It is raised when a field goes or means something else, not when one is added.
FORMAT = 1

#: Figures keep all their digits.
encode = Encoder(decimal_format="number").encode


def sheet_json(site: Site, sheet: Sheet) -> bytes:
    """A sheet with its conditions, evidence, derived values and findings."""
    head, hardware = sheet.header, hardware_of(site.catalog, sheet)
    known = site.catalog.references
    return encode(
        filled(
            format=FORMAT,
            **identity_data(site, sheet),
            template=head["factsheet"],
            status=head["status"],
            hardware=hardware.id if hardware else "",
            baseline=sheet.baseline,
            superseded_by=head.get("superseded_by"),
            licence=head.get("licence"),
            contact=head.get("contact"),
            producers=head.get("producers"),
            changes=head.get("changes"),
            facts=[_fact(fact) for fact in sheet.facts.values()],
            absences={key: absence_data(absence) for key, absence in sheet.absences.items()},
            derived=[_derived(site, derived) for derived in sheet.derived],
            findings=[_finding(remark) for remark in site.remarks_of(sheet)],
            references={key: known[key] for key in sorted(_sources(sheet)) if key in known},
        )
    )


def identity_data(site: Site, sheet: Sheet) -> dict[str, Any]:
    """What names a sheet and this version of it."""
    head = sheet.header
    return filled(
        id=sheet.id,
        name=sheet.name,
        kind=sheet.kind,
        version=head["version"],
        date=head["date"],
        url=site.link(sheet_url(sheet)),
    )


def _fact(fact: Fact) -> dict[str, Any]:
    spec = fact.spec
    found: dict[str, Any] = {
        "path": spec.path,
        "section": spec.section_title,
        "title": spec.title,
        "shape": spec.shape,
    }
    if spec.group:
        found["group"] = spec.group
    if spec.metric:
        found["metric"] = spec.metric
    if fact.values:
        found["values"] = [value_data(value) for value in fact.values]
    if fact.absence:
        found["absence"] = absence_data(fact.absence)
    found["line"] = fact.where.line
    return found


def _derived(site: Site, derived: Derived) -> dict[str, Any]:
    metric = site.catalog.template.metrics[derived.metric]
    return filled(
        metric=derived.metric,
        title=metric.title,
        text=shown(derived, metric),
        si=derived.si,
        low=derived.low,
        high=derived.high,
        limit=derived.limit,
        words=derived.words,
        formula=derived.formula,
        inputs=[filled(title=i.title, path=i.path, hardware=i.hardware) for i in derived.inputs],
        conditions=conditions_data(derived.conditions),
        evidence=evidence_data(derived.evidence),
        note=derived.note,
        checks=[filled(formula=c.formula, text=c.shown, agrees=c.agrees) for c in derived.checks],
        also_stated=derived.stated,
    )


def _finding(remark: Remark) -> dict[str, Any]:
    finding = remark.finding
    return filled(
        code=finding.code,
        path=remark.path,
        line=finding.where.line,
        message=finding.message,
        fix=finding.fix,
        waived=remark.waived,
    )


def _sources(sheet: Sheet) -> set[str]:
    """Keys of the references that values of a sheet rest on."""
    found: set[str] = set()
    for fact in sheet.facts.values():
        evidence: list[Evidence] = [value.evidence for value in fact.values]
        if fact.absence:
            evidence.append(fact.absence.evidence)
        found.update(each.source for each in evidence)
    return found
