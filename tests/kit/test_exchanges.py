"""An exchange of the journal as reports show it."""

from __future__ import annotations

import pytest

from homologa.features.kit.reports import exchanges


def test_an_exchange_as_the_journal_keeps_it_is_readable() -> None:
    shown = exchanges.read(
        {
            "direction": "out",
            "platform": "tiny",
            "method": "POST",
            "url": "https://loja.example/hooks",
            "status": None,
            "request": {"headers": [["Host", "loja.example"]], "body": "produto=1"},
            "response": {"headers": [], "body": ""},
            "findings": ["falta o campo sku"],
        }
    )
    assert shown.title == "aviso de Tiny: POST https://loja.example/hooks → sem resposta"
    assert (shown.request, shown.answer, shown.hint) == ("produto=1", None, None)
    assert shown.findings == ("falta o campo sku",)


@pytest.mark.parametrize(
    ("hint", "title"),
    [
        ("", "AÇÃO Produtos > Novo produto → feita"),
        ("o SKU já existe", "AÇÃO Produtos > Novo produto → recusada: o SKU já existe"),
    ],
)
def test_what_a_person_did_on_a_screen_is_done_or_refused(hint: str, title: str) -> None:
    action = {"method": "AÇÃO", "url": "Produtos > Novo produto", "status": None, "hint": hint}
    assert (exchanges.read(action).title, exchanges.read(action).hint) == (title, None)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r'{"nome": "P\u00e3o de a\u00e7\u00facar"}', '{"nome": "Pão de açúcar"}'),
        (r'{"preco": 1.50, "nome": "\ud83d\ude00"}', '{"preco": 1.50, "nome": "😀"}'),
        (r'{"nome": "\\u00e3 \u0022 \u0001 \ud83d"}', r'{"nome": "\\u00e3 \" \u0001 \ud83d"}'),
        (r"pesquisa=\u00e3", r"pesquisa=\u00e3"),
    ],
)
def test_json_is_shown_with_its_accents(body: str, text: str) -> None:
    assert exchanges.read({"answer": body}).answer == text
