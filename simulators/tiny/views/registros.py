"""What the views say of products, contacts, orders and stock, for whoever judges states."""

from homologa.simulators.kernel.records import (
    Balances,
    CustomerRecords,
    Movements,
    OrderRecords,
    ProductRecords,
    Records,
    Situations,
    StockRecords,
)
from homologa.simulators.tiny.rules.pedidos.situacoes import CANCELADO, CODIGOS, INCOMPLETO, SITUACOES

AO_LADO = (CANCELADO, "nao_entregue")
"""Where an order goes aside of its way."""

REGISTROS = Records(
    products=ProductRecords("lista_de_produtos", sku="codigo", created_by="criado_por"),
    customers=CustomerRecords("contatos", document="cpf_cnpj", created_by="criado_por"),
    orders=OrderRecords(
        "lista_de_pedidos",
        number="numero",
        total="total_pedido",
        created_by="criado_por",
        changed_by="alterado_por",
        reference="numero_ecommerce",
        channel="id_ecommerce",
        situations=Situations(
            view="pedido",
            field="pedido",
            history="ocorrencias",
            situation="situacao",
            changed_by="alterada_por",
            forward=tuple(SITUACOES[codigo] for codigo in (INCOMPLETO, *CODIGOS) if codigo not in AO_LADO),
            ends=(SITUACOES[CANCELADO],),
        ),
    ),
    stock=(
        StockRecords(
            "lista_de_produtos",
            sku="codigo",
            balance="estoque",
            movements=Movements("lancamentos_de_estoque", "codigo", "saldo_antes", "saldo_depois", "criado_por"),
            others=Balances("estoque", "codigo", ("saldo", "disponivel")),
        ),
    ),
)
