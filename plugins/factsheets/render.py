# HTML from records. Comes in: a template's name and its values. Goes out: Markup. The only module
# that imports jinja2. Autoescape is on; sheet text is always a value and never a template.
"""Templates and what they may call."""

from functools import lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from factsheets import show
from factsheets.alike import condition_words, uncertainty
from factsheets.escape import is_address, prose
from factsheets.model import Derived
from factsheets.pages import Linker
from factsheets.resources import TEMPLATES


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The one environment: strict about names, escaping everything."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.filters.update(
        prose=prose,
        spelled=show.spelled,
        parts=show.parts,
        number=show.number,
        condition=condition_words,
        plural=show.plural,
        uncertainty=uncertainty,
        lookup=lambda key, table: table[key],
    )
    env.tests["address"] = is_address
    env.tests["derived"] = lambda value: isinstance(value, Derived)
    return env


def render(template: str, linker: Linker, /, **values: Any) -> Markup:
    """One template as HTML; links and anchors go to the linker of the page."""
    source = environment().get_template(template)
    return Markup(source.render(url=linker.url, anchor=linker.anchor, **values))  # noqa: S704 - autoescape is on


def slug(text: str) -> str:
    """A text as an id of a page: lower-case letters, digits and hyphens."""
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in text.lower()).split())
