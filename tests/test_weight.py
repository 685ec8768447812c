"""What a reader's browser loads: little, and nothing twice."""

import pytest
from playwright.sync_api import Browser

from factsheets.assets import SCRIPT, STYLE, assets
from weight import FIRST_VISIT, OWN, compressed, first_visit


def test_scripts_and_styles_are_small_all_of_them_together() -> None:
    own = {name: compressed(data) for name, data in assets().items() if name.endswith((".css", ".js"))}
    assert {STYLE, SCRIPT} == set(own)
    assert sum(own.values()) <= OWN, own


@pytest.mark.browser
def test_the_first_visit_of_a_comparison_is_light(engine: Browser, address: str) -> None:
    assert first_visit(engine, address) <= FIRST_VISIT
