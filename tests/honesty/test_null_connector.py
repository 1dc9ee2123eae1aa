"""A connector that does nothing passes nothing that is asked of a connector."""

COVERED = {f"NOV-{number:02}" for number in range(1, 19)}


def test_nothing_of_the_connector_passes_without_one(verify):
    verdict = verify("--embedded", "null:create")
    asked = verdict.requirements("conector", "ambos")
    assert len(asked) >= 11
    assert [name for name, found in asked.items() if found == "passed"] == []
    assert verdict.exit_code == 1


def test_what_is_the_simulators_own_passes_without_one(verify):
    found = verify("--embedded", "null:create").requirements("plataforma")
    assert found
    assert set(found.values()) == {"passed"}


def test_waiting_for_ever_is_no_way_through(verify):
    verdict = verify("--embedded", "waiting:create", "--patience", "0.1", "-t", "NOV-06 or NOV-12")
    assert verdict.exit_code == 1
    assert set(verdict.scenarios().values()) <= {"blocked", "failed"}


def test_the_suite_covers_what_it_says(reference):
    assert set(reference.requirements()) >= COVERED
