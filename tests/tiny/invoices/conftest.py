import json
from typing import Any
from xml.etree import ElementTree

import pytest

NFE = {"n": "http://www.portalfiscal.inf.br/nfe"}
CUSTOMER = {
    "nome": "Maria & Filhos",
    "tipo_pessoa": "F",
    "cpf_cnpj": "529.982.247-25",
    "endereco": "Rua das Flores",
    "numero": "10",
    "bairro": "Centro",
    "cep": "01310-100",
    "cidade": "São Paulo",
    "uf": "SP",
    "fone": "(11) 98888-7777",
}
MUG = {"codigo": "CAN", "descricao": "Caneca <azul>", "unidade": "UN", "quantidade": 3, "valor_unitario": 10.333}
PLATE = {"codigo": "PRA", "descricao": "Prato", "unidade": "UN", "quantidade": 1, "valor_unitario": 5.5}
TWO = [{"item": MUG}, {"item": PLATE}]


class Invoices:
    """The invoices of an account: made of orders or of documents, issued and read through the API."""

    def __init__(self, account: Any) -> None:
        self.account = account

    def made_of(self, id_pedido: str, **parameters: Any) -> str:
        """Makes the invoice of an order and gives its id."""
        answer = self.account.answer("gerar.nota.fiscal.pedido.php", id=id_pedido, **parameters)
        assert answer["status"] == "OK", answer
        return answer["registros"]["registro"]["idNotaFiscal"]

    def make(self, modelo: str = "NFe", **order: Any) -> str:
        """Makes an order and its invoice, and gives the id of the invoice."""
        fields = {"cliente": CUSTOMER, "itens": TWO, **order}
        return self.made_of(self.account.order(**fields), modelo=modelo)

    def try_include(self, service: str = "nota.fiscal.incluir.php", **fields: Any) -> dict[str, Any]:
        document = {"nota_fiscal": {"cliente": CUSTOMER, "itens": TWO, **fields}}
        return self.account.answer(service, nota=json.dumps(document))

    def include(self, **fields: Any) -> str:
        """Creates an invoice by a document and gives its id."""
        answer = self.try_include(**fields)
        assert answer["status"] == "OK", answer
        return answer["registros"]["registro"]["id"]

    def issue(self, id_nota: str, **parameters: Any) -> dict[str, Any]:
        answer = self.account.answer("nota.fiscal.emitir.php", id=id_nota, **parameters)
        assert answer["status"] == "OK", answer
        return answer["nota_fiscal"]

    def issued(self, **order: Any) -> str:
        """Makes an order and its invoice, issues it, and gives its id."""
        id_nota = self.make(**order)
        self.issue(id_nota)
        return id_nota

    def read(self, id_nota: str) -> dict[str, Any]:
        answer = self.account.answer("nota.fiscal.obter.php", id=id_nota)
        assert answer["status"] == "OK", answer
        return answer["nota_fiscal"]

    def link(self, id_nota: str) -> str:
        answer = self.account.answer("nota.fiscal.obter.link.php", id=id_nota)
        assert answer["status"] == "OK", answer
        return answer["link_nfe"]

    def xml(self, id_nota: str) -> ElementTree.Element:
        """The `nfeProc` inside the answer."""
        answer = self.account.call("nota.fiscal.obter.xml.php", id=id_nota)
        return ElementTree.fromstring(answer.content).find("xml_nfe/n:nfeProc", NFE)

    def rows(self, **filters: Any) -> list[dict[str, Any]]:
        answer = self.account.answer("notas.fiscais.pesquisa.php", **filters)
        assert answer["status"] == "OK", answer
        return [row["nota_fiscal"] for row in answer["notas_fiscais"]]

    def ids(self, **filters: Any) -> list[str]:
        return [str(row["id"]) for row in self.rows(**filters)]

    def situation(self, id_nota: str) -> str:
        return self.account.view("nota", nota=int(id_nota))["situacao"]

    def act(self, action: str, id_nota: str, **fields: Any) -> Any:
        return self.account.act(action, nota=int(id_nota), **fields)


@pytest.fixture
def invoices(account):
    return Invoices(account)


@pytest.fixture
def nfe():
    """Reads a text of an NF-e by its path below `infNFe`."""

    def read(root: ElementTree.Element, path: str) -> str | None:
        below = "/".join(f"n:{part}" for part in path.split("/"))
        return root.findtext(f".//n:infNFe/{below}", None, NFE)

    return read
