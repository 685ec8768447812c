"""The tables that the long proofs rest on follow the code."""

import mutate
import pytest
import remove_defences


@pytest.mark.parametrize("defence", remove_defences.defences(), ids=lambda defence: defence.what)
def test_each_defence_stands_once_in_its_file(defence: remove_defences.Defence) -> None:
    assert 1 == (remove_defences.ROOT / defence.file).read_text("utf-8").count(defence.old)


@pytest.mark.parametrize("module", mutate.modules().values(), ids=lambda module: module.file)
def test_each_mutation_that_is_judged_to_change_nothing_is_there(module: mutate.Module) -> None:
    assert mutate.parted(module)[0]
    assert all((mutate.ROOT / file).is_file() for file in module.tests if not file.startswith("-"))
