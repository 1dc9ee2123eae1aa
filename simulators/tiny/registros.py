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

CAMINHO = (
    "Dados incompletos",
    "Em aberto",
    "Aprovado",
    "Preparando envio",
    "Faturado",
    "Pronto para envio",
    "Enviado",
    "Entregue",
)
"""The situations through which an order goes; aside of it are “Não entregue” and the end."""

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
            forward=CAMINHO,
            ends=("Cancelado",),
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
