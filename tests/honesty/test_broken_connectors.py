"""Each fault that is put into the reference connector is caught by a scenario of the requirement it breaks."""

import pytest

FAULTS = {
    "prefix_match": "NOV-09",
    "first_of_two": "NOV-10",
    "forgets_the_echo": "NOV-07",
    "resends_linked": "NOV-05",
    "full_visibility": "NOV-13",
    "wrong_mapping": "NOV-06",
}


@pytest.mark.parametrize(("fault", "requirement"), FAULTS.items())
def test_a_broken_connector_is_caught_by_the_right_requirement(verify, fault, requirement):
    verdict = verify("--embedded", f"broken:{fault}")
    assert verdict.exit_code == 1
    assert verdict.requirements()[requirement] == "failed"
