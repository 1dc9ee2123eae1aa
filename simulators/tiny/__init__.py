"""Tiny ERP (Olist ERP): API v2 and its integration webhooks."""

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.masks.personal import REQUEST, PersonalFields
from homologa.simulators.kernel.platform import BirthCredential, Platform
from homologa.simulators.kernel.rooms import Rooms
from homologa.simulators.tiny.registros import REGISTROS

_PEOPLE = frozenset(
    {"cliente", "clientes", "contato", "contatos", "vendedor", "vendedores", "endereco", "entrega", "dest"}
    | {"destinatario"}
)
"""What stands around a person and the address of one; a `numero` below it is no order's."""


def _load() -> Rooms:
    from homologa.simulators.tiny.rooms import ROOMS

    return ROOMS


PLATFORM = Platform(
    name="tiny",
    title="Tiny",
    article="no",
    port=1,
    hosts=("api.tiny.com.br", "www.tiny.com.br", "erp.tiny.com.br", "tiny.com.br"),
    fidelity=Fidelity.DOC,
    origin="https://api.tiny.com.br",
    load=_load,
    credentials=(
        BirthCredential("token", "token", data={"revogado": False}),
        BirthCredential("developer_id", is_base64=True),
    ),
    packs={
        "demonstracao": "Uma empresa em funcionamento: 40 produtos, com e sem variações, e um kit, em árvore de "
        "categorias, com marca, NCM, EAN, peso e promoções; dois depósitos, listas de preços, tags e uma integração "
        "com a Novaoito; vendedores, clientes e transportadora; pedidos em todas as situações, notas fiscais e "
        "expedições.",
        "volume-1000": "Mil produtos, para medir e para percorrer páginas.",
    },
    records=REGISTROS,
    secrets=frozenset({"Developer-Id"}),
    personal=PersonalFields(
        places=_PEOPLE | {"pedidos"},
        fields=frozenset(
            {"nome", "nome_contato", "fantasia", "nome_fantasia", "complemento", "bairro", "pesquisa"}
            | {"xNome", "xFant", "nro", "xCpl", "xBairro", "danfe-nome"}
        ),
        anywhere=frozenset(
            {"fone", "telefone", "celular", "fax", "cep", "endereco", "nome_destinatario", "nome_vendedor", "rg"}
            | {"destinatario", "cep_destino", "cliente", "nome_cliente", "nome_mae", "nome_pai"}
            | {"obs", "obs_interna", "obs_internas", "observacoes", "infCpl", "infAdFisco"}
            | {"xLgr", "danfe-endereco", "danfe-cep", "danfe-fone"}
        ),
        identifiers=frozenset({"id", "codigo", "contato", "cpf_cnpj"}),
        paths=frozenset(
            {f"{place}.numero" for place in _PEOPLE}
            # The screen asks for the buyer's address among the rest of the order.
            | {f"incluir.pedido.{REQUEST}.{name}" for name in ("numero", "complemento", "bairro")}
        ),
    ),
)
