"""What the screens of contacts, of sellers and of the account's webhooks show."""

from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import avisos_da_conta, mascaras, vendedores
from homologa.simulators.tiny.rules.contatos.campos import EXCLUIDO, SITUACOES
from homologa.simulators.tiny.rules.contatos.modelo import CONTATO
from homologa.simulators.tiny.views import columns
from homologa.simulators.tiny.views.registry import VIEWS


@VIEWS.screen("Cadastros > Clientes e fornecedores", "Contatos", columns.CONTATO)
def contatos(work: Work, *, cpf_cnpj: str | None = None, excluidos: bool = False) -> list[dict[str, Any]]:
    """Os contatos, um por linha, com o cadastro inteiro; os excluídos só se forem pedidos."""
    condicao, valores = ("1", ()) if excluidos else ("situacao != ?", (EXCLUIDO,))
    if cpf_cnpj is not None:
        condicao, valores = f"{condicao} AND cpf_cnpj = ?", (*valores, mascaras.documento(cpf_cnpj))
    achados = work.documents(CONTATO).find(condicao, valores)
    return [{**contato, "situacao": SITUACOES[contato["situacao"]]} for contato in achados]


@VIEWS.screen("Cadastros > Vendedores", "Vendedores", columns.VENDEDOR)
def lista_de_vendedores(work: Work) -> list[dict[str, Any]]:
    """Os vendedores, também os excluídos, com a situação de cada um."""
    return work.documents(vendedores.VENDEDOR).find()


@VIEWS.screen("Configurações > Geral > Outras configurações > Webhooks", "Webhooks da conta", columns.AVISO_DA_CONTA)
def webhooks_da_conta(work: Work) -> list[dict[str, Any]]:
    """Os avisos da conta: a URL de cada um e quantas falhas seguidas ela tem; com 20 a URL é removida."""
    return [
        {
            "aviso": rotulo,
            "url": avisos_da_conta.urls(work)[aviso],
            "falhas_seguidas": avisos_da_conta.falhas(work, aviso),
        }
        for aviso, rotulo in avisos_da_conta.AVISOS.items()
    ]
