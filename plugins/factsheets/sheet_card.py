# The card of a sheet. Comes in: Site, Sheet. Goes out: a file to be made beside its page.
"""Which figures stand on the card of a sheet."""

import re
from functools import partial
from itertools import islice

from factsheets.highlights import highlights
from factsheets.model import Sheet
from factsheets.pages import PlannedFile
from factsheets.site import Site, sheet_url

#: Signs that the font of the site has not: there another font of the reader fills in.
_WORDS = {"≤": "at most", "≥": "at least", "≈": "about"}


def sheet_card(site: Site, sheet: Sheet) -> PlannedFile | None:
    """The card, where the site has some and the font can write the name."""
    if not site.cards:
        return None
    from factsheets.card import draws  # noqa: PLC0415 - an extra

    return (
        PlannedFile(f"{sheet_url(sheet)}card.png", partial(_card, site, sheet)) if draws(sheet.name) else None
    )


def _worded(text: str) -> str:
    return re.sub("[≤≥≈]", lambda sign: _WORDS[sign[0]], text)


def _card(site: Site, sheet: Sheet) -> bytes:
    from factsheets.card import Big, card, draws  # noqa: PLC0415 - as above

    found = ([_worded(part) for part in (h.text, h.title, h.sub)] for h in highlights(site.catalog, sheet))
    figures = [Big(*parts) for parts in islice((parts for parts in found if draws("".join(parts))), 2)]
    return card(sheet.name, sheet.kind, figures, site.name if draws(site.name) else "")
