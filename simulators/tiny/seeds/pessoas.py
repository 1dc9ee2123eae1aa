"""The company itself, its sellers, its customers and its carrier: valid CPF and CNPJ, in cities that exist."""

from random import Random
from string import ascii_uppercase, digits
from typing import TYPE_CHECKING, Any

from homologa.simulators.kernel import tax_ids
from homologa.simulators.kernel.fake_data import brazilian_faker
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import municipios, vendedores
from homologa.simulators.tiny.rules.contatos import gravacao
from homologa.simulators.tiny.rules.empresa import SIMPLES

if TYPE_CHECKING:
    from faker import Faker

CIDADES = (
    ("São Paulo", "SP", "01310"),
    ("Campinas", "SP", "13015"),
    ("Ribeirão Preto", "SP", "14010"),
    ("Rio de Janeiro", "RJ", "20040"),
    ("Belo Horizonte", "MG", "30130"),
    ("Uberlândia", "MG", "38400"),
    ("Vitória", "ES", "29010"),
    ("Curitiba", "PR", "80020"),
    ("Londrina", "PR", "86010"),
    ("Florianópolis", "SC", "88010"),
    ("Porto Alegre", "RS", "90020"),
    ("Salvador", "BA", "40020"),
    ("Recife", "PE", "50030"),
    ("Fortaleza", "CE", "60025"),
    ("Belém", "PA", "66010"),
    ("Manaus", "AM", "69010"),
    ("Goiânia", "GO", "74015"),
    ("Brasília", "DF", "70040"),
)
"""Cities with their state and the beginning of a CEP of each."""
RUAS = ("Avenida Brasil", "Avenida Santos Dumont", "Rua do Comércio", "Rua São João", "Rua Sete de Setembro")
BAIRROS = ("Centro", "Boa Vista", "Jardim América", "Santa Mônica", "São José", "Vila Nova")
VENDEDORES, CLIENTES, EMPRESAS = 3, 16, 4
"""How many there are; the companies are those of the customers that buy with a CNPJ, the last with letters in it."""
RAIZ, MATRIZ = 8, "0001"
"""Characters of a CNPJ that name the company, and the number of its head office."""
TRANSPORTADORA = "Expresso Mantiqueira"


def conta(work: Work) -> dict[str, str]:
    """The registration of the account, as `info` tells it."""
    sorte = work.stream("conta")
    with brazilian_faker(sorte.getrandbits(32)) as falso:
        empresa = f"{falso.last_name()} {falso.last_name()}"
        lugar = _endereco(sorte)
        return {
            "razao_social": f"{empresa} Comércio Ltda",
            "cnpj_cpf": falso.cnpj(),
            "fantasia": empresa,
            **{campo: lugar[campo] for campo in ("endereco", "numero", "bairro", "cidade", "cep")},
            "complemento": "",
            "estado": lugar["uf"],
            "fone": lugar["fone"],
            "email": "contato@loja.example",
            "inscricao_estadual": "",
            "regime_tributario": SIMPLES,
        }


def semear(work: Work) -> list[dict[str, Any]]:
    """Register sellers, carrier and customers; gives the customers as orders name them."""
    sorte = work.stream("pessoas")
    with brazilian_faker(sorte.getrandbits(32)) as falso:
        falso.unique.clear()
        for ordem in range(VENDEDORES):
            vendedores.incluir(work, _vendedor(falso, ordem))
        _contato(work, {**_empresa(falso, sorte), "nome": TRANSPORTADORA}, "Transportador")
        clientes = [_empresa(falso, sorte) for _ in range(EMPRESAS)]
        clientes[-1]["cpf_cnpj"] = _cnpj_com_letras(work.stream("cnpj_com_letras"))
        clientes += [_pessoa(falso, sorte) for _ in range(CLIENTES - EMPRESAS)]
    for cliente in clientes:
        _contato(work, cliente, "Cliente")
    return clientes


def _contato(work: Work, pessoa: dict[str, Any], tipo: str) -> None:
    gravacao.incluir(work, {**pessoa, "situacao": "A", "tipos_contato": [{"tipo": tipo}]})


def _vendedor(falso: "Faker", ordem: int) -> dict[str, str]:
    nome, email = f"{falso.unique.first_name()} {falso.last_name()}", f"vendas{ordem + 1}@loja.example"
    return {"nome": nome, "codigo": f"V{ordem + 1:02}", "cpf_cnpj": falso.unique.cpf(), "email": email}


def _pessoa(falso: "Faker", sorte: Random) -> dict[str, Any]:
    nome, cpf = f"{falso.unique.first_name()} {falso.last_name()}", falso.unique.cpf()
    email = f"cliente{cpf[:3]}{cpf[4:7]}@correio.example"
    return {"nome": nome, "tipo_pessoa": "F", "cpf_cnpj": cpf, "email": email, **_endereco(sorte)}


def _empresa(falso: "Faker", sorte: Random) -> dict[str, Any]:
    nome, cnpj = f"{falso.unique.last_name()} Comércio Ltda", falso.unique.cnpj()
    email = f"compras{cnpj[:2]}{cnpj[3:6]}@empresa.example"
    return {"nome": nome, "tipo_pessoa": "J", "cpf_cnpj": cnpj, "email": email, **_endereco(sorte)}


def _cnpj_com_letras(sorte: Random) -> str:
    raiz = "".join(sorte.choices(ascii_uppercase + digits, k=RAIZ))
    return tax_ids.masked(tax_ids.completed(raiz + MATRIZ))


def _endereco(sorte: Random) -> dict[str, str]:
    """An address, and a telephone with the area code of its city."""
    cidade, uf, inicio = sorte.choice(CIDADES)
    municipio = municipios.localizar(cidade, uf)
    ddd = municipio.ddd if municipio else ""
    return {
        "endereco": sorte.choice(RUAS),
        "numero": str(sorte.randint(10, 2900)),
        "bairro": sorte.choice(BAIRROS),
        "cep": f"{inicio}-{sorte.randrange(10, 990, 10):03}",
        "cidade": cidade,
        "uf": uf,
        "fone": f"({ddd}) 3{sorte.randint(200, 899)}-{sorte.randint(1000, 9999)}",
    }
