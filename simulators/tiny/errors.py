"""Tiny's documented errors: one class per `codigo_erro` (tiny-api2 §3.2)."""

from collections.abc import Sequence
from typing import ClassVar

from simulators.kernel.errors import Fidelity, PlatformError


class TinyError(PlatformError):
    """A refusal of API v2: HTTP 200 with `retorno.status` "Erro"; `processamento` is its status_processamento."""

    codigo: ClassVar[int]
    processamento: ClassVar[int] = 2
    texto: ClassVar[str] = ""
    fidelity = Fidelity.DOC
    source = "tiny-api2 §3.2"

    def __init__(self, *mensagens: str, hint: str = "") -> None:
        self.mensagens: Sequence[str] = mensagens or (self.texto,)
        super().__init__("; ".join(self.mensagens), hint=hint)


class TokenNaoInformado(TinyError):
    """No token in the request; the text is reconstructed."""

    codigo, processamento, texto = 1, 1, "token não informado"


class TokenInvalido(TinyError):
    """A token that no account has, or that was replaced."""

    codigo, processamento, texto = 2, 1, "token invalido"


class DocumentoMalFormado(TinyError):
    """JSON or XML that cannot be read, or that has the wrong wrapper."""

    codigo, processamento, texto = 3, 1, "ERRO JSON mal formado ou inválido"


class SemAcesso(TinyError):
    """The plan has no API; the text is reconstructed."""

    codigo, processamento, texto = 5, 1, "API bloqueada ou sem acesso"


class AcessosExcedidos(TinyError):
    """More requests in a minute than the plan allows."""

    codigo, processamento = 6, 1
    texto = "API Bloqueada - Excedido o número de acessos a API, aguarde alguns minutos e tente novamente"
    fidelity = Fidelity.CLIENT
    source = "tiny-api2 §3.3"


class EmpresaBloqueada(TinyError):
    """The company is blocked; the text is reconstructed."""

    codigo, processamento, texto = 8, 1, "Empresa bloqueada"


class SequenciaRepetida(TinyError):
    """A batch names one `sequencia` twice; the text is reconstructed."""

    codigo, texto = 9, "Números de sequência repetidos no lote"


class ParametroNaoInformado(TinyError):
    """A mandatory parameter is missing; the text is reconstructed."""

    codigo = 10


class SemRegistros(TinyError):
    """A search that finds nothing."""

    codigo, texto = 20, "A Consulta não retornou registros"


class LoteGrande(TinyError):
    """More records than a batch may carry; the text is reconstructed."""

    codigo, texto = 22, "A quantidade de registros excede o máximo permitido no lote"


class PaginaInexistente(TinyError):
    """A page past the end; the text is reconstructed."""

    codigo, texto = 23, "A página solicitada não existe"


class RegistroDuplicado(TinyError):
    """The record is already there."""

    codigo, texto = 30, "Registro em duplicidade"


class ValidacaoRecusada(TinyError):
    """Fields that do not pass; one text per field."""

    codigo = 31


class NaoLocalizado(TinyError):
    """No record of this id or key."""

    codigo = 32


class LocalizadoEmDuplicidade(TinyError):
    """The locating key finds more than one record; the text is reconstructed."""

    codigo, texto = 33, "Registro localizado em duplicidade"


class EmManutencao(TinyError):
    """The system is under maintenance."""

    codigo, processamento, texto = 99, 1, "Sistema em manutenção"
