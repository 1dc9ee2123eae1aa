"""The words that people read on the store's screens, by the codes of the API."""

from types import MappingProxyType

SYSTEMS = MappingProxyType({"tiny": "Tiny"})
OPERATIONS = MappingProxyType(
    {"send": "Enviar produtos da loja para o ERP", "map": "Mapear produtos da loja com o ERP"}
)
JOB_STATUSES = MappingProxyType(
    {
        "queued": "Na fila",
        "running": "Em andamento",
        "completed": "Concluída",
        "completed_with_errors": "Concluída com erros",
        "failed": "Falhou",
        "cancelled": "Cancelada",
    }
)
RESULTS = MappingProxyType({"created": "Criado", "linked": "Vinculado", "skipped": "Ignorado", "failed": "Falhou"})
NO_RESULT = "Sem resultado"
INTEGRATION = MappingProxyType({"pending": "Pendente", "linked": "Integrado", "not_eligible": "Não elegível"})
APP_STATUSES = MappingProxyType({"not_installed": "Não instalado", "installed": "Instalado", "disabled": "Desativado"})
ORDER_STATUSES = MappingProxyType(
    {
        "pending_payment": "Aguardando pagamento",
        "payment_review": "Em análise",
        "paid": "Pagamento aprovado",
        "processing": "Em separação",
        "invoiced": "Faturado",
        "shipped": "Enviado",
        "delivered": "Entregue",
        "refunded": "Devolvido",
        "canceled": "Cancelado",
    }
)
PAYMENT_METHODS = MappingProxyType({"pix": "Pix", "credit_card": "Cartão de crédito", "boleto": "Boleto"})
PAYMENT_STATUSES = MappingProxyType(
    {"pending": "Pendente", "approved": "Aprovado", "refunded": "Estornado", "canceled": "Cancelado"}
)
AUTOMATIC = MappingProxyType(
    {
        "products": "produtos",
        "stock": "estoque",
        "prices": "precos",
        "orders_in": "pedidos",
        "order_updates": "situacoes",
        "tickets": "chamados",
    }
)
STOCK_SOURCES = MappingProxyType({"erp": "ERP", "store": "Loja"})
