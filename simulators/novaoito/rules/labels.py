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
