import json

import pytest

ADDRESS = {
    "nome": "Maria Silva",
    "cpf_cnpj": "123.456.789-09",
    "endereco": "Rua das Flores",
    "numero": "10",
    "complemento": "apto 2",
    "bairro": "Centro",
    "cep": "20040-002",
    "cidade": "Rio de Janeiro",
    "uf": "RJ",
}


class Expedition:
    """The expedition of an account, by the services of the API."""

    def __init__(self, account):
        self.account = account

    def released(self, **order):
        """Includes an order and releases it; gives the id of its expedition."""
        number = self.account.order(**{"cliente": ADDRESS, "forma_envio": "C", "forma_frete": "SEDEX", **order})
        self.done("expedicao.liberar.objetos", idObjetos=number, tipoObjetos="venda")
        return self.read(idObjeto=number, tipoObjeto="venda")["id"]

    def read(self, **which):
        return self.answer("expedicao.obter", **which)["expedicao"]

    def alter(self, number, **fields):
        return self.done("expedicao.alterar", expedicao=json.dumps({"expedicao": {"id": number, **fields}}))

    def grouped(self, *numbers):
        """Groups expeditions; gives the id of the grouping."""
        return self.answer("expedicao.incluir.agrupamento", idsExpedicao=",".join(numbers))["idAgrupamento"]

    def concluded(self, *numbers):
        grouping = self.grouped(*numbers)
        self.done("expedicao.concluir.agrupamento", idAgrupamento=grouping)
        return grouping

    def found(self, **filters):
        """The ids that a search gives, as text."""
        answer = self.answer("expedicao.pesquisa", **{"formaEnvio": "C", **filters})
        return [str(row["expedicao"]["id"]) for row in answer["expedicoes"]]

    def shown(self, number):
        """The expedition on the screen."""
        (row,) = [row for row in self.account.view("lista_de_expedicoes") if str(row["id"]) == number]
        return row

    def send(self, *numbers):
        """Acts on the screen that sends tracking codes."""
        return self.account.act("enviar_codigo_de_rastreio", expedicoes=list(numbers))

    def answer(self, service, **parameters):
        answer = self.account.answer(service, **parameters)
        assert answer["status"] == "OK", answer
        return answer

    def done(self, service, **parameters):
        answer = self.answer(service, **parameters)
        assert answer == {"status_processamento": 3, "status": "OK"}


@pytest.fixture
def expedition(account):
    return Expedition(account)
