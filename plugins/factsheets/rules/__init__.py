# The rules, each module of them imported once so that its rules are known. Comes in: nothing.
"""Rules that look at what a schema cannot: whether facts agree, and what is missing beside them."""

from importlib import import_module
from pkgutil import iter_modules

from factsheets.codes import CODES, Code
from factsheets.rules.kind import RULES, Hit, Rule, rule

for _module in sorted(found.name for found in iter_modules(__path__)):
    import_module(f"{__name__}.{_module}")

__all__ = ["RULES", "Hit", "Rule", "explained", "rule"]


def explained() -> dict[str, Code]:
    """The explanation of every code: of faults, and of rules."""
    rules = {code: rule.explained for code, rule in RULES.items()}
    return dict(sorted({**CODES, **rules}.items()))
