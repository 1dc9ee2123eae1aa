"""Novaoito and Tiny: the connector is the app "Tiny ERP", installed in the store."""

from __future__ import annotations

from homologa.features.kit.integrations.model import (
    IDENTIFIER,
    Integration,
    Noted,
    Operation,
    Pasting,
    ScreenUse,
    Shown,
)

LISTED_AS = "Novaoito e-commerce"
APP = ("configuracao",)

NOVAOITO = Integration(
    name="novaoito",
    store="Novaoito",
    erp="Tiny",
    listed_as=LISTED_AS,
    installation=(
        ScreenUse(
            "tiny",
            "incluir_integracao",
            {"plataforma": LISTED_AS, "nome": "Minha loja"},
            notes={IDENTIFIER: "identificador"},
        ),
        ScreenUse("novaoito", "instalar"),
    ),
    configuration=ScreenUse(
        "novaoito",
        "configurar",
        {
            "cnpj": Shown("tiny", ("cnpj",)),
            "identificador": Noted(IDENTIFIER),
            "token": Shown("tiny", ("token",)),
        },
    ),
    credentials={
        "tiny": {
            "token": Shown("novaoito", (*APP, "tiny_token")),
            "developer_id": Shown("tiny", ("developer_id",)),
            "cnpj": Shown("novaoito", (*APP, "cnpj")),
            "id_ecommerce": Shown("novaoito", (*APP, "integrator_id")),
        },
        "novaoito": {
            "app_token": Shown("novaoito", ("app_token",)),
            "store_id": Shown("novaoito", ("store_id",)),
        },
    },
    settings=Shown("novaoito", APP),
    secrets=frozenset({"tiny_token"}),
    receivers=(
        Pasting(
            ScreenUse("tiny", "salvar_integracao", {"identificador": Noted(IDENTIFIER)}),
            {"product": "url_produtos", "stock": "url_estoque", "price": "url_precos"},
        ),
    ),
    operations={
        "poll": Operation("Verificar pedidos de integração"),
        "reconcile_stock": Operation("Reconciliar o estoque dos produtos vinculados"),
        "reconcile_prices": Operation("Reconciliar os preços dos produtos vinculados"),
    },
    capabilities=frozenset({"poll", "variants"}),
)
