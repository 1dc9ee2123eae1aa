"""An invoice that comes as XML of the NF-e, issued elsewhere (tiny-api2 §5.5: `incluir.nota.xml`).

API v2's page has only the name of the service: what is read, and what it becomes, is [inferred].
"""

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element

from homologa.simulators.kernel import tax_ids
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import RegistroDuplicado, ValidacaoRecusada
from homologa.simulators.tiny.rules import numeros, settings
from homologa.simulators.tiny.rules.notas import geracao, situacoes, totais
from homologa.simulators.tiny.rules.notas.chave import Chave
from homologa.simulators.tiny.rules.notas.emissao import publicar
from homologa.simulators.tiny.rules.notas.modelo import (
    ENTRADA,
    NFCE,
    NFE,
    NOTA,
    PRIMEIRO_ID,
    SAIDA,
    acrescentar,
    gravar,
)
from homologa.simulators.tiny.rules.notas.xml import ESPACO
from homologa.simulators.tiny.rules.notas.xml.partes import FRETES
from homologa.simulators.tiny.rules.pedidos import modelo as pedidos
from homologa.simulators.tiny.rules.pedidos.campos import CLIENTE
from homologa.simulators.tiny.rules.pedidos.inclusao import com_produtos

INVALIDO = "O XML da nota fiscal é inválido"
PROLOGO = re.compile(r"\A\s*<\?xml[^>]*\?>\s*")
NFE_4 = {"n": ESPACO}
PARTE: Mapping[str, str] = MappingProxyType(
    {
        "nome": "n:xNome",
        "nome_fantasia": "n:xFant",
        "ie": "n:IE",
        "email": "n:email",
        "endereco": "*/n:xLgr",
        "numero": "*/n:nro",
        "complemento": "*/n:xCpl",
        "bairro": "*/n:xBairro",
        "cidade": "*/n:xMun",
        "uf": "*/n:UF",
        "cep": "*/n:CEP",
        "pais": "*/n:xPais",
        "fone": "*/n:fone",
    }
)
"""Fields of a party and where they stand in `dest` or `emit`."""
VALORES: Mapping[str, str] = MappingProxyType(
    {"valor_frete": "vFrete", "valor_seguro": "vSeg", "valor_desconto": "vDesc", "valor_outras": "vOutro"}
)


def incluir(work: Work, texto: str, raiz: Element, pedido: dict[str, Any] | None) -> dict[str, Any]:
    """Store the invoice of an `nfeProc` or `NFe`, as text and as the tree of it, and give it.

    One that the account issued, with its protocol, is Autorizada, is told of, and belongs to the order; any other is
    an entry, Registrada. Raises ValidacaoRecusada, or RegistroDuplicado for a known key.
    """
    corpo = raiz.find(".//n:infNFe", NFE_4)
    if corpo is None:
        raise ValidacaoRecusada(INVALIDO, hint="o parâmetro xml deve ser o XML de uma NF-e 4.00 (nfeProc ou NFe)")
    try:
        chave = Chave.ler(corpo.get("Id", "").removeprefix("NFe"))
        lida = _ler(work, corpo, chave)
    except ValueError as erro:
        raise ValidacaoRecusada(str(erro)) from None
    if work.documents(NOTA).first("chave_acesso = ?", (str(chave),)):
        raise RegistroDuplicado(hint=f"a nota de chave {chave} já foi incluída")
    nota = {"id": work.next_id("nota_fiscal", PRIMEIRO_ID), **geracao.VAZIOS, **lida, **geracao.nova(work)}
    nota |= {"chave_acesso": str(chave), "situacao": situacoes.REGISTRADA}
    totais.somar(nota)
    acrescentar(work, nota)
    protocolo = raiz.findtext(".//n:infProt/n:nProt", "", NFE_4)
    if nota["propria"] and protocolo:
        _assumir(work, nota, pedido, protocolo)
        publicar(work, nota, PROLOGO.sub("", texto))
        gravar(work, nota)
    return nota


def _assumir(work: Work, nota: dict[str, Any], pedido: dict[str, Any] | None, protocolo: str) -> None:
    """Take it for one of the account's authorised invoices, of the order when one is named."""
    if pedido is not None:
        pedido["id_nota_fiscal"] = nota["id"]
        pedidos.gravar(work, pedido)
        de_la = ("numero_ecommerce", "id_ecommerce", "ecommerce")
        nota |= {"id_venda": pedido["id"], **{nome: pedido[nome] for nome in de_la}}
    nota |= {"situacao": situacoes.AUTORIZADA, "protocolo": protocolo, "autorizada_em": nota["data_emissao"]}


def _ler(work: Work, corpo: Element, chave: Chave) -> dict[str, Any]:
    if chave.modelo not in (NFE, NFCE):
        raise ValueError("O modelo da nota fiscal é inválido")
    propria = chave.documento == settings.cnpj(work).rjust(14, "0")
    outro = corpo.find("n:dest" if propria else "n:emit", NFE_4)
    frete = _texto(corpo, "n:transp/n:modFrete")
    itens = [_item(detalhe) for detalhe in corpo.iterfind("n:det", NFE_4)]
    if not itens:
        raise ValueError("Os itens da nota fiscal devem ser informados")
    return {
        "modelo": chave.modelo,
        "serie": chave.serie,
        "numero": chave.numero,
        "propria": int(propria),
        "tipo": SAIDA if propria and _texto(corpo, "n:ide/n:tpNF") == "1" else ENTRADA,
        "natureza_operacao": _texto(corpo, "n:ide/n:natOp"),
        "data_emissao": _momento(_texto(corpo, "n:ide/n:dhEmi")),
        "numero_ecommerce": "",
        "ecommerce": "",
        "cliente": _parte(outro),
        "endereco_entrega": None,
        "itens": com_produtos(work, itens),
        **{nome: _valor(corpo, f"n:total/n:ICMSTot/n:{campo}") for nome, campo in VALORES.items()},
        "frete_por_conta": next((nome for nome, codigo in FRETES.items() if codigo == frete), ""),
        "transportador": dict.fromkeys(geracao.TRANSPORTADOR, ""),
        **dict.fromkeys(("forma_envio", "forma_frete", "forma_pagamento", "meio_pagamento", "condicao_pagamento"), ""),
        "parcelas": [],
        "pagamentos_integrados": [],
        "intermediador": {},
        "id_vendedor": 0,
        "nome_vendedor": "",
        "obs": _texto(corpo, "n:infAdic/n:infCpl"),
    }


def _item(detalhe: Element) -> dict[str, Any]:
    produto = detalhe.find("n:prod", NFE_4)
    if produto is None:
        raise ValueError("Os itens da nota fiscal devem ser informados")
    gtin = _texto(produto, "n:cEAN")
    return {
        "id_produto": 0,
        "codigo": _texto(produto, "n:cProd"),
        "descricao": _texto(produto, "n:xProd"),
        "unidade": _texto(produto, "n:uCom"),
        "ncm": _texto(produto, "n:NCM"),
        "cest": _texto(produto, "n:CEST"),
        "gtin": gtin if gtin.isdigit() else "",
        "origem": next((achado.text or "0" for achado in detalhe.iterfind(".//n:orig", NFE_4)), "0"),
        "tipo": "S" if detalhe.find(".//n:ISSQN", NFE_4) is not None else "P",
        "codigo_do_servico": "",
        "quantidade": _valor(produto, "n:qCom"),
        "valor_unitario": _valor(produto, "n:vUnCom"),
        "cfop": _texto(produto, "n:CFOP"),
        "natureza": "",
        "info_adicional": _texto(detalhe, "n:infAdProd"),
    }


def _parte(parte: Element | None) -> dict[str, Any]:
    lida = dict.fromkeys((campo.nome for campo in CLIENTE), "")
    if parte is None:
        return lida
    documento = _texto(parte, "n:CNPJ") or _texto(parte, "n:CPF")
    lida |= {nome: _texto(parte, onde) for nome, onde in PARTE.items()}
    return {**lida, "cpf_cnpj": documento, "tipo_pessoa": "F" if tax_ids.is_cpf(documento) else "J"}


def _momento(texto: str) -> str:
    """The moment of issue as an invoice keeps it; raises ValueError with the validation text."""
    try:
        return datetime.fromisoformat(texto).strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        raise ValueError("A data de emissão é inválida") from None


def _texto(pai: Element, onde: str) -> str:
    return (pai.findtext(onde, "", NFE_4) or "").strip()


def _valor(pai: Element, onde: str) -> float:
    return numeros.decimal(_texto(pai, onde), onde.rpartition(":")[2])
