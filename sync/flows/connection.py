"""The test of the connection: the button of the store's screen, answered by a call to Tiny's `info`."""

from typing import Any

from homologa.sync.clients.novaoito import Novaoito
from homologa.sync.clients.tiny import Tiny
from homologa.sync.core.engine import Flow
from homologa.sync.core.errors import AccessRefused, Lost, NotFound, Rejected, Suspended, Unavailable
from homologa.sync.core.log import Log


class ConnectionTest(Flow):
    """Answers the test whose id is the work's key."""

    def __init__(self, store: Novaoito, tiny: Tiny, log: Log) -> None:
        self._store = store
        self._tiny = tiny
        self._log = log

    def run(self, key: str) -> None:
        """Try the token and report the result to the store."""
        answer = self._try()
        try:
            self._store.answer_test(key, answer)
        except (NotFound, Rejected) as error:
            self._log.warning(f"Teste de conexão {key} não aceita mais resposta: {error}.")
        else:
            self._log.info(f"Teste de conexão respondido: {answer['message']}")

    def _try(self) -> dict[str, Any]:
        try:
            account = self._tiny.account()
        except AccessRefused as error:
            return _answer(ok=False, message=f"O Tiny recusou o acesso: {error}.")
        except Suspended as error:
            return _answer(ok=False, message=f"O Tiny não atende esta conta: {error}.")
        except (Lost, Unavailable, NotFound, Rejected):
            return _answer(ok=False, message="O Tiny não respondeu; tente de novo em alguns minutos.")
        name = str(account.get("fantasia") or account.get("razao_social") or "")[:255]
        return _answer(ok=True, message="Conexão com o Tiny estabelecida.", account_name=name)


def _answer(*, ok: bool, message: str, account_name: str | None = None) -> dict[str, Any]:
    return {"ok": ok, "account_name": account_name, "message": message}
