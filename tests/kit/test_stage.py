"""When a scenario goes on, when it gives the connector up, and how time moves for both."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from homologa.features.kit import cells, settling, tables
from homologa.features.kit.driver import Capabilities, Driver, State
from homologa.features.kit.errors import Blocked, ScenarioMistake, Unsupported
from homologa.features.kit.progress import MOST_REAL_WAITS, ProgressWatch
from homologa.features.kit.stage import Stage
from homologa.simulators.control.client import Control


class Script(Driver):
    """A connector that says one state after another, and the last one for ever."""

    def __init__(self, *states: State) -> None:
        self.states = list(states)
        self.clocks: list[datetime] = []

    def state(self, wait: float) -> State:
        return self.states.pop(0) if len(self.states) > 1 else self.states[0]

    def clock(self, now: datetime) -> None:
        self.clocks.append(now)


@pytest.fixture
def staged(homologa_control, homologa_world) -> Stage:
    stage = Stage(homologa_control, Script(State("idle")), homologa_world, patience=0.2)
    stage.integrations, stage.capabilities = ["novaoito"], Capabilities({}, frozenset({"clock"}))
    return stage


def test_an_idle_connector_on_quiet_platforms_lets_the_scenario_go_on(staged):
    staged.settle()


def test_a_connector_that_stays_busy_with_nothing_happening_is_given_up(staged):
    staged.driver = Script(State("busy"))
    with pytest.raises(Blocked, match=r"nada acontece há 0\.2 s"):
        staged.settle()


def test_a_connector_that_waits_gets_the_moment_it_waits_for(staged):
    until = staged.world.now() + timedelta(minutes=7)
    staged.driver = Script(State("waiting", until), State("idle"))
    staged.settle()
    assert staged.world.now() == until
    assert staged.driver.clocks[-1] == until


class Calling(Script):
    """A connector that calls an operation of Tiny each time it is told what time it is, and waits for the next."""

    def __init__(self, stage: Stage, service: str, every: timedelta, most: int = 1000) -> None:
        super().__init__(State("waiting", stage.world.now() + every))
        self.stage, self.service, self.every, self.most = stage, service, every, most

    def clock(self, now: datetime) -> None:
        super().clock(now)
        credentials = self.stage.world.view("tiny", "credenciais")
        form = {"token": credentials["token"], "formato": "json", "produto": "{}"}
        with httpx.Client(transport=self.stage.control.transport) as client:
            client.post(f"https://api.tiny.com.br/api2/{self.service}.php", data=form)
        is_over = len(self.clocks) >= self.most
        self.states = [State("idle") if is_over else State("waiting", now + self.every)]


def test_a_connector_that_calls_its_next_poll_a_wait_is_given_up_in_words(staged):
    staged.patience = 60
    staged.driver = Calling(staged, "produtos.pesquisa", timedelta(minutes=15))
    with pytest.raises(Blocked, match=r"sem nada gravar .* `wakes_at`, com o estado `idle`"):
        staged.settle()


@pytest.mark.parametrize(("service", "times"), [("produtos.pesquisa", 90), ("produto.incluir", 150)])
def test_a_connector_that_gets_on_between_its_waits_is_not_given_up(staged, service, times):
    staged.patience = 60
    staged.driver = Calling(staged, service, timedelta(minutes=1), times)
    staged.settle()
    assert len(staged.driver.clocks) == times


class Late(Script):
    """A connector that still calls Tiny the first times it is asked, and waits for a moment."""

    def __init__(self, stage: Stage, until: datetime) -> None:
        super().__init__(State("waiting", until))
        self.stage, self.calls = stage, 0

    def state(self, wait: float) -> State:
        if self.calls < 3:
            self.calls += 1
            with httpx.Client(transport=self.stage.control.transport) as client:
                token = self.stage.world.view("tiny", "credenciais")["token"]
                client.post("https://api.tiny.com.br/api2/info.php", data={"token": token, "formato": "json"})
        return super().state(wait)


def test_what_comes_while_the_connector_waits_beyond_the_limit_is_awaited(staged):
    now = staged.world.now()
    staged.driver = Late(staged, now + timedelta(hours=3))
    settling.settle(staged, limit=now + timedelta(minutes=1))
    assert (staged.driver.calls, staged.world.now()) == (3, now)


def test_a_wait_that_takes_real_time_is_counted_once():
    watch, start = ProgressWatch(60), datetime.now(UTC)
    for number in range(MOST_REAL_WAITS):
        for _ in range(5):
            watch.count_wait(start + timedelta(minutes=number), lambda _: False, is_real=True)
    with pytest.raises(Blocked, match="10 vezes seguidas"):
        watch.count_wait(start, lambda _: False, is_real=True)


def test_time_that_a_connector_waits_for_stops_where_it_acts_by_itself(staged):
    start = staged.world.now()
    probe, until = start + timedelta(minutes=3), start + timedelta(minutes=7)
    staged.driver = Script(State("waiting", until, probe), State("waiting", until), State("idle"))
    staged.settle()
    assert staged.driver.clocks == [probe, until]


def test_a_connector_that_waits_for_ever_is_given_up(staged):
    staged.patience = 60
    staged.driver = Script(State("waiting", staged.world.now()))
    with pytest.raises(Blocked, match="vezes seguidas"):
        staged.settle()


def test_without_virtual_time_a_connector_that_waits_for_ever_is_given_up_too(staged):
    staged.capabilities = Capabilities()
    staged.driver = Script(State("waiting", staged.world.now()))
    with pytest.raises(Blocked):
        staged.settle()


def test_time_that_passes_stops_where_the_scenario_says(staged):
    start = staged.world.now()
    staged.driver = Script(State("waiting", start + timedelta(hours=10)))
    staged.advance(timedelta(minutes=1))
    assert staged.world.now() == start + timedelta(minutes=1)


def test_time_cannot_pass_for_a_connector_with_a_clock_of_its_own(staged):
    staged.capabilities = Capabilities()
    with pytest.raises(Unsupported, match="sem tempo virtual"):
        staged.advance(timedelta(minutes=1))


def test_deliveries_on_the_way_find_the_connector_at_their_own_time(staged):
    identifier = staged.world.act("tiny", "incluir_integracao", plataforma="Novaoito e-commerce", nome="Loja")
    staged.world.act("tiny", "importar_produtos", produtos=[{"nome": "Caneca", "codigo": "C"}])
    store = "http://127.0.0.1:9/hooks"
    staged.world.act("tiny", "salvar_integracao", identificador=identifier["identificador"], url_produtos=store)
    start = staged.world.now()
    staged.advance(timedelta(minutes=30))
    assert staged.driver.clocks == sorted(staged.driver.clocks)
    assert staged.world.now() == start + timedelta(minutes=30)


class Working(Script):
    """A connector that does something by itself whenever it is asked for anything."""

    def __init__(self, control: Control, world: str) -> None:
        super().__init__(State("idle"))
        self.world = Control(control.base_url, control.transport).world(world)

    def work(self, *_: object) -> None:
        self.world.act("tiny", "suspender_conta")

    restart = run = work


@pytest.mark.parametrize("call", ["restart_connector", "run", "act", "advance"])
def test_all_that_follows_a_step_bears_its_name(staged, call):
    staged.driver = Working(staged.control, staged.world.id)
    staged.capabilities = Capabilities({}, frozenset({"clock", "restart"}))
    given = {"run": ("enviar",), "act": ("tiny", "suspender_conta"), "advance": (timedelta(minutes=1),)}
    staged.world.act("tiny", "suspender_conta")

    staged.enter("Quando  algo acontece")
    getattr(staged, call)(*given.get(call, ()))
    staged.world.act("tiny", "suspender_conta")

    first, *others = (exchange["run"] for exchange in staged.world.journal())
    assert (first, set(others)) == ("", {"Quando algo acontece"})


def test_calls_of_the_suite_itself_bear_the_name_of_the_step(staged):
    form = {"token": staged.world.view("tiny", "credenciais")["token"]}
    staged.enter("Quando chamo")
    with staged.client() as client:
        client.post(f"{staged.world.data['platforms']['tiny']['url']}/api2/info.php", data=form)
    assert [exchange["run"] for exchange in staged.world.journal()] == ["Quando chamo"]


def test_progress_renews_patience():
    watch = ProgressWatch(60)
    assert [watch.is_still(1), watch.is_still(1), watch.is_still(2)] == [False, True, False]


def test_what_is_not_there_is_a_mistake_of_the_scenario(staged):
    with pytest.raises(ScenarioMistake, match="nesta tela há"):
        staged.find_action("tiny", "Cadastros > Produtos", "Voar")
    with pytest.raises(ScenarioMistake, match="não há plataforma"):
        staged.platform("no Tini")
    with pytest.raises(ScenarioMistake, match="não tem o campo"):
        staged.act("tiny", "excluir_produto", cor="azul")


@pytest.mark.parametrize(
    ("cell", "value", "same"),
    [
        ("19,90", 19.9, True),
        ("1.234,50", 1234.5, True),
        ("19.90", 19.9, True),
        ("20", 19.9, False),
        ("(vazio)", None, True),
        ("(vazio)", [], True),
        ("(vazio)", 0, False),
        ("(qualquer)", "x", True),
        ("(qualquer)", "", False),
        ("(tanto faz)", None, True),
        ("sim", True, True),
        ("AB-1", "ab-1", False),
        ("a, b", ["a", "b"], True),
    ],
)
def test_cells_are_compared_as_people_write(cell, value, same):
    assert cells.equal(cell, value) is same


def test_a_loose_row_does_not_take_the_answer_of_a_strict_one():
    expected = [{"a": "(tanto faz)"}, {"a": "1"}]
    assert tables.missing(expected, [{"a": 1}, {"a": 2}]) == []
    assert tables.missing(expected, [{"a": 2}, {"a": 2}]) == [{"a": "1"}]
