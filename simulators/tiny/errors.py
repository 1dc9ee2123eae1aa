"""Tiny's documented errors: one class per `codigo_erro` (tiny-api2 §3.2)."""

from collections.abc import Sequence
from typing import ClassVar

from homologa.simulators.kernel.errors import Fidelity, PlatformError


class TinyError(PlatformError):
    """A refusal of API v2: HTTP 200 with `retorno.status` "Erro"; `processamento` is its status_processamento.

    `dica` is the hint of a refusal that has none of its own.
    """

    codigo: ClassVar[int]
    processamento: ClassVar[int] = 2
    texto: ClassVar[str] = ""
    dica: ClassVar[str] = ""
    fidelity = Fidelity.DOC
    source = "tiny-api2 §3.2"

    def __init__(self, *mensagens: str, hint: str = "") -> None:
        self.mensagens: Sequence[str] = mensagens or (self.texto,)
        super().__init__("; ".join(self.mensagens), hint=hint or self.dica)

    @property
    def erros(self) -> list[dict[str, str]]:
        """The list `erros` of the answer."""
        return [{"erro": mensagem} for mensagem in self.mensagens]


class ServicoDesconhecido(PlatformError):
    """A name that no document has, while the account does not take it: HTTP 404 in plain text (tiny-api2 §1, §11)."""

    fidelity = Fidelity.CLIENT
    source = "tiny-api2 §1"


class VisitasDemais(PlatformError):
    """Too many visits of a page, as a fault plan says it: HTTP 429 in plain text; no document speaks of a limit."""


class TokenNaoInformado(TinyError):
    """No token in the request; the text is reconstructed."""

    codigo, processamento, texto = 1, 1, "token não informado"
    dica = "falta o parâmetro token: mande-o no formulário ou na query de cada chamada"


class TokenInvalido(TinyError):
    """A token that no account has, or that was replaced."""

    codigo, processamento, texto = 2, 1, "token invalido"
    dica = "nenhuma conta tem este token: use o da tela “Token API” da conta, que muda quando outro é gerado"


class DocumentoMalFormado(TinyError):
    """JSON or XML that cannot be read, or that has the wrong wrapper."""

    codigo, processamento, texto = 3, 1, "ERRO JSON mal formado ou inválido"
    dica = "mande no parâmetro um só documento JSON ou XML bem formado, com o embrulho que a operação pede"


class SemAcesso(TinyError):
    """The plan has no API; the text is reconstructed."""

    codigo, processamento, texto = 5, 1, "API bloqueada ou sem acesso"
    dica = "o plano da conta não tem API: troque de plano em Minha conta > Plano"


class AcessosExcedidos(TinyError):
    """More requests in a minute than the plan allows."""

    codigo, processamento = 6, 1
    texto = "API Bloqueada - Excedido o número de acessos a API, aguarde alguns minutos e tente novamente"
    fidelity = Fidelity.CLIENT
    source = "tiny-api2 §3.3"
    dica = "espere o próximo minuto antes de repetir, e espalhe as chamadas; o cabeçalho x-limit-api diz o limite"


class AcessosSimultaneos(TinyError):
    """More requests at once than a quarter of the limit; the text is reconstructed."""

    codigo, processamento = 11, 1
    texto = "API Bloqueada - Excedido o número de acessos simultâneos a API, tente novamente"
    dica = "espere a resposta de uma chamada antes de fazer outra, ou faça menos delas ao mesmo tempo"


class EmpresaBloqueada(TinyError):
    """The company is blocked; the text is reconstructed."""

    codigo, processamento, texto = 8, 1, "Empresa bloqueada"
    dica = "a empresa está bloqueada no Tiny: pare as chamadas até que o fornecedor a reative"


class SequenciaRepetida(TinyError):
    """A batch names one `sequencia` twice; the text is reconstructed."""

    codigo, texto = 9, "Números de sequência repetidos no lote"
    dica = "dê a cada registro do lote uma sequencia própria"


class ParametroNaoInformado(TinyError):
    """A mandatory parameter is missing; the text is reconstructed."""

    codigo = 10
    dica = "mande o parâmetro citado, com um valor, no formulário ou na query"


class CampoRecusado(TinyError):
    """A field of `pedido.alterar` that does not pass; `erros` names it in `campo` (tiny-api2 §5.4)."""

    codigo = 10
    dica = "corrija o campo que a resposta cita em campo e mande a alteração outra vez"

    def __init__(self, mensagem: str, campo: str = "") -> None:
        self.campo = campo
        super().__init__(mensagem)

    @property
    def erros(self) -> list[dict[str, str]]:
        """The list `erros` of the answer, with the field."""
        return [{**erro, "campo": self.campo} for erro in super().erros]


class SemRegistros(TinyError):
    """A search that finds nothing."""

    codigo, texto = 20, "A Consulta não retornou registros"
    dica = "nada casa com os filtros enviados: trate esta resposta como lista vazia, ou mude os filtros"


class LoteGrande(TinyError):
    """More records than a batch may carry; the text is reconstructed."""

    codigo, texto = 22, "A quantidade de registros excede o máximo permitido no lote"
    dica = "divida os registros em lotes menores"


class PaginaInexistente(TinyError):
    """A page past the end; the text is reconstructed."""

    codigo, texto = 23, "A página solicitada não existe"
    dica = "pare na página que numero_paginas informa"


class RegistroDuplicado(TinyError):
    """The record is already there."""

    codigo, texto = 30, "Registro em duplicidade"
    dica = "pesquise antes de incluir, e altere o registro que já existe em vez de incluir outro"


class ValidacaoRecusada(TinyError):
    """Fields that do not pass; one text per field."""

    codigo = 31
    dica = "corrija os campos citados e mande o registro outra vez"


class NaoLocalizado(TinyError):
    """No record of this id or key."""

    codigo = 32
    dica = "confira o id ou a chave enviada: pesquise antes, pois o registro pode ter sido excluído"


class LocalizadoEmDuplicidade(TinyError):
    """The locating key finds more than one record; the text is reconstructed."""

    codigo, texto = 33, "Registro localizado em duplicidade"
    dica = "localize o registro pelo id, que não se repete"


class NaoAutorizada(TinyError):
    """The invoice was never authorised; the text is reconstructed."""

    codigo, texto = 34, "Nota fiscal não autorizada"
    dica = "emita a nota fiscal, e espere que seja autorizada, antes de pedir o XML ou o link"


class EmManutencao(TinyError):
    """The system is under maintenance."""

    codigo, processamento, texto = 99, 1, "Sistema em manutenção"
    dica = "o Tiny está em manutenção: guarde a chamada e repita mais tarde"
