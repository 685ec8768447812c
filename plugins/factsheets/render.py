# HTML from records. Comes in: a template's name and its values. Goes out: Markup. The only module
# that renders templates of ours. Autoescape is on; sheet text is always a value and never a template.
"""Templates and what they may call."""

from functools import lru_cache, partial
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from factsheets import show
from factsheets.alike import condition_words, uncertainty
from factsheets.escape import is_address
from factsheets.model import Derived
from factsheets.pages import address, identity
from factsheets.prose import prose
from factsheets.resources import TEMPLATES
from factsheets.words import plural, sentence


@lru_cache(maxsize=2)
def environment(*, directory_urls: bool = True) -> Environment:
    """The one environment for each form of addresses: strict about names, escaping everything."""
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
        plural=plural,
        sentence=sentence,
        uncertainty=uncertainty,
        slug=slug,
        lookup=lambda key, table: table[key],
    )
    # Not of one page, so that imported macros are made once: see pages.ROOT.
    env.globals.update(url=partial(address, directory_urls=directory_urls), anchor=identity)
    env.tests["address"] = is_address
    env.tests["derived"] = lambda value: isinstance(value, Derived)
    env.globals["m"] = env.get_template("macros.html").module
    return env


def render(template: str, /, *, directory_urls: bool = True, **values: Any) -> Markup:
    """One template as HTML, for any page."""
    source = environment(directory_urls=directory_urls).get_template(template)
    return Markup(source.render(values))  # noqa: S704 - autoescape is on


def piece(macro: str, /, *values: Any, directory_urls: bool = True) -> Markup:
    """One macro as HTML: for small parts, which cost less so."""
    return Markup(getattr(environment(directory_urls=directory_urls).globals["m"], macro)(*values))  # noqa: S704 - as above


def slug(text: str) -> str:
    """A text as an id of a page: lower-case letters, digits and hyphens."""
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in text.lower()).split())
