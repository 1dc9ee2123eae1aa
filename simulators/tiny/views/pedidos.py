"""What the screens "Vendas > Pedidos de venda" show."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import contas
from homologa.simulators.tiny.rules.pedidos import modelo, ocorrencias
from homologa.simulators.tiny.rules.pedidos.situacoes import SITUACOES
from homologa.simulators.tiny.views import columns
from homologa.simulators.tiny.views.registry import VIEWS

MENU = "Vendas > Pedidos de venda"


@VIEWS.screen(MENU, "Lista de pedidos", columns.PEDIDO_NA_LISTA)
def lista_de_pedidos(work: Work, *, numero_ecommerce: str | None = None) -> list[dict[str, Any]]:
    """Os pedidos, do mais antigo ao mais novo, cada um com cliente, itens, totais, situação e o que foi lançado."""
    pedidos = work.documents(modelo.PEDIDO)
    if numero_ecommerce is None:
        return [_pedido(achado) for achado in pedidos.find()]
    return [_pedido(achado) for achado in pedidos.find("numero_ecommerce = ?", (numero_ecommerce,))]


@VIEWS.screen(MENU, "Pedido", columns.PEDIDO)
def pedido(work: Work, *, pedido: int) -> dict[str, Any]:
    """Um pedido inteiro, pelo número, com as ocorrências e as contas a receber."""
    achado = modelo.por_numero(work, pedido)
    if achado is None:
        raise ScreenRefusal(f"Não há pedido de número {pedido}.")
    return {
        **_pedido(achado),
        "ocorrencias": [
            {
                "situacao": SITUACOES[ocorrencia["situacao"]],
                "em": ocorrencia["em"],
                "alterada_por": ocorrencia.get("alterada_por", ""),
            }
            for ocorrencia in ocorrencias.do_pedido(work, achado["id"])
        ],
        "contas": [
            {
                "numero_doc": conta["nro_documento"],
                "data_vencimento": conta["vencimento"],
                **{nome: conta[nome] for nome in ("valor", "saldo", "situacao")},
            }
            for conta in contas.do_pedido(work, achado["id"])
        ],
    }


def _pedido(achado: Mapping[str, Any]) -> dict[str, Any]:
    escondidos = {"reservas", "marcadores", "situacao", "nome_cliente", "codigo_cliente", "cpf_cnpj"}
    return {
        **{nome: valor for nome, valor in achado.items() if nome not in {*escondidos, "nomes_marcadores"}},
        "situacao": SITUACOES[achado["situacao"]],
        "marcadores": [marcador["descricao"] for marcador in achado["marcadores"]],
        "reservado": sum(achado["reservas"].values()),
    }
