# language: pt
Funcionalidade: Estoque do Tiny para a loja, depois do vínculo

  @fato-novaoito-32 @reconstruido
  Cenário: O Tiny só avisa do estoque depois que o mapeamento foi gravado
    Dado a loja Novaoito integrada ao Tiny
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | 1       |
    E que o Tiny tem os produtos:
      | código | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 5          |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | estoque |
      | CAN-01 | 1       |
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    E no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço":
      | código | quantidade |
      | CAN-01 | 7          |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | estoque |
      | CAN-01 | 7       |
