"""The test of the connection: the button of the store's screen, answered by a call to the ERP."""

from typing import Any

from homologa.sync.core.engine import Flow
from homologa.sync.core.errors import AccessRefused, Lost, NotFound, Rejected, Suspended, Unavailable
from homologa.sync.core.log import Log
from homologa.sync.core.ports import Account, TicketPort

NAME_LIMIT = 255


class ConnectionTest(Flow):
    """Answers the test whose id is the work's key."""

    def __init__(self, store: TicketPort, erp: Account, log: Log) -> None:
        self._store = store
        self._erp = erp
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
        name = self._erp.name
        try:
            account_name = self._erp.account_name()
        except AccessRefused as error:
            return _answer(ok=False, message=f"{name.subject} recusou o acesso: {error}.")
        except Suspended as error:
            return _answer(ok=False, message=f"{name.subject} não atende esta conta: {error}.")
        except (Lost, Unavailable, NotFound, Rejected):
            return _answer(ok=False, message=f"{name.subject} não respondeu; tente de novo em alguns minutos.")
        return _answer(
            ok=True,
            message=f"Conexão com {name.article} {name.bare} estabelecida.",
            account_name=account_name[:NAME_LIMIT],
        )


def _answer(*, ok: bool, message: str, account_name: str | None = None) -> dict[str, Any]:
    return {"ok": ok, "account_name": account_name, "message": message}
