import pytest

from homologa.simulators.tiny.rules import municipios


def test_the_table_is_whole_and_its_codes_are_of_seven_digits():
    table = municipios.todos()

    assert len(table) == len({city.codigo for city in table}) == 5571
    assert {len(city.codigo) for city in table} == {7}
    assert len(municipios.ufs()) == 27


@pytest.mark.parametrize("written", ["São Paulo", "sao paulo", "SAO  PAULO ", "são-paulo"])
def test_case_accents_and_signs_do_not_matter(written):
    assert municipios.localizar(written, "SP").codigo == "3550308"


def test_apostrophes_do_not_matter():
    assert municipios.localizar("alta floresta d oeste", "RO") == municipios.localizar("Alta Floresta D'Oeste")


def test_the_state_tells_cities_of_one_name_apart():
    assert {municipios.localizar("Bom Jesus", uf).uf for uf in ("PB", "RS")} == {"PB", "RS"}
    assert municipios.localizar("Campinas", "RJ") is None
    assert municipios.localizar("Campinas", "Estado de São Paulo").uf == "SP"
