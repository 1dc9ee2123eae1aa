"""Changes of an expedition, by the document `expedicao` of `expedicao.alterar` (tiny-api2 §5.6)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import ValidacaoRecusada
from homologa.simulators.tiny.rules import formas_envio, numeros
from homologa.simulators.tiny.rules.campos import Campo
from homologa.simulators.tiny.rules.contatos import modelo as contatos
from homologa.simulators.tiny.rules.expedicoes import modelo
from homologa.simulators.tiny.rules.expedicoes.objetos import anotar_rastreio
from homologa.simulators.tiny.rules.registros import Leitor

SIM_OU_NAO = ("S", "N")
CAMPOS: Mapping[str, Campo] = {
    "qtd_volumes": Campo("qtdVolumes", "inteiro", padrao="0"),
    "peso_bruto": Campo("pesoBruto", "decimal", padrao=0.0),
    "codigo_rastreamento": Campo("codigoRastreamento", maximo=100),
    "url_rastreamento": Campo("urlRastreamento", maximo=500),
    "possui_valor_declarado": Campo("possuiValorDeclarado", "opcao", padrao="N", opcoes=SIM_OU_NAO),
    "valor_declarado": Campo("valorDeclarado", "decimal", padrao=0.0),
    "possui_ar": Campo("possuiAR", "opcao", padrao="N", opcoes=SIM_OU_NAO),
}
"""The plain fields, by their names in the record; the sizes are [inferred]."""
EMBALAGEM = (
    Campo("tipo", "opcao", padrao="0", opcoes=("0", "1", "2", "3"), titulo="tipo da embalagem"),
    *(Campo(nome, "decimal", padrao=0.0) for nome in ("altura", "largura", "comprimento", "diametro")),
)
FORMA_ENVIO, FRETE, NOME = Campo("formaEnvio"), Campo("descricao", maximo=60), Campo("nome", maximo=60)


def alterar(work: Work, registro: Mapping[str, Any]) -> dict[str, Any]:
    """Change the fields of an expedition that a record names and keep the others [inferred]; gives the expedition.

    Raises NaoLocalizado, or ValidacaoRecusada with every text of what is wrong.
    """
    expedicao = modelo.obter(work, _id(registro))
    leitor = Leitor()
    lidos = leitor.campos(registro, tuple(CAMPOS.values()))
    novos = {nome: lidos[campo.nome] for nome, campo in CAMPOS.items() if campo.nome in lidos}
    if "qtd_volumes" in novos:
        novos["qtd_volumes"] = int(novos["qtd_volumes"])
    _exigir_positivos(leitor, novos)
    novos["embalagem"] = expedicao["embalagem"] | leitor.campos(leitor.objeto(registro, "embalagem"), EMBALAGEM)
    _exigir_positivos(leitor, novos["embalagem"])
    novos["forma_envio"] = _forma_envio(leitor, expedicao, registro)
    novos["forma_frete"] = _forma_frete(work, leitor, novos["forma_envio"], expedicao, registro)
    novos["transportadora"] = _transportadora(work, leitor, expedicao, registro)
    leitor.exigir()
    modelo.gravar(work, expedicao | novos)
    if "codigo_rastreamento" in novos or "url_rastreamento" in novos:
        anotar_rastreio(work, expedicao | novos)
    return expedicao | novos


def _id(registro: Mapping[str, Any]) -> int:
    if registro.get("id") in ("", None):
        raise ValidacaoRecusada("O id da expedição deve ser informado")
    return numeros.inteiro(registro["id"]) or 0


def _exigir_positivos(leitor: Leitor, lidos: Mapping[str, Any]) -> None:
    for nome, valor in lidos.items():
        if isinstance(valor, int | float) and valor < 0:
            leitor.erro(f"O valor do campo {CAMPOS[nome].nome if nome in CAMPOS else nome} não pode ser negativo")


def _forma_envio(leitor: Leitor, expedicao: Mapping[str, Any], registro: Mapping[str, Any]) -> str:
    atual: str = expedicao["forma_envio"]
    lida = leitor.campos(registro, (FORMA_ENVIO,)).get(FORMA_ENVIO.nome, atual)
    nova = leitor.tentar(lambda: formas_envio.codigo(lida), atual)
    if nova != atual and expedicao["id_agrupamento"]:
        leitor.erro(f"A forma de envio não muda no agrupamento {expedicao['id_agrupamento']}")
    return nova


def _forma_frete(
    work: Work, leitor: Leitor, forma_envio: str, expedicao: Mapping[str, Any], registro: Mapping[str, Any]
) -> dict[str, Any]:
    """The freight form that is named, by id among those of the shipping method, or by description [inferred]."""
    dita = leitor.objeto(registro, "formaFrete")
    forma = formas_envio.por_codigo(work, forma_envio)
    descricao = leitor.campos(dita, (FRETE,)).get(FRETE.nome, "")
    if dita.get("id") not in ("", None, 0, "0"):
        id_frete = numeros.inteiro(dita["id"])
        achada = next((um for um in forma["formas_frete"] if um["id"] == id_frete), None) if forma else None
        if achada is None:
            leitor.erro("Forma de frete não localizada")
            return {}
        return {"id": achada["id"], "descricao": achada["descricao"]}
    if descricao:
        achada = formas_envio.frete_por_descricao(forma, descricao)
        return {"id": achada["id"] if achada else 0, "descricao": achada["descricao"] if achada else descricao}
    mesma = forma_envio == expedicao["forma_envio"]
    return dict(expedicao["forma_frete"]) if mesma else {"id": 0, "descricao": ""}


def _transportadora(
    work: Work, leitor: Leitor, expedicao: Mapping[str, Any], registro: Mapping[str, Any]
) -> dict[str, Any]:
    """The carrier that is named, a contact by its id, or a name that need not be one [inferred]."""
    dita = leitor.objeto(registro, "transportadora")
    nome = leitor.campos(dita, (NOME,)).get(NOME.nome, "").strip()
    if dita.get("id") not in ("", None, 0, "0"):
        contato = work.documents(contatos.CONTATO).get(numeros.inteiro(dita["id"]) or 0)
        if contato is None:
            leitor.erro("Transportadora não localizada")
            return {}
        return {"id": contato["id"], "nome": contato["nome"]}
    if not nome:
        return dict(expedicao["transportadora"])
    achados = contatos.por(work, "nome", nome)
    return {"id": achados[0]["id"] if achados else 0, "nome": nome}
