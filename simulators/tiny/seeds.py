"""A believable Brazilian company with an account on Tiny."""

import base64

from simulators.kernel.believable import faker
from simulators.kernel.work import Work
from simulators.tiny.rules import settings


def seed(work: Work) -> None:
    """The account: registration, token and the partner's Developer-Id; no product and no integration yet."""
    work.set_setting("conta", _conta(work))
    settings.gerar_token(work)
    opaco = bytes.fromhex(work.secret("developer_id"))
    work.set_setting("developer_id", base64.b64encode(opaco).decode())


def _conta(work: Work) -> dict[str, str]:
    with faker(work.source.stream("tiny/conta").getrandbits(32)) as falso:
        empresa = falso.company()
        return {
            "razao_social": f"{empresa} Comércio Ltda",
            "cnpj_cpf": falso.cnpj(),
            "fantasia": empresa,
            "endereco": falso.street_name(),
            "numero": falso.building_number(),
            "bairro": falso.bairro(),
            "complemento": "",
            "cidade": falso.city(),
            "estado": falso.estado_sigla(),
            "cep": falso.numerify("#####-###"),
            "fone": "(11) 3333-4444",
            "email": "contato@loja.example",
            "inscricao_estadual": "",
            "regime_tributario": "Simples Nacional",
        }
