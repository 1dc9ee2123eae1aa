"""Reads the parts of a document field by field, gathering the text of everything that is wrong."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from homologa.simulators.tiny.errors import ValidacaoRecusada
from homologa.simulators.tiny.rules import datas
from homologa.simulators.tiny.rules.campos import Campo, embrulhados, falta, texto

T = TypeVar("T")


class Leitor:
    """Reads one document; `erros` holds each validation text once, in the order in which they were found."""

    def __init__(self) -> None:
        self.erros: list[str] = []

    def erro(self, mensagem: str) -> None:
        """Note what is wrong."""
        if mensagem not in self.erros:
            self.erros.append(mensagem)

    def exigir(self) -> None:
        """Raise ValidacaoRecusada with all that was noted, if anything was."""
        if self.erros:
            raise ValidacaoRecusada(*self.erros)

    def campos(self, registro: Mapping[str, Any], campos: Sequence[Campo]) -> dict[str, Any]:
        """The fields that the record names, a bad one left out; a field that says nothing is its default."""
        lidos: dict[str, Any] = {}
        for campo in campos:
            if campo.nome in registro:
                self._guardar(lidos, campo, registro[campo.nome])
        return lidos

    def completos(self, registro: Mapping[str, Any], campos: Sequence[Campo]) -> dict[str, Any]:
        """Every field, with its default when the record does not name it; a mandatory one that is empty is noted."""
        lidos = self.campos(registro, campos)
        for campo in campos:
            if campo.obrigatorio and registro.get(campo.nome) in ("", None):
                self.erro(falta(campo))
        return {campo.nome: lidos.get(campo.nome, campo.padrao) for campo in campos}

    def objeto(self, registro: Mapping[str, Any], nome: str) -> dict[str, Any]:
        """An object inside the record, {} for none; anything else is noted."""
        valor = registro.get(nome)
        if isinstance(valor, dict):
            return valor
        if valor not in ("", None, []):
            self.erro(f"O valor do campo {nome} é inválido")
        return {}

    def lista(self, registro: Mapping[str, Any], nome: str, embrulho: str) -> list[dict[str, Any]]:
        """The objects of a wrapped list, [] for none; anything else is noted."""
        try:
            itens = embrulhados(registro.get(nome), embrulho)
        except ValueError as erro:
            self.erro(str(erro))
            return []
        if all(isinstance(item, dict) for item in itens):
            return itens
        self.erro(f"A lista de {embrulho} é inválida")
        return []

    def data(self, registro: Mapping[str, Any], nome: str, *, com_hora: bool = False) -> str:
        """A day `dd/mm/yyyy`, or a moment too, in ISO form, "" for none; anything else is noted."""
        ler = datas.dia_ou_momento if com_hora else datas.dia
        lida = self.tentar(lambda: ler(texto(registro.get(nome), nome)), None)
        if lida is None:
            self.erro(f"A data do campo {nome} é inválida")
        return lida or ""

    def tentar(self, ler: Callable[[], T], senao: T) -> T:
        """What `ler` gives; `senao` when it raises ValueError, whose text is noted."""
        try:
            return ler()
        except ValueError as erro:
            self.erro(str(erro))
            return senao

    def _guardar(self, lidos: dict[str, Any], campo: Campo, valor: Any) -> None:
        try:
            lidos[campo.nome] = campo.ler(valor)
        except ValueError as erro:
            self.erro(str(erro))
