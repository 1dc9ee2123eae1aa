"""Invoices as they are stored (tiny-api2 §4.2, §5.5).

The document of an invoice:

- `id`; `tipo` (E or S); `modelo` ("55" NF-e, "65" NFC-e); `serie` and `numero` (ints); `propria`: 1 when the account
  issues it, 0 when it came from somebody else; `finalidade` (1 to 4); `regime_tributario` (1 or 3).
- `id_venda` (int, 0 none); `numero_ecommerce`, `ecommerce` (texts), `id_ecommerce` (int, 0 none).
- `data_emissao`, `data_saida`: ISO moments without zone (`2026-03-09 14:30:00`), "" none; `criado_em`, `criado_por`.
- `cliente` and `endereco_entrega` (None when it is the same): as in an order.
- `itens`: id_produto (int, 0 when no product of the account), codigo, descricao, unidade, ncm, cest, gtin, origem,
  tipo (P or S), quantidade, valor_unitario, valor_total (floats), cfop, natureza, info_adicional, and the item's shares
  valor_frete, valor_seguro, valor_desconto, valor_outras.
- the totals of `totais.TOTAIS`: floats with two decimals.
- `natureza_operacao`, `forma_pagamento`, `meio_pagamento`, `condicao_pagamento`, `parcelas`, `pagamentos_integrados`,
  `intermediador`, `marcadores`, `id_vendedor`, `nome_vendedor`, `deposito`, `obs`: as in an order.
- `frete_por_conta`, `forma_envio` (code), `forma_frete` (text); `transportador`: nome, cpf_cnpj, ie, endereco, cidade,
  uf; `placa`, `uf_placa`, `quantidade_volumes` (int), `especie_volumes`, `marca_volumes`, `numero_volumes`,
  `peso_bruto`, `peso_liquido` (floats); `codigo_rastreamento`, `url_rastreamento`.
- `situacao`: a code of `situacoes.SITUACOES`; `motivo`: why it was refused; `chave_acesso` (44 digits, "" before it is
  issued), `protocolo`, `autorizada_em` (ISO moment); `documento`: the id of its page, "" before it is issued; `xml`:
  the text of one that came as XML, else "".
- `refs`: keys of the invoices that it speaks of; `email_enviado`, `estoque_lancado`, `contas_lancadas`: bool.

Rules here emit `nota_autorizada(id_nota)`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import LocalizadoEmDuplicidade, NaoLocalizado
from homologa.simulators.tiny.rules import numeros

NOTA = Collection(
    "nota_fiscal",
    {
        "tipo": str,
        "modelo": str,
        "serie": int,
        "numero": int,
        "propria": int,
        "numero_ecommerce": str,
        "id_venda": int,
        "data_emissao": str,
        "situacao": int,
        "nome_cliente": str,
        "codigo_cliente": str,
        "cpf_cnpj": str,
        "id_vendedor": int,
        "nome_vendedor": str,
        "forma_envio": str,
        "chave_acesso": str,
    },
    indexes=(
        ("propria", "modelo", "serie", "numero"),
        ("numero",),
        ("numero_ecommerce",),
        ("id_venda",),
        ("data_emissao",),
        ("situacao", "id"),
        ("cpf_cnpj",),
        ("id_vendedor",),
        ("nome_vendedor",),
        ("chave_acesso",),
    ),
    search=("nome_cliente", "codigo_cliente"),
)
PRIMEIRO_ID = 813000001
NFE, NFCE = "55", "65"
MODELOS: Mapping[str, str] = MappingProxyType({"NFe": NFE, "NFCe": NFCE})
ENTRADA, SAIDA = "E", "S"
AUSENTE = "Nota fiscal não localizada"


def obter(work: Work, id_nota: int) -> dict[str, Any]:
    """The invoice of this id; raises NaoLocalizado."""
    nota = work.documents(NOTA).get(id_nota)
    if nota is None:
        raise NaoLocalizado(AUSENTE, hint=f"não há nota fiscal com id {id_nota}")
    return nota


def por_serie_e_numero(work: Work, serie: str, numero: str) -> dict[str, Any]:
    """The account's own invoice of this series and number; raises NaoLocalizado or LocalizadoEmDuplicidade."""
    chaves = (numeros.inteiro(serie), numeros.inteiro(numero))
    achadas = work.documents(NOTA).find("propria = 1 AND serie = ? AND numero = ?", chaves)
    if not achadas:
        raise NaoLocalizado(AUSENTE, hint=f"não há nota fiscal de série {serie!r} e número {numero!r}")
    if len(achadas) > 1:
        raise LocalizadoEmDuplicidade(hint="há uma NF-e e uma NFC-e desta série e deste número: use o id")
    return achadas[0]


def acrescentar(work: Work, nota: dict[str, Any]) -> None:
    """Store a new invoice."""
    work.documents(NOTA).add(_com_colunas(nota))


def gravar(work: Work, nota: dict[str, Any]) -> None:
    """Store an invoice that was changed."""
    work.documents(NOTA).put(_com_colunas(nota))


def numero_escrito(nota: Mapping[str, Any]) -> str:
    """The number as Tiny writes it, six digits at least: `000123`."""
    return f"{nota['numero']:06}"


def _com_colunas(nota: Mapping[str, Any]) -> dict[str, Any]:
    """The invoice with the columns by which SQL finds it and that the document has further inside."""
    cliente = nota["cliente"]
    return {
        **nota,
        "nome_cliente": cliente["nome"],
        "codigo_cliente": cliente["codigo"],
        "cpf_cnpj": cliente["cpf_cnpj"],
    }
