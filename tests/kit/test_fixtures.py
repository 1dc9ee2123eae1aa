"""The pytest plugin as somebody else's project has it."""

import pytest

pytest_plugins = ["pytester"]

INI = """
    [pytest]
    filterwarnings = error
    addopts = --strict-markers --strict-config -p no:schemathesis -p no:faker -p no:hypothesispytest
"""


@pytest.fixture
def project(pytester):
    """Runs a project of one test file; gives pytest's result."""

    def run(source, *arguments, ini=""):
        pytester.makeini(INI + ini)
        pytester.makepyfile(source)
        return pytester.runpytest_subprocess(*arguments, timeout=60)

    return run


def test_each_test_has_a_world_of_its_own(project):
    source = """
        import pytest

        SEEN = set()

        @pytest.mark.parametrize("name", ["homologa_world", "homologa_served_world"] * 2)
        def test_fresh(request, name):
            world = request.getfixturevalue(name)
            assert world.id not in SEEN
            SEEN.add(world.id)
    """
    project(source).assert_outcomes(passed=4)


def test_a_world_is_forgotten_after_its_test(project):
    source = """
        def test_first(homologa_world, homologa_served_world): pass
        def test_second(homologa_control, homologa_served_control):
            assert homologa_control.worlds() == homologa_served_control.worlds() == []
    """
    project(source).assert_outcomes(passed=2)


def test_a_served_world_answers_at_real_addresses(project):
    source = """
        import httpx

        def test_call(homologa_served_world):
            tiny = homologa_served_world.data["platforms"]["tiny"]
            assert tiny["url"].startswith("http://127.0.0.1:")
            query = {"token": tiny["credentials"]["token"], "formato": "json"}
            answer = httpx.post(f"{tiny['url']}/api2/info.php", data=query)
            assert answer.json()["retorno"]["status"] == "OK"
    """
    project(source).assert_outcomes(passed=1)


def test_the_ini_file_and_markers_say_how_worlds_are_made(project):
    source = """
        import pytest

        pytestmark = pytest.mark.homologa(limits="enforce")

        def test_ini(homologa_world):
            assert homologa_world.data["seed"] == 3
            assert homologa_world.data["limits"] == "enforce"
            assert homologa_world.data["clock"]["now"] == "2026-05-01T08:00:00-03:00"

        @pytest.mark.homologa(seed=9, clock="real")
        def test_nearest(homologa_served_world):
            assert (homologa_served_world.data["seed"], homologa_served_world.data["limits"]) == (9, "enforce")
            assert homologa_served_world.data["clock"]["mode"] == "real"
    """
    ini = """
    homologa_seed = 3
    homologa_limits = off
    homologa_now = 2026-05-01T08:00
    """
    project(source, ini=ini).assert_outcomes(passed=2)


def test_what_a_world_cannot_be_made_with_is_told(project):
    source = """
        import pytest

        @pytest.mark.homologa(cor="azul")
        def test_it(homologa_world): pass
    """
    ended = project(source)

    ended.assert_outcomes(errors=1)
    ended.stdout.fnmatch_lines(["*campo desconhecido: cor*"])


def test_an_application_is_mounted_for_the_platforms(project):
    source = """
        def test_notified(homologa_world, homologa_mount):
            bodies = []

            def receiver(environ, start_response):
                bodies.append(environ["wsgi.input"].read())
                start_response("200 OK", [])
                return [b""]

            url = homologa_mount("meu-conector.example", receiver)
            number = homologa_world.act("tiny", "incluir_integracao", plataforma="Tray", nome="Loja")["identificador"]
            homologa_world.act("tiny", "salvar_integracao", identificador=number, url_produtos=f"{url}/avisos")
            assert bodies
    """
    project(source).assert_outcomes(passed=1)


def test_a_failed_test_shows_what_was_exchanged(project):
    source = """
        def test_it(homologa_world):
            homologa_world.act("novaoito", "instalar")
            assert False
    """
    ended = project(source)

    ended.assert_outcomes(failed=1)
    ended.stdout.fnmatch_lines(["*homologa: *ltimas trocas do mundo *", "*novaoito*instalar*"])


def test_a_test_without_a_world_is_left_alone(project):
    ended = project("def test_it(): assert False")

    ended.assert_outcomes(failed=1)
    ended.stdout.no_fnmatch_line("*ltimas trocas*")


def test_worlds_are_safe_with_many_workers(project):
    source = """
        import pytest

        @pytest.mark.parametrize("number", range(6))
        def test_alone(homologa_served_world, homologa_served_control, number):
            assert [world.id for world in homologa_served_control.worlds()] == [homologa_served_world.id]
    """
    project(source, "-n", "2").assert_outcomes(passed=6)


def test_simulators_that_run_elsewhere_are_used(project):
    source = """
        def test_it(homologa_served_world): pass
    """
    ended = project(source, "--homologa-simulators", "http://127.0.0.1:1")

    ended.assert_outcomes(errors=1)
    ended.stdout.fnmatch_lines(["*ConnectError*"])
