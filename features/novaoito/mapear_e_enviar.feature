# language: pt
@NOV-15
Funcionalidade: Mapear e enviar, um depois do outro

  Contexto:
    Dado a loja Novaoito integrada ao Tiny
    E que a Novaoito tem os produtos:
      | SKU    | nome          | preço |
      | CAN-01 | Caneca        | 19,90 |
      | CAN-02 | Caneca grande | 29,90 |
    E que o Tiny tem os produtos:
      | código | nome           | preço |
      | CAN-01 | Caneca do Tiny | 21,00 |

  Cenário: O que Mapear não encontrou, Enviar cria, e só isso
    Quando integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então só são pendentes os produtos "CAN-02"
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então o resultado por produto é:
      | SKU    | resultado |
      | CAN-02 | Criado    |
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra só:
      | código | nome           | preço |
      | CAN-01 | Caneca do Tiny | 21,00 |
      | CAN-02 | Caneca grande  | 29,90 |
    E nenhum produto é pendente

  Cenário: Enviar primeiro e mapear depois não duplica nenhum SKU
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    E integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    Então o Tiny tem 1 produto com o SKU "CAN-01"
    E o Tiny tem 1 produto com o SKU "CAN-02"
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "CAN-02" da Novaoito está integrado ao do Tiny de mesmo SKU
    E nenhum produto é pendente
