"""Facts read from text, for the tests of reading them."""

from collections.abc import Callable
from typing import TypeAlias

from factsheets.document import Document
from factsheets.model import Absence, Evidence, Fact, Value
from factsheets.read import read

Sheet: TypeAlias = tuple[dict[str, Fact], dict[str, Absence], list[tuple[str, int, int]]]
Reader: TypeAlias = Callable[[str], Sheet]


def document_of(text: str) -> Document:
    document, found = read(text.encode(), "sheet.yaml")
    assert document is not None
    assert found == []
    return document


def one(fact: Fact) -> Value:
    assert len(fact.values) == 1
    return fact.values[0]


def evidence(sheet: Reader, text: str, path: str = "training.noise.read") -> Evidence:
    facts, _, findings = sheet(text)
    assert findings == []
    return one(facts[path]).evidence


def conditions(value: Value) -> dict[str, str]:
    return {condition.key: condition.value for condition in value.conditions}
