"""Novaoito e-commerce: a reconstructed fake, documented where help pages speak (novaoito §1)."""

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.masks.personal import REQUEST, PersonalFields
from homologa.simulators.kernel.platform import BirthCredential, Platform
from homologa.simulators.kernel.records import OrderRecords, ProductRecords, Records, StockRecords
from homologa.simulators.kernel.rooms import Rooms

DOMAIN = "novaoito.example"


def _load() -> Rooms:
    from homologa.simulators.novaoito.rooms import ROOMS

    return ROOMS


PLATFORM = Platform(
    name="novaoito",
    title="Novaoito",
    article="na",
    port=5,
    hosts=(f"*.{DOMAIN}",),
    fidelity=Fidelity.RECONSTRUCTED,
    origin="https://{host}",
    load=_load,
    credentials=(
        BirthCredential("store_id", "host", length=10, form="loja-{drawn}", is_public=True),
        BirthCredential("host", form=f"{{store_id}}.{DOMAIN}"),
        BirthCredential("admin_token", "admin_token", data={"store_id": "{store_id}"}),
    ),
    packs={
        "demonstracao": "Uma loja em funcionamento: 38 produtos em categorias, com e sem variações, ativos, inativos e "
        "ocultos; 30 têm o SKU de um produto do pacote de mesmo nome do ERP, alguns com outro preço ou outro nome, e 8 "
        "são só da loja.",
        "volume-1000": "Mil produtos, os mesmos do pacote do ERP, para medir e para percorrer páginas.",
    },
    records=Records(
        products=ProductRecords("produtos", sku="sku", created_by="criado_por"),
        orders=OrderRecords("pedidos", number="numero", total="total"),
        stock=(
            StockRecords("produtos", "sku", "registro.stock_quantity", changed_by="estoque_alterado_por"),
            StockRecords("variacoes", "sku", "registro.stock_quantity", changed_by="estoque_alterado_por"),
        ),
    ),
    signs=True,
    secrets=frozenset({"X-Novaoito-Signature"}),
    personal=PersonalFields(
        places=frozenset(
            {"customer", "customers", "address", "addresses", "cliente", "clientes", "endereco", "compra"}
        ),
        fields=frozenset({"name", "first_name", "last_name", "nome"}),
        anywhere=frozenset(
            {"phone", "zip", "zip_code", "postal_code", "recipient", "telefone", "cep", "destinatario", "cliente"}
            | {"document", "documento"}
            | {"street", "complement", "neighborhood", "rua", "complemento", "bairro", "customer"}
            | {"comment", "comentario"}
        ),
        identifiers=frozenset({"id", "search", "q"}),
        paths=frozenset(
            {f"{home}.number" for home in ("customer", "customers", "address", "addresses")}
            | {f"{home}.numero" for home in ("cliente", "clientes", "endereco")}
            # The answer's is the number of the order.
            | {f"compra.{REQUEST}.numero"}
        ),
    ),
)
