"""What each view shows of each thing: the keys, as in JSON, with their kinds."""

from homologa.simulators.kernel.columns import Shape, fields

ADDRESS = fields(str, "recipient zip_code street number complement neighborhood city state")
PERSON: Shape = {"id": int, **fields(str, "name email document phone")}
SETTINGS: Shape = {
    "cnpj": str,
    "integrator_id": int,
    "tiny_token": str,
    "automatic": fields(bool, "products stock prices orders_in order_updates tickets"),
    "default_visibility": str,
    "create_categories": bool,
    "import_status": str,
    "auto_send_orders": bool,
    "stock_source": str,
    "price_list": int,
}
APP: Shape = {
    "instalado": bool,
    "situacao": str,
    "configurado": bool,
    "cnpj": str,
    "identificador": int,
    **fields(str, "token visibilidade_padrao"),
    "criar_categorias": bool,
    "importar_a_partir_de": str,
    "enviar_pedidos": bool,
    "fonte_do_estoque": str,
    "lista_de_precos": int,
    "configuracao": SETTINGS,
}
AUTOMATIC = fields(bool, "produtos estoque precos pedidos situacoes chamados")
RECEIVERS = fields(str, "product stock price tracking invoice order-status")
CREDENTIALS: Shape = {**fields(str, "store_id loja host admin_token app_token"), "configuracao": SETTINGS}
WEBHOOK: Shape = {
    "id": int,
    **fields(str, "evento url"),
    "ativa": bool,
    "falhas_seguidas": int,
    "entregas": [
        {
            **fields(str, "delivery_id event status"),
            "attempts": [{"at": str, "response_status": int, "error": str}],
        }
    ],
}
ERROR = fields(str, "code message at")
PENDING: Shape = {
    "id": int,
    **fields(str, "sku nome situacao id_tiny_anterior"),
    "ultimo_erro": ERROR,
    "tentativas": int,
}
JOB: Shape = {
    **fields(str, "job situacao operacao"),
    **fields(int, "total processados criados vinculados ignorados falhas"),
    **fields(str, "motivo codigo"),
    "registro": {
        **fields(str, "id operation scope"),
        "dry_run": bool,
        "status": str,
        **fields(int, "total processed created linked skipped failed"),
        **fields(str, "requested_at started_at finished_at claimed_by error code"),
    },
}
RESULT: Shape = {"id": int, **fields(str, "sku resultado codigo mensagem id_tiny")}
VARIANT: Shape = {
    **fields(float, "price special_price stock_quantity"),
    **fields(str, "gtin status sku"),
    "options": [fields(str, "name value")],
    "id": int,
}
PRODUCT: Shape = {
    "id": int,
    **fields(str, "sku nome situacao visibilidade"),
    **fields(float, "preco preco_promocional custo"),
    **fields(str, "descricao descricao_curta"),
    **fields(float, "peso altura largura comprimento"),
    **fields(str, "gtin ncm cest"),
    "origem": int,
    **fields(str, "unidade marca"),
    "estoque": float,
    "controla_estoque": bool,
    "categoria": str,
    "imagens": [str],
    **fields(str, "integracao id_tiny id_mapeamento vinculado_em"),
    "vinculo_ativo": bool,
    "variacoes_pendentes": [str],
    "ultimo_erro": ERROR,
    "tentativas": int,
    **fields(str, "criado_por estoque_alterado_por"),
    "registro": {
        "id": int,
        **fields(str, "sku type name slug short_description description status visibility"),
        **fields(float, "price special_price"),
        **fields(str, "special_from special_to"),
        **fields(float, "cost weight width height length"),
        **fields(str, "gtin ncm cest"),
        "origin": int,
        **fields(str, "unit brand"),
        "category_ids": [int],
        "manage_stock": bool,
        "stock_quantity": float,
        "availability": {"lead_days": int, "release_date": str, "type": str},
        "images": [{"url": str}],
        "attributes": [fields(str, "name value")],
        "variants": [VARIANT],
        "warnings": [str],
        **fields(str, "created_at updated_at status_label"),
        "visibility_code": int,
        "visibility_label": str,
        "erp": {"tiny": {**fields(str, "status external_id mapping_id linked_at"), "active": bool}},
    },
}
PRODUCT_VARIANT: Shape = {
    "id": int,
    **fields(str, "produto sku"),
    "opcoes": [str],
    **fields(float, "preco preco_promocional"),
    "preco_do_produto": bool,
    "estoque": float,
    **fields(str, "situacao gtin id_tiny estoque_alterado_por"),
    "registro": VARIANT,
}
PLACE: Shape = {
    "id": int,
    **fields(str, "sku nome situacao visibilidade"),
    **fields(bool, "na_listagem na_busca endereco_direto a_venda em_estoque"),
}
ORDER: Shape = {
    "id": int,
    **fields(str, "numero situacao cliente"),
    "skus": [str],
    **fields(float, "subtotal desconto frete total"),
    **fields(str, "forma_de_pagamento pagamento transportadora"),
    "rastreios": [str],
    "notas_fiscais": [str],
    "comentarios": [str],
    "registro": {
        "id": int,
        **fields(str, "number status"),
        "customer": PERSON,
        "items": [
            {
                "id": int,
                **fields(str, "sku name"),
                "quantity": int,
                **fields(float, "price discount total"),
                "product_id": int,
            }
        ],
        "totals": fields(float, "subtotal discount shipping tax grand_total"),
        "payment": {"method": str, "installments": int, **fields(str, "status paid_at")},
        "shipping": {
            **fields(str, "method carrier"),
            "address": ADDRESS,
            "tracking": [fields(str, "method tracking_number tracking_url shipped_at carrier")],
        },
        "invoices": [{**fields(str, "danfe_url xml_url number series access_key issued_at"), "total": float}],
        "erp": {"tiny": fields(str, "external_id number status")},
        "comments": [{**fields(str, "status comment"), "notify_customer": bool, "created_at": str}],
        **fields(str, "placed_at updated_at status_label"),
    },
}
CUSTOMER: Shape = {
    "id": int,
    **fields(str, "nome email documento telefone"),
    "registro": {**PERSON, "addresses": [ADDRESS], **fields(str, "created_at updated_at")},
}
