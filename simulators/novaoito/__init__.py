"""Novaoito e-commerce: a reconstructed fake, documented where help pages speak (novaoito §1)."""

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.masks.personal import REQUEST, PersonalFields
from homologa.simulators.kernel.platform import Platform, Surface
from homologa.simulators.kernel.records import OrderRecords, ProductRecords, Records, StockRecords
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito import seeds
from homologa.simulators.novaoito.api import OPERATIONS, STOREFRONT
from homologa.simulators.novaoito.backoffice import ACTIONS
from homologa.simulators.novaoito.rules import apps, installation, settings, tables
from homologa.simulators.novaoito.views import VIEWS
from homologa.simulators.novaoito.webhooks import Notifier
from homologa.simulators.novaoito.wire import StorefrontWire, Wire


def _gate(work: Work, by_app: bool) -> None:
    settings.require_open(work)
    if by_app:
        apps.require_enabled(work)


def _origin(work: Work) -> str:
    return f"https://{settings.host(work)}"


_WIRE = Wire(_gate, (installation.CREDENTIAL, seeds.CREDENTIAL), settings.DOMAIN)

PLATFORM = Platform(
    name="novaoito",
    title="Novaoito",
    article="na",
    port=5,
    hosts=(f"*.{settings.DOMAIN}",),
    fidelity=Fidelity.RECONSTRUCTED,
    surfaces=(
        Surface("/api/v1", "novaoito", _WIRE, OPERATIONS),
        Surface("/loja", "novaoito-storefront", StorefrontWire(_gate, settings.DOMAIN), STOREFRONT),
    ),
    notifier=Notifier(),
    actions=ACTIONS,
    views=VIEWS,
    collections=tables.ALL,
    seed=seeds.seed,
    packs=seeds.PACKS,
    origin=_origin,
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
