"""A body that is not UTF-8 is told in the journal, in Portuguese, whatever the platform answers."""

import json

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CONTACT = {"contatos": [{"contato": {"sequencia": 1, "nome": "São João", "situacao": "A"}}]}


def findings(account, operation):
    (found,) = account.world.journal(operation=operation)
    return found["findings"]


def test_the_service_answers_as_it_does_and_the_journal_tells(account):
    document = json.dumps(CONTACT, ensure_ascii=False)
    body = f"token={account.token}&formato=json&contato={document}".encode("latin-1")

    answer = account.http.post("contato.incluir.php", content=body, headers=FORM)

    assert answer.json()["retorno"]["status"] == "OK"
    (told,) = [found for found in findings(account, "contato.incluir") if "UTF-8" in found]
    assert told.startswith("o corpo não está em UTF-8: byte 0xE3 ")
    assert "“ã”" in told


def test_a_query_is_looked_at_too(account):
    answer = account.http.get(f"contatos.pesquisa.php?token={account.token}&formato=json&pesquisa=S%E3o")

    assert answer.json()["retorno"]["codigo_erro"] in (20, "20")
    assert [found for found in findings(account, "contatos.pesquisa") if found.startswith("a query não está em UTF-8")]


def test_utf_8_leaves_no_finding(account):
    account.call("contato.incluir.php", contato=json.dumps(CONTACT, ensure_ascii=False))

    assert findings(account, "contato.incluir") == []
