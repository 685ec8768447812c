# Shape: is a document what its schema says? Comes in: a document, the schemas. Goes out: findings.
"""Accept fast, explain well."""

from factsheets.diagnostics import Finding
from factsheets.document import Document
from factsheets.schema import Schemas


def accepts(document: Document, name: str, schemas: Schemas) -> bool:
    """The fast verdict of the schema `name`."""
    return bool(schemas.schema(name).validator.is_valid(document.data))


def validate(document: Document, name: str, schemas: Schemas) -> list[Finding]:
    """Faults of shape; empty also where the only faults are ones that the core reads itself."""
    if accepts(document, name, schemas):
        return []
    from factsheets.explain import explain  # noqa: PLC0415 - jsonschema is slow to import

    return explain(document, schemas.schema(name), schemas)
