import pytest

from homologa.simulators.kernel.web.routes import Routes


@pytest.fixture
def routes():
    made = Routes[str]()
    made.add("/a/b", ("GET",), "ler")
    made.add("/a/b", ("POST",), "gravar")
    return made


@pytest.mark.parametrize("path", ["/a/b", "/a/b/", "//a/b"])
def test_a_path_is_found_with_or_without_slashes_around_it(routes, path):
    assert (routes.find("GET", path), routes.find("POST", path)) == ("ler", "gravar")


@pytest.mark.parametrize("path", ["/a", "/a/b/c", "/a//b", "/a/b//", "/A/b", "", "/"])
def test_any_other_is_not(routes, path):
    assert routes.find("GET", path) is None
    assert routes.methods(path) == frozenset()


def test_head_goes_with_get(routes):
    routes.add("/só-post", ("POST",), "gravar")

    assert routes.find("HEAD", "/a/b") == "ler"
    assert routes.methods("/a/b") == {"GET", "HEAD", "POST"}
    assert routes.methods("/só-post") == {"POST"}


def test_a_method_that_a_path_does_not_have_is_not_found(routes):
    assert routes.find("DELETE", "/a/b") is None
