"""Every sentence about notifications does what it says, with the reference connector under it."""

SCENARIOS = """# language: pt
@NOV-13
Funcionalidade: Notificações

  Contexto:
    Dado a loja Novaoito integrada ao Tiny
    E que o Tiny tem os produtos:
      | código | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |

  Cenário: Atrasada
    Dado que a próxima notificação "produto" do Tiny atrasa 10 minutos
    Quando envio para o e-commerce os produtos "CAN-01"
    E passam 9 minutos
    Então a Novaoito tem 0 produtos ao todo
    Quando passam 1 minutos
    Então a Novaoito tem 1 produto ao todo

  Cenário: Recebida, e a resposta perdida
    Dado que a conexão cai depois que a próxima notificação "produto" do Tiny é recebida
    Quando envio para o e-commerce os produtos "CAN-01"
    Então a Novaoito tem 1 produto ao todo
    E o resultado do envio no Tiny é:
      | código | situação |
      | CAN-01 | enviando |
    Quando passam 5 minutos
    Então a Novaoito tem 1 produto ao todo
    E o resultado do envio no Tiny é:
      | código | situação |
      | CAN-01 | mapeado  |

  Cenário: Todas de uma vez
    Dado que as próximas 2 notificações "produto" do Tiny chegam todas de uma vez
    Quando envio para o e-commerce os produtos "CAN-01"
    Então a Novaoito tem 0 produtos ao todo
    Quando envio para o e-commerce os produtos "CAN-02"
    Então a Novaoito tem 2 produtos ao todo

  Cenário: Retidas e liberadas
    Dado que as próximas 9 notificações "produto" do Tiny chegam em ordem inversa
    Quando envio para o e-commerce os produtos "CAN-01, CAN-02"
    Então a Novaoito tem 0 produtos ao todo
    Quando as notificações retidas são liberadas
    Então a Novaoito tem 2 produtos ao todo

  Cenário: No meio do trabalho do conector
    Dado que a Novaoito tem os produtos:
      | SKU    | nome          | preço |
      | CAN-02 | Caneca grande | 29,90 |
    E que a próxima notificação "produto" do Tiny chega logo depois da 2ª chamada do conector
    Quando envio para o e-commerce os produtos "CAN-01"
    Então a Novaoito tem 1 produto ao todo
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então a Novaoito tem 2 produtos ao todo
    E o produto "CAN-02" da Novaoito está integrado ao do Tiny de mesmo SKU
"""
MISTAKE = """# language: pt
@NOV-13
Funcionalidade: Notificações

  Cenário: Engano
    Dado que as próximas 1 notificações "produto" do Tiny chegam em ordem inversa
    E a loja Novaoito integrada ao Tiny
    Então a Novaoito tem 0 produtos ao todo
"""


def test_every_sentence_does_what_it_says(verify, tmp_path):
    path = tmp_path / "notificacoes.feature"
    path.write_text(SCENARIOS, encoding="utf-8")

    verdict = verify(str(path))

    assert set(verdict.scenarios().values()) == {"passed"}, verdict.report["scenarios"]
    assert len(verdict.scenarios()) == 5


def test_a_sentence_that_makes_no_sense_is_the_scenarios_mistake(verify, tmp_path):
    path = tmp_path / "engano.feature"
    path.write_text(MISTAKE, encoding="utf-8")

    (scenario,) = verify(str(path)).report["scenarios"]

    assert scenario["verdict"] == "error"
    assert "effect.count tem de ser um número inteiro de 2 a 1000" in scenario["message"]
