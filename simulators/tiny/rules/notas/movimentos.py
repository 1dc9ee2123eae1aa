"""What is done with an invoice beside issuing it: stock, accounts, tracking and markers (tiny-api2 §5.5; IDE-19)."""

from collections.abc import Mapping, Sequence
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import ParametroNaoInformado, ValidacaoRecusada
from homologa.simulators.tiny.rules import contas, estoques, marcadores
from homologa.simulators.tiny.rules.datas import escrito
from homologa.simulators.tiny.rules.estoques import Lancamento
from homologa.simulators.tiny.rules.notas.modelo import ENTRADA, gravar, numero_escrito
from homologa.simulators.tiny.rules.notas.situacoes import SEM_EFEITO
from homologa.simulators.tiny.rules.pedidos import estoque
from homologa.simulators.tiny.rules.pedidos import modelo as pedidos
from homologa.simulators.tiny.rules.pedidos.mudancas import lancar_contas as lancar_contas_do_pedido
from homologa.simulators.tiny.rules.pedidos.mudancas import lancar_estoque as lancar_estoque_do_pedido
from homologa.simulators.tiny.rules.produtos import kits
from homologa.simulators.tiny.rules.produtos import modelo as produtos


def lancar_estoque(work: Work, nota: dict[str, Any]) -> None:
    """Move the items, out or, of an entry, in; one that is not in the catalogue is registered first (IDE-19).

    The stock of an order's invoice is that of the order, moved once by either [inferred]. Raises ValidacaoRecusada.
    """
    _exigir(nota, "estoque_lancado", "O estoque da nota fiscal já foi lançado")
    if nota["id_venda"]:
        pedido = pedidos.obter(work, nota["id_venda"])
        lancar_estoque_do_pedido(work, pedido)
        for item, do_pedido in zip(nota["itens"], pedido["itens"], strict=True):
            item["id_produto"] = do_pedido["id_produto"]
    else:
        _mover(work, nota)
    nota["estoque_lancado"] = True
    gravar(work, nota)


def lancar_contas(work: Work, nota: dict[str, Any]) -> None:
    """Make the accounts to be received or, of an entry, to be paid; those of an order's invoice are the order's.

    For each parcel one, or one of the whole on the day of issue [inferred]. Raises ValidacaoRecusada.
    """
    _exigir(nota, "contas_lancadas", "As contas da nota fiscal já foram lançadas")
    if nota["id_venda"]:
        lancar_contas_do_pedido(work, pedidos.obter(work, nota["id_venda"]))
    else:
        _lancar_contas(work, nota)
    nota["contas_lancadas"] = True
    gravar(work, nota)


def cadastrar_rastreamento(work: Work, nota: dict[str, Any], dados: Mapping[str, str]) -> None:
    """Store the tracking code and the URL that the caller says, and keep the other.

    Raises ParametroNaoInformado for neither [inferred].
    """
    ditos = {"codigo_rastreamento": "codigoRastreamento", "url_rastreamento": "urlRastreamento"}
    novos = {campo: dados[nome].strip() for campo, nome in ditos.items() if dados.get(nome, "").strip()}
    if not novos:
        raise ParametroNaoInformado("O parâmetro codigoRastreamento deve ser informado")
    gravar(work, nota | novos)


def incluir_marcadores(work: Work, nota: dict[str, Any], nomeados: Sequence[dict[str, Any]]) -> None:
    """Put markers on an invoice; raises ValidacaoRecusada."""
    nota["marcadores"] = marcadores.com(work, nota["marcadores"], nomeados)
    gravar(work, nota)


def remover_marcadores(work: Work, nota: dict[str, Any], nomeados: Sequence[dict[str, Any]]) -> None:
    """Take markers off an invoice."""
    nota["marcadores"] = marcadores.sem(nota["marcadores"], nomeados)
    gravar(work, nota)


def _exigir(nota: Mapping[str, Any], feito: str, texto: str) -> None:
    if nota[feito]:
        raise ValidacaoRecusada(texto)
    if nota["situacao"] in SEM_EFEITO:
        raise ValidacaoRecusada("A nota fiscal não tem efeito: está cancelada ou denegada")


def _mover(work: Work, nota: dict[str, Any]) -> None:
    tipo = estoques.ENTRADA if nota["tipo"] == ENTRADA else estoques.SAIDA
    observacoes = f"Nota fiscal {numero_escrito(nota)}"
    for item in nota["itens"]:
        item["id_produto"] = item["id_produto"] or estoque.cadastrar(work, item)
        produto = produtos.obter(work, item["id_produto"])
        if produto["tipo"] == "S":
            continue
        for movido, quantidade in kits.abrir(work, produto, item["quantidade"]):
            valor = item["valor_unitario"] if movido is produto else 0.0
            movimento = Lancamento(tipo, quantidade, nota["deposito"], valor, observacoes)
            estoques.movimentar(work, movido, movimento)


def _lancar_contas(work: Work, nota: Mapping[str, Any]) -> None:
    emissao = nota["data_emissao"][:10]
    a_vista = [{"data": emissao, "valor": nota["valor_nota"]}]
    for lugar, parcela in enumerate(nota["parcelas"] or a_vista, start=1):
        registro = {
            "cliente": {**nota["cliente"], "nome": nota["cliente"]["nome"][:50]},
            "historico": f"Ref. à nota fiscal nº {numero_escrito(nota)}",
            "nro_documento": f"{numero_escrito(nota)}/{lugar:02}",
            "serie_documento": str(nota["serie"]),
            "data_emissao": escrito(emissao),
            "vencimento": escrito(parcela["data"]),
            "valor": parcela["valor"],
        }
        contas.incluir(
            work, contas.PAGAR if nota["tipo"] == ENTRADA else contas.RECEBER, registro, id_origem=nota["id"]
        )
