import pytest
from werkzeug.exceptions import MethodNotAllowed, NotFound

from homologa.simulators.kernel.web.routes import Routes, Spelling

BLIND = Spelling(ignores_case=True)
MERGING = Spelling(merges_slashes=True)


@pytest.fixture
def routes():
    made = Routes[str]()
    made.add("/a/b", ("GET",), "ler")
    made.add("/a/b", ("POST",), "gravar")
    return made


def test_a_method_is_answered_by_its_own_target(routes):
    assert (routes.find("GET", "/a/b"), routes.find("POST", "/a/b")) == ((["ler"], {}), (["gravar"], {}))


@pytest.mark.parametrize("path", ["/a/b", "/a/b/", "//a/b"])
def test_a_path_is_found_with_or_without_slashes_around_it(routes, path):
    assert routes.find("GET", path) == (["ler"], {})


@pytest.mark.parametrize("path", ["/a", "/a/b/c", "/a//b", "/a/b//", "/A/b", "", "/"])
def test_any_other_is_not(routes, path):
    with pytest.raises(NotFound):
        routes.find("GET", path)


def test_head_goes_with_get(routes):
    routes.add("/a/<x>", ("GET",), "um")

    assert routes.find("HEAD", "/a/b") == (["ler"], {})
    assert routes.find("HEAD", "/a/c") == (["um"], {"x": "c"})


def test_a_method_that_a_path_does_not_have_is_told_with_those_it_has(routes):
    routes.add("/a/<x>", ("PUT",), "trocar")

    with pytest.raises(MethodNotAllowed) as refusal:
        routes.find("DELETE", "/a/b")

    assert refusal.value.valid_methods == ["GET", "HEAD", "POST", "PUT"]


def test_a_blank_stands_for_anything_and_a_plain_address_goes_first(routes):
    routes.add("/a/<int:number>", ("GET",), "um")
    routes.add("/a/<name>", ("GET", "PUT"), "outro")

    assert routes.find("GET", "/a/7") == (["um"], {"number": 7})
    assert routes.find("GET", "/a/x/") == (["outro"], {"name": "x"})
    assert routes.find("PUT", "/a/b") == (["outro"], {"name": "b"})


@pytest.mark.parametrize("path", ["/a/<first>", "/a/<other>"])
def test_addresses_of_one_shape_are_one_address(routes, path):
    routes.add("/a/<first>", ("GET",), "um")
    routes.add(path, ("GET",), "dois")

    assert routes.find("GET", "/a/z")[0] == ["um", "dois"]


@pytest.mark.parametrize("path", ["/Pedido/ABC/Itens/xY/zW", "/pedido/ABC/itens/xY/zW/", "/PEDIDO/ABC/ITENS/xY/zW"])
def test_where_case_is_ignored_blanks_keep_their_letters(path):
    routes = Routes[str]()
    routes.add("/Pedido/<code>/Itens/<path:rest>", ("GET",), "itens", BLIND)

    (target,), arguments = routes.find("GET", path)

    assert (target, arguments["code"], arguments["rest"].rstrip("/")) == ("itens", "ABC", "xY/zW")


def test_where_case_is_ignored_a_plain_address_has_any_letters():
    routes = Routes[str]()
    routes.add("/ListaPedido", ("GET",), "lista", BLIND)
    routes.add("/Pedido/v<int:number>", ("GET",), "um", BLIND)

    assert routes.find("GET", "/listapedido/")[0] == ["lista"]
    assert routes.find("GET", "/pedido/V12") == (["um"], {"number": 12})


@pytest.mark.parametrize("path", ["/api//pedidos/7", "//api/pedidos//7/", "/api/pedidos/7"])
def test_slashes_are_merged_where_that_is_wanted(path):
    routes = Routes[str]()
    routes.add("/api/pedidos/<int:id>", ("GET",), "um", MERGING)

    assert routes.find("GET", path) == (["um"], {"id": 7})
