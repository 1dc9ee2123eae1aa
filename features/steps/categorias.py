"""Passos sobre as categorias dos produtos nas duas plataformas."""

from __future__ import annotations

from typing import Any

from pytest_bdd import given, parsers, then

from homologa.features.kit.errors import Divergence, ScenarioMistake
from homologa.features.kit.stage import Stage


@given(parsers.parse("que a Novaoito tem {quantas:d} categorias"))
def tem_muitas_categorias(stage: Stage, quantas: int) -> None:
    """Cria na loja tantas categorias, todas na raiz e com nomes próprios.

    Exemplo: Dado que a Novaoito tem 120 categorias
    """
    for number in range(1, quantas + 1):
        _call(stage, "POST", "/categories", {"name": f"Categoria {number}"})


@given(parsers.parse('que o produto "{sku}" da Novaoito está também na categoria "{nome}"'))
def esta_tambem_na_categoria(stage: Stage, sku: str, nome: str) -> None:
    """Cria a categoria na raiz da loja e a acrescenta, por último, às que o produto tem.

    Exemplo: Dado que o produto "CAN-01" da Novaoito está também na categoria "Presentes"
    """
    (product,) = stage.world.view("novaoito", "produtos", sku=sku)
    created = _call(stage, "POST", "/categories", {"name": nome})
    ids = [*product["registro"]["category_ids"], created["id"]]
    _call(stage, "PATCH", f"/products/{product['id']}", {"category_ids": ids})


@then(parsers.parse('a categoria do produto "{sku}" no Tiny é "{uma}" ou "{outra}"'))
def categoria_e_uma_das_duas(stage: Stage, sku: str, uma: str, outra: str) -> None:
    """O Tiny guarda uma categoria por produto; qual das da loja vai é escolha do conector.

    Exemplo: Então a categoria do produto "CAN-01" no Tiny é "Cozinha >> Canecas" ou "Presentes"
    """
    found = [row["categoria"] for row in stage.world.view("tiny", "lista_de_produtos", codigo=sku)]
    if found not in ([uma], [outra]):
        text = "a categoria não é nenhuma das que o produto tem na loja"
        raise Divergence(text, platform="tiny", expected=f"{uma} ou {outra}", found=found)


def _call(stage: Stage, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Call the store's API for the tester; raises ScenarioMistake when it refuses."""
    headers = {"Authorization": f"Bearer {stage.world.view('novaoito', 'credenciais')['app_token']}"}
    url = f"{stage.world.data['platforms']['novaoito']['url']}/api/v1{path}"
    with stage.client() as client:
        response = client.request(method, url, json=body, headers=headers)
    if not response.is_success:
        raise ScenarioMistake(f"a Novaoito não aceitou o que o passo prepara: {response.text}")
    answer: dict[str, Any] = response.json()
    return answer
