"""Making an invoice of an order: items, parties, totals, freight and parcels (tiny-api2 §5.4, §5.5)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import RegistroDuplicado, ValidacaoRecusada
from homologa.simulators.tiny.rules import empresa, settings
from homologa.simulators.tiny.rules.notas import numeracao, situacoes, totais
from homologa.simulators.tiny.rules.notas.emissao import agora
from homologa.simulators.tiny.rules.notas.modelo import ENTRADA, MODELOS, NFE, PRIMEIRO_ID, SAIDA, acrescentar, obter
from homologa.simulators.tiny.rules.pedidos import modelo as pedidos
from homologa.simulators.tiny.rules.pedidos.situacoes import CANCELADO
from homologa.simulators.tiny.rules.produtos import modelo as produtos

SIMPLES, NORMAL = 1, 3
NATUREZA = "Venda de mercadorias"
CFOPS: Mapping[str, tuple[str, str, str]] = {SAIDA: ("5102", "6102", "7102"), ENTRADA: ("1102", "2102", "3102")}
"""Within the state, between states and with other countries; of goods bought and sold [inferred]."""
EXTERIOR = "EX"
DO_PEDIDO = (
    "numero_ecommerce",
    "id_ecommerce",
    "ecommerce",
    "cliente",
    "endereco_entrega",
    "condicao_pagamento",
    "forma_pagamento",
    "meio_pagamento",
    "parcelas",
    "pagamentos_integrados",
    "intermediador",
    "marcadores",
    "frete_por_conta",
    "forma_envio",
    "forma_frete",
    "codigo_rastreamento",
    "url_rastreamento",
    "valor_frete",
    "valor_desconto",
    "id_vendedor",
    "nome_vendedor",
    "deposito",
    "obs",
)
"""What an invoice takes over from its order as it is."""
TRANSPORTADOR = ("nome", "cpf_cnpj", "ie", "endereco", "cidade", "uf")
VAZIOS: Mapping[str, Any] = {
    "finalidade": 1,
    "id_venda": 0,
    "id_ecommerce": 0,
    "data_saida": "",
    "valor_seguro": 0.0,
    "placa": "",
    "uf_placa": "",
    "quantidade_volumes": 0,
    "especie_volumes": "",
    "marca_volumes": "",
    "numero_volumes": "",
    "peso_bruto": 0.0,
    "peso_liquido": 0.0,
    "codigo_rastreamento": "",
    "url_rastreamento": "",
    "marcadores": [],
    "deposito": "",
    "refs": [],
}
"""What most invoices do not say."""


def modelo_de(nome: str) -> str:
    """The model of a name, NF-e for none; raises ValidacaoRecusada."""
    if not nome:
        return NFE
    for conhecido, modelo in MODELOS.items():
        if nome.strip().lower() == conhecido.lower():
            return modelo
    raise ValidacaoRecusada("O modelo da nota fiscal é inválido", hint=f"use {' ou '.join(MODELOS)}")


def gerar(work: Work, pedido: dict[str, Any], modelo: str) -> dict[str, Any]:
    """Make the invoice of an order, pendente, and give it; the order notes its id.

    An order has one invoice in force, and a cancelled one gets none [inferred]. Raises RegistroDuplicado or
    ValidacaoRecusada.
    """
    _recusar(work, pedido)
    despacho = pedido["despacho"]
    nota = criar(
        work,
        modelo,
        {
            **{nome: pedido[nome] for nome in DO_PEDIDO},
            "id_venda": pedido["id"],
            "itens": [{**item, "tipo": "", "ncm": "", "origem": ""} for item in pedido["itens"]],
            "valor_outras": pedido["outras_despesas"],
            "natureza_operacao": pedido["nome_natureza_operacao"],
            "transportador": {**dict.fromkeys(TRANSPORTADOR, ""), "nome": pedido["nome_transportador"]},
            "quantidade_volumes": int(despacho.get("volumes", 0)),
            "peso_bruto": despacho.get("peso_bruto", 0.0),
            "peso_liquido": despacho.get("peso_liquido", 0.0),
        },
    )
    pedido["id_nota_fiscal"] = nota["id"]
    pedidos.gravar(work, pedido)
    return nota


def criar(work: Work, modelo: str, dados: Mapping[str, Any]) -> dict[str, Any]:
    """Store a new invoice of the account, pendente, with the next number of the series; raises ValidacaoRecusada."""
    serie = numeracao.serie(work, modelo)
    nota = {
        "id": work.next_id("nota_fiscal", PRIMEIRO_ID),
        "tipo": SAIDA,
        "data_emissao": agora(work),
        **VAZIOS,
        **dados,
        "modelo": modelo,
        "serie": serie,
        "numero": numeracao.proximo(work, modelo, serie),
        "propria": 1,
        **nova(work),
    }
    nota["natureza_operacao"] = nota["natureza_operacao"] or NATUREZA
    nota["itens"] = [_completo(work, nota, item) for item in nota["itens"]]
    totais.somar(nota)
    acrescentar(work, nota)
    return nota


def nova(work: Work) -> dict[str, Any]:
    """What every new invoice has: its situation, and that nothing was done with it yet."""
    return {
        "regime_tributario": SIMPLES if settings.conta(work)["regime_tributario"] == empresa.SIMPLES else NORMAL,
        "situacao": situacoes.PENDENTE,
        "motivo": "",
        "chave_acesso": "",
        "protocolo": "",
        "autorizada_em": "",
        "documento": "",
        "email_enviado": False,
        "estoque_lancado": False,
        "contas_lancadas": False,
        "criado_em": work.now.isoformat(timespec="seconds"),
        "criado_por": work.actor,
    }


def _recusar(work: Work, pedido: Mapping[str, Any]) -> None:
    if pedido["situacao"] == CANCELADO:
        raise ValidacaoRecusada("O pedido está cancelado")
    if pedido["id_nota_fiscal"]:
        anterior = obter(work, pedido["id_nota_fiscal"])
        if anterior["situacao"] not in situacoes.SEM_EFEITO:
            raise RegistroDuplicado(hint=f"o pedido já tem a nota fiscal {anterior['id']}: use-a, ou cancele-a antes")


def _completo(work: Work, nota: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    """The item with what its product tells and it does not, and with its CFOP."""
    produto = work.documents(produtos.PRODUTO).get(item["id_produto"]) if item["id_produto"] else None
    conhecido: Mapping[str, Any] = produto or {}
    return {
        **item,
        "ncm": item["ncm"] or conhecido.get("ncm", ""),
        "cest": conhecido.get("cest", ""),
        "gtin": conhecido.get("gtin", ""),
        "origem": item["origem"] or conhecido.get("origem", "0"),
        "tipo": item["tipo"] or conhecido.get("tipo", "P"),
        "codigo_do_servico": conhecido.get("cod_lista_servicos", ""),
        "cfop": cfop(work, nota),
        "natureza": nota["natureza_operacao"],
    }


def cfop(work: Work, nota: Mapping[str, Any]) -> str:
    """The CFOP of a sale or a purchase, by where the customer is and the account."""
    uf = nota["cliente"]["uf"].upper()
    no_estado, entre_estados, com_exterior = CFOPS[nota["tipo"]]
    if uf == EXTERIOR:
        return com_exterior
    return no_estado if uf in ("", settings.conta(work)["estado"]) else entre_estados
