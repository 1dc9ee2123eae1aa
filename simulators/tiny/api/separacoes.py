"""Services of picking."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.operations import Call
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.api import parametros
from homologa.simulators.tiny.api.registry import service
from homologa.simulators.tiny.errors import ParametroNaoInformado
from homologa.simulators.tiny.rules import formas_envio, separacoes
from homologa.simulators.tiny.rules.datas import escrito
from homologa.simulators.tiny.wire import Retorno

AUSENTE = "Separação não localizada"


@service("separacao.pesquisa", source="§5.7", fidelity=Fidelity.CLIENT, tambem=("separacoes/pesquisar",))
def separacao_pesquisa(call: Call) -> Retorno:
    """Pickings by situation and by the day on which they began, a hundred a page; rows have no wrapper."""
    dados: Mapping[str, str] = call.data.body
    dias = parametros.dia(dados, "dataInicial"), parametros.dia(dados, "dataFinal")
    pagina = parametros.pagina(dados.get("pagina", ""))
    achada = separacoes.pesquisar(call.work, dados.get("situacao", "").strip(), dias, pagina)
    linhas = [_linha(call.work, separacao) for separacao in achada.registros]
    return Retorno({"pagina": achada.pagina, "numero_paginas": achada.paginas, "separacoes": linhas})


@service("separacao.obter", source="§5.7", fidelity=Fidelity.CLIENT, estado_em_texto=True)
def separacao_obter(call: Call) -> Retorno:
    """One picking with its items."""
    separacao = separacoes.obter(call.work, parametros.id_de(call.data.body, AUSENTE, "idSeparacao"))
    linha = _linha(call.work, separacao)
    return Retorno(
        {
            "separacao": {
                **linha,
                **{nome: str(linha[nome]) for nome in ("id", "idOrigem", "idFormaEnvio")},
                "qtdVolumes": separacao["qtd_volumes"],
                "idUsuarioEmbalador": "0",
                "itens": [{"item": _item(item)} for item in separacao["itens"]],
            }
        }
    )


@service("separacao.alterar.situacao", source="§5.7", fidelity=Fidelity.CLIENT, writes=True)
def separacao_alterar_situacao(call: Call) -> Retorno:
    """Change the situation of a picking: 1 waiting, 2 picked, 3 packed, 4 being picked."""
    dados: Mapping[str, str] = call.data.body
    id_separacao = parametros.id_de(dados, AUSENTE, "idSeparacao")
    situacao = dados.get("situacao", "").strip()
    if not situacao:
        raise ParametroNaoInformado("O parâmetro situacao deve ser informado")
    separacoes.mudar(call.work, id_separacao, situacao)
    return Retorno({})


def _linha(work: Work, separacao: Mapping[str, Any]) -> dict[str, Any]:
    """A row; `situacaoCheckout` is 1 once it was packed, else 0 [inferred]."""
    forma = formas_envio.por_codigo(work, separacao["forma_envio"])
    return {
        "id": separacao["id"],
        "idOrigem": separacao["id_origem"],
        "objOrigem": separacao["obj_origem"],
        "situacao": separacao["situacao"],
        "situacaoCheckout": int(bool(separacao["conferida_em"])),
        "dataCriacao": escrito(separacao["criada_em"]),
        "dataSeparacao": escrito(separacao["separada_em"]),
        "dataCheckout": escrito(separacao["conferida_em"]),
        "numero": separacao["numero"],
        "dataEmissao": escrito(separacao["data_emissao"]),
        "numeroPedidoEcommerce": separacao["numero_ecommerce"],
        "destinatario": separacao["destinatario"],
        "idFormaEnvio": forma["id"] if forma else 0,
    }


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item; these names are [inferred] from those of an order."""
    return {
        "id_produto": str(item["id_produto"]),
        "codigo": item["codigo"],
        "descricao": item["descricao"],
        "unidade": item["unidade"],
        "quantidade": f"{item['quantidade']:.4f}",
        "localizacao": item["localizacao"],
    }
