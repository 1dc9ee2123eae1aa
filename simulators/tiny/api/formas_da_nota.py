"""The shapes in which services show invoices."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.api.formas_do_pedido import com_mascaras
from homologa.simulators.tiny.rules import formas_envio, mascaras
from homologa.simulators.tiny.rules.datas import escrito
from homologa.simulators.tiny.rules.notas.emissao import link
from homologa.simulators.tiny.rules.notas.modelo import numero_escrito
from homologa.simulators.tiny.rules.notas.situacoes import SITUACOES
from homologa.simulators.tiny.rules.notas.totais import TOTAIS
from homologa.simulators.tiny.rules.numeros import numero, texto_decimal

DO_CLIENTE = (
    "nome",
    "tipo_pessoa",
    "cpf_cnpj",
    "ie",
    "endereco",
    "numero",
    "complemento",
    "bairro",
    "cep",
    "cidade",
    "uf",
    "fone",
    "email",
)
DA_ENTREGA = (*DO_CLIENTE[1:-1], "nome_destinatario")
VOLUMES = ("especie_volumes", "marca_volumes", "numero_volumes")
RASTREIO = ("codigo_rastreamento", "url_rastreamento")


def gravada(work: Work, nota: Mapping[str, Any]) -> dict[str, Any]:
    """An invoice as a row of `notas.fiscais.pesquisa` with the recorded types: text for ids and amounts (§1.2).

    That amounts have two decimals is [inferred].
    """
    linha = documentada(work, nota)
    return {
        **linha,
        **{nome: str(linha[nome]) for nome in ("id", "id_vendedor", "situacao")},
        **{nome: f"{linha[nome]:.2f}" for nome in ("valor", "valor_produtos", "valor_frete")},
        **{nome: str(linha[nome] or "") for nome in ("id_forma_frete", "id_forma_envio")},
        "numero_ecommerce": linha["numero_ecommerce"] or None,
    }


def documentada(work: Work, nota: Mapping[str, Any]) -> dict[str, Any]:
    """An invoice as a row of `notas.fiscais.pesquisa`: its ids and amounts are numbers."""
    envio, frete = _envio(work, nota)
    return {
        "id": nota["id"],
        "tipo": nota["tipo"],
        "serie": str(nota["serie"]),
        "numero": numero_escrito(nota),
        "numero_ecommerce": nota["numero_ecommerce"],
        "data_emissao": escrito(nota["data_emissao"][:10]),
        "nome": nota["cliente"]["nome"],
        **_partes(nota),
        "transportador": {"nome": nota["transportador"]["nome"]},
        "valor": numero(nota["valor_nota"]),
        "valor_produtos": numero(nota["valor_produtos"]),
        "valor_frete": numero(nota["valor_frete"]),
        "id_vendedor": nota["id_vendedor"],
        "nome_vendedor": nota["nome_vendedor"],
        **_situacao(nota),
        "chave_acesso": nota["chave_acesso"],
        "id_forma_frete": frete["id"],
        "id_forma_envio": envio["id"],
        **{nome: nota[nome] for nome in RASTREIO},
    }


def completa(work: Work, nota: Mapping[str, Any]) -> dict[str, Any]:
    """An invoice as `nota.fiscal.obter` shows it: its ids are text and its amounts have two decimals [inferred]."""
    envio, frete = _envio(work, nota)
    return {
        "id": str(nota["id"]),
        "tipo_nota": nota["tipo"],
        **{nome: str(nota[nome]) for nome in ("natureza_operacao", "regime_tributario", "finalidade", "serie")},
        "numero": numero_escrito(nota),
        "numero_ecommerce": nota["numero_ecommerce"],
        "data_emissao": escrito(nota["data_emissao"][:10]),
        "data_saida": escrito(nota["data_saida"][:10]),
        "hora_saida": nota["data_saida"][11:],
        **_partes(nota),
        "itens": [{"item": _item(item)} for item in nota["itens"]],
        **{nome: f"{nota[nome]:.2f}" for nome in TOTAIS},
        "frete_por_conta": nota["frete_por_conta"],
        "transportador": {
            **nota["transportador"],
            "cpf_cnpj": mascaras.cpf_cnpj(mascaras.documento(nota["transportador"]["cpf_cnpj"])),
        },
        "placa": nota["placa"],
        "uf_placa": nota["uf_placa"],
        "quantidade_volumes": str(nota["quantidade_volumes"]),
        **{nome: nota[nome] for nome in VOLUMES},
        **{nome: texto_decimal(nota[nome]) for nome in ("peso_bruto", "peso_liquido")},
        "forma_envio": {**envio, "id": str(envio["id"])},
        "forma_frete": {**frete, "id": str(frete["id"])},
        **{nome: nota[nome] for nome in RASTREIO},
        "forma_pagamento": nota["forma_pagamento"],
        "meio_pagamento": nota["meio_pagamento"] or None,
        "condicao_pagamento": nota["condicao_pagamento"],
        "parcelas": [{"parcela": _parcela(parcela)} for parcela in nota["parcelas"]],
        "id_venda": str(nota["id_venda"]),
        "id_vendedor": str(nota["id_vendedor"]),
        "nome_vendedor": nota["nome_vendedor"],
        **_situacao(nota),
        "obs": nota["obs"],
        "chave_acesso": nota["chave_acesso"],
        "marcadores": [{"marcador": {**item, "id": str(item["id"])}} for item in nota["marcadores"]],
        "intermediador": nota["intermediador"],
        "pagamentos_integrados": [
            {"pagamento_integrado": {**um, "valor": numero(um["valor"])}} for um in nota["pagamentos_integrados"]
        ],
    }


def emitida(nota: Mapping[str, Any], xml: str) -> dict[str, Any]:
    """An invoice as `nota.fiscal.emitir` answers; what was not authorised has no link and no XML [inferred]."""
    return {
        "id": str(nota["id"]),
        "chave_acesso": nota["chave_acesso"],
        "link_acesso": link(nota),
        **_situacao(nota),
        "xml": xml,
    }


def _situacao(nota: Mapping[str, Any]) -> dict[str, Any]:
    return {"situacao": nota["situacao"], "descricao_situacao": SITUACOES[nota["situacao"]]}


def _partes(nota: Mapping[str, Any]) -> dict[str, Any]:
    """The customer, and the address of delivery, which is his when there is no other."""
    cliente = com_mascaras(nota["cliente"])
    entrega = com_mascaras(nota["endereco_entrega"] or {**nota["cliente"], "nome_destinatario": cliente["nome"]})
    return {
        "cliente": {nome: cliente[nome] for nome in DO_CLIENTE},
        "endereco_entrega": {nome: entrega[nome] for nome in DA_ENTREGA},
    }


def _envio(work: Work, nota: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Shipping method and freight form, with id 0 for what the account does not have."""
    forma = formas_envio.por_codigo(work, nota["forma_envio"])
    frete = formas_envio.frete_por_descricao(forma, nota["forma_frete"])
    return (
        {"id": forma["id"] if forma else 0, "descricao": formas_envio.titulo(nota["forma_envio"])},
        {"id": frete["id"] if frete else 0, "descricao": nota["forma_frete"]},
    )


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id_produto": str(item["id_produto"]),
        **{nome: item[nome] for nome in ("codigo", "descricao", "unidade", "ncm")},
        "quantidade": f"{item['quantidade']:.4f}",
        "valor_unitario": f"{item['valor_unitario']:.10f}",
        "valor_total": f"{item['valor_total']:.2f}",
        "cfop": item["cfop"],
        "natureza": item["natureza"],
    }


def _parcela(parcela: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "dias": str(parcela["dias"]),
        "data": escrito(parcela["data"]),
        "valor": f"{parcela['valor']:.2f}",
        "obs": parcela["obs"],
        "forma_pagamento": parcela["forma_pagamento"],
        "meio_pagamento": parcela["meio_pagamento"] or None,
    }
