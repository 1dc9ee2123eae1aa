"""Names of services that some clients call and no document has (tiny-api2 §1, §11)."""

from homologa.simulators.tiny.api import atualizacoes, conta, pedidos, produtos
from homologa.simulators.tiny.api.registry import apelido

__all__ = ["atualizacoes", "conta", "pedidos", "produtos"]

apelido("info.obter", "info")
apelido("produtos.pesquisar", "produtos.pesquisa")
apelido("pedidos.pesquisar", "pedidos.pesquisa")
apelido("produto.atualizacoes.estoque", "lista.atualizacoes.estoque")
