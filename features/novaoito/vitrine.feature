# language: pt
Funcionalidade: Onde o comprador encontra cada produto da loja

  @fato-novaoito-8 @reconstruido
  Cenário: As quatro visibilidades decidem entre a listagem, a busca e o endereço direto
    Dado que a Novaoito tem os produtos:
      | SKU    | nome     | preço | visibilidade                    |
      | CAN-01 | Caneca   | 19,90 | Não visível individualmente     |
      | CAN-02 | Prato    | 29,90 | Disponível apenas nos catálogos |
      | CAN-03 | Tigela   | 39,90 | Disponível apenas na busca      |
      | CAN-04 | Travessa | 49,90 | Catálogo e busca                |
    Então na Novaoito, em "Produtos > Vitrine", "Onde aparece" mostra só:
      | SKU    | na listagem | na busca | endereço direto |
      | CAN-01 | não         | não      | não             |
      | CAN-02 | sim         | não      | sim             |
      | CAN-03 | não         | sim      | sim             |
      | CAN-04 | sim         | sim      | sim             |

  @fato-novaoito-8 @reconstruido
  Cenário: O produto cadastrado na tela aparece no catálogo e na busca
    Quando na Novaoito, em "Produtos", aciono "Novo produto":
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    Então na Novaoito, em "Produtos > Vitrine", "Onde aparece" mostra só:
      | SKU    | visibilidade     | na listagem | na busca | endereço direto |
      | CAN-01 | Catálogo e busca | sim         | sim      | sim             |

  @fato-novaoito-8 @reconstruido
  Cenário: O produto Inativo não aparece em lugar nenhum, seja qual for a visibilidade
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço | situação |
      | CAN-01 | Caneca | 19,90 | Inativo  |
    Então na Novaoito, em "Produtos > Vitrine", "Onde aparece" mostra só:
      | SKU    | na listagem | na busca | endereço direto |
      | CAN-01 | não         | não      | não             |
    Quando na Novaoito, em "Produtos", aciono "Ativar produto":
      | SKU    |
      | CAN-01 |
    Então na Novaoito, em "Produtos > Vitrine", "Onde aparece" mostra só:
      | SKU    | na listagem | na busca | endereço direto |
      | CAN-01 | sim         | sim      | sim             |
