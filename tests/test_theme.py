"""What is done to a page that the theme has rendered."""

import pytest

from factsheets.theme import completed

HEAD = "<head><script src='early.js'></script></head><body>"


def test_what_a_page_says_of_itself_ends_its_head() -> None:
    assert "<head><meta name=a></head><body></body>" == completed(
        "<head></head><body></body>", "<meta name=a>"
    )


def test_the_font_is_asked_for_where_the_style_sheet_is() -> None:
    style = '<link rel="stylesheet" href="../assets/factsheets/factsheets.css">'
    assert 'href="../assets/factsheets/inter-' in completed(f"<head>{style}</head>", "")
    assert "inter" not in completed("<head></head>", "")


def test_the_scripts_that_a_page_ends_with_run_in_their_order_when_it_is_shown() -> None:
    scripts = '<script src="theme.js"></script>\n  \n<script src="a/own.js"></script>\n'
    deferred = '<script defer src="theme.js"></script>\n  \n<script defer src="a/own.js"></script>\n'
    assert f"{HEAD}{deferred}</body>" == completed(f"{HEAD}{scripts}</body>", "")


@pytest.mark.parametrize("last", ["<script>inline()</script>", '<script src="x.js" async></script>', "<p>"])
def test_a_script_that_something_else_follows_stays_as_it_is(last: str) -> None:
    page = f'{HEAD}<script src="theme.js"></script>{last}</body>'
    assert page == completed(page, "")
