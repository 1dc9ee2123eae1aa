"""What a person sees on the store's screens; read by steps and console, never by a connector."""

from typing import Any

from simulators.kernel.screens import Screens
from simulators.kernel.store import Document
from simulators.kernel.work import Work
from simulators.novaoito.rules import apps, catalogue, categories, eligibility, jobs, settings, subscriptions
from simulators.novaoito.rules.labels import (
    APP_STATUSES,
    INTEGRATION,
    JOB_STATUSES,
    NO_RESULT,
    OPERATIONS,
    RESULTS,
)

VIEWS = Screens()
INTEGRATE = "ERP & CRM > Produtos > Integrar"


@VIEWS.screen("Configurações", "Credenciais")
def credenciais(work: Work) -> dict[str, Any]:
    """Endereço e tokens da loja, e as configurações do aplicativo sem máscara."""
    store = settings.store(work)
    app = apps.state(work)
    return {
        "store_id": store["store_id"],
        "loja": store["name"],
        "host": settings.host(work),
        "admin_token": store["admin_token"],
        "app_token": app["access_token"],
        "configuracao": app["settings"],
    }


@VIEWS.screen("Produtos", "Produtos")
def produtos(work: Work, *, sku: str | None = None) -> list[dict[str, Any]]:
    """Os produtos da loja, ou os que têm este SKU; em `registro`, como a API os mostra."""
    found = catalogue.everything(work) if sku is None else catalogue.bearing(work, sku)
    return [_product(work, product) for product in found]


@VIEWS.screen("ERP & CRM > Produtos", "Produtos pendentes")
def pendentes(work: Work) -> list[dict[str, Any]]:
    """Os produtos Ativos ainda não integrados com o Tiny."""
    return [_pending(product) for product in eligibility.pending(work)]


@VIEWS.screen(INTEGRATE, "Integração")
def integracao(work: Work, *, job: str | None = None) -> dict[str, Any] | None:
    """A última integração, ou a deste id; nada quando não houve nenhuma."""
    found = jobs.latest(work) if job is None else jobs.get(work, job)
    return None if found is None else _job(found)


@VIEWS.screen(INTEGRATE, "Resultados")
def resultados(work: Work, *, job: str | None = None) -> list[dict[str, Any]]:
    """O resultado de cada produto da última integração, ou da deste id."""
    found = jobs.latest(work) if job is None else jobs.get(work, job)
    return [] if found is None else [_item(item) for item in jobs.all_items(work, found["id"])]


@VIEWS.screen("Aplicativos > Tiny ERP", "Aplicativo")
def aplicativo(work: Work) -> dict[str, Any]:
    """Situação do aplicativo e suas configurações, com o token mascarado."""
    app = apps.state(work)
    kept = app["settings"]
    return {
        "instalado": app["status"] != apps.NOT_INSTALLED,
        "situacao": APP_STATUSES[app["status"]],
        "configurado": apps.is_configured(app),
        "cnpj": kept["cnpj"],
        "identificador": kept["integrator_id"],
        "token": apps.masked(kept["tiny_token"]),
        "configuracao": {**kept, "tiny_token": apps.masked(kept["tiny_token"])},
    }


@VIEWS.screen("Aplicativos > Tiny ERP", "Receptores")
def receptores(work: Work) -> dict[str, str | None]:
    """As URLs que o aplicativo registrou, para colar na integração do Tiny."""
    found: dict[str, str | None] = apps.state(work)["receivers"]
    return found


@VIEWS.screen("Aplicativos > Tiny ERP", "Webhooks")
def webhooks(work: Work) -> list[dict[str, Any]]:
    """As assinaturas do aplicativo, cada uma com suas entregas."""
    return [
        {
            "id": subscription["id"],
            "evento": subscription["event"],
            "url": subscription["url"],
            "ativa": subscription["active"],
            "entregas": [
                subscriptions.shown_delivery(delivery)
                for delivery in subscriptions.deliveries(work, subscription["id"])
            ],
        }
        for subscription in subscriptions.everything(work)
    ]


def _product(work: Work, product: Document) -> dict[str, Any]:
    shown = catalogue.shown(work, product)
    tiny = shown["erp"]["tiny"]
    return {
        "id": shown["id"],
        "sku": shown["sku"],
        "nome": shown["name"],
        "situacao": shown["status_label"],
        "visibilidade": shown["visibility_label"],
        **_figures(shown),
        "categoria": _category(work, shown["category_ids"]),
        "imagens": [image["url"] for image in shown["images"]],
        "integracao": INTEGRATION[tiny["status"]],
        "id_tiny": tiny["external_id"],
        "id_mapeamento": tiny["mapping_id"],
        "vinculado_em": tiny["linked_at"],
        "vinculo_ativo": tiny["active"],
        "ultimo_erro": product["last_error"],
        "tentativas": product["attempts"],
        "criado_por": product["created_by"],
        "registro": shown,
    }


def _figures(shown: Document) -> dict[str, Any]:
    return {
        "preco": shown["price"],
        "preco_promocional": shown["special_price"],
        "custo": shown["cost"],
        "descricao": shown["description"],
        "descricao_curta": shown["short_description"],
        "peso": shown["weight"],
        "altura": shown["height"],
        "largura": shown["width"],
        "comprimento": shown["length"],
        "gtin": shown["gtin"],
        "ncm": shown["ncm"],
        "cest": shown["cest"],
        "origem": shown["origin"],
        "unidade": shown["unit"],
        "marca": shown["brand"],
        "estoque": shown["stock_quantity"],
    }


def _category(work: Work, ids: list[int]) -> str | None:
    return str(categories.get(work, ids[0])["path"]) if ids else None


def _pending(product: Document) -> dict[str, Any]:
    return {
        "id": product["id"],
        "sku": product["sku"],
        "nome": product["name"],
        "situacao": eligibility.STATUS_LABELS[product["status"]],
        "ultimo_erro": product["last_error"],
        "tentativas": product["attempts"],
    }


def _job(job: Document) -> dict[str, Any]:
    return {
        "job": job["id"],
        "situacao": JOB_STATUSES[job["status"]],
        "operacao": OPERATIONS[job["operation"]],
        "total": job["total"],
        "processados": job["processed"],
        "criados": job["created"],
        "vinculados": job["linked"],
        "ignorados": job["skipped"],
        "falhas": job["failed"],
        "motivo": job["error"],
        "codigo": job["code"],
        "registro": jobs.shown(job),
    }


def _item(item: Document) -> dict[str, Any]:
    return {
        "id": item["product_id"],
        "sku": item["sku"],
        "resultado": RESULTS.get(item["result"], NO_RESULT),
        "codigo": item["code"],
        "mensagem": item["message"],
        "id_tiny": item["external_id"],
    }
