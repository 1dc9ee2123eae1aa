# language: pt
Funcionalidade: O aplicativo desinstalado e instalado de novo

  Contexto:
    Dado a loja Novaoito integrada ao Tiny
    E que a Novaoito tem os produtos:
      | SKU    | nome   | preço | estoque |
      | CAN-01 | Caneca | 19,90 | 1       |
      | PRA-01 | Prato  | 29,90 | 2       |
    E que integrei os produtos pendentes com a operação "Enviar produtos da loja para o ERP"

  @fato-novaoito-46 @reconstruido
  Esquema do Cenário: Quem era integrado é pendente outra vez, e "<operação>" o vincula sem criar nada
    Dado que anoto o cadastro dos produtos nos dois lados
    Quando na Novaoito, em "Aplicativos > Tiny ERP", aciono "Desinstalar"
    E na Novaoito, em "Aplicativos > Tiny ERP", aciono "Instalar"
    E o conector entra em operação
    Então na Novaoito, em "ERP & CRM > Produtos", "Produtos pendentes" mostra só:
      | SKU    | id tiny anterior |
      | CAN-01 | (qualquer)       |
      | PRA-01 | (qualquer)       |
    Quando integro os produtos pendentes com a operação "<operação>"
    Então a integração termina como "Concluída"
    E nenhum produto é pendente
    E nenhum cadastro de produto mudou
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "PRA-01" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | operação                           |
      | Enviar produtos da loja para o ERP |
      | Mapear produtos da loja com o ERP  |

  @NOV-12
  Cenário: Quem era integrado volta a ser quando o Tiny o envia, sem que nada nele mude
    Dado que anoto o cadastro dos produtos nos dois lados
    Quando na Novaoito, em "Aplicativos > Tiny ERP", aciono "Desinstalar"
    E na Novaoito, em "Aplicativos > Tiny ERP", aciono "Instalar"
    E o conector entra em operação
    E envio para o e-commerce os produtos "CAN-01"
    Então só são pendentes os produtos "PRA-01"
    E nenhum cadastro de produto mudou
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

  @fato-novaoito-46 @reconstruido
  Cenário: O Inativo que era integrado só é pendente depois de ativado
    Quando na Novaoito, em "Produtos", aciono "Desativar produto":
      | SKU    |
      | CAN-01 |
    E na Novaoito, em "Aplicativos > Tiny ERP", aciono "Desinstalar"
    E na Novaoito, em "Aplicativos > Tiny ERP", aciono "Instalar"
    E o conector entra em operação
    Então só são pendentes os produtos "PRA-01"
    Quando na Novaoito, em "Produtos", aciono "Ativar produto":
      | SKU    |
      | CAN-01 |
    Então só são pendentes os produtos "CAN-01, PRA-01"

  @fato-novaoito-46 @reconstruido
  Esquema do Cenário: O aviso da desinstalação que <como> não desliga a nova instalação
    Dado que a próxima notificação "app.uninstalled" da Novaoito <como>
    Quando na Novaoito, em "Aplicativos > Tiny ERP", aciono "Desinstalar"
    E na Novaoito, em "Aplicativos > Tiny ERP", aciono "Instalar"
    E o conector entra em operação
    E passam 31 minutos
    E integro os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    E envio para o e-commerce os produtos "CAN-01"
    Então a última notificação "produto" do Tiny é respondida com o status 200
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    E o produto "PRA-01" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | como                          |
      | chega de novo 30 minutos depois |
      | atrasa 30 minutos             |

  @fato-novaoito-46 @reconstruido
  Esquema do Cenário: Quem vale é o SKU, e não o produto do vínculo anterior: "<operação>"
    Dado que na Novaoito, em "Aplicativos > Tiny ERP", aciono "Desinstalar"
    Quando no Tiny, em "Cadastros > Produtos", aciono "Excluir produto":
      | código |
      | CAN-01 |
    E no Tiny, em "Cadastros > Produtos", aciono "Incluir produto":
      | código | nome        | preço |
      | CAN-01 | Caneca nova | 25,00 |
    E na Novaoito, em "Aplicativos > Tiny ERP", aciono "Instalar"
    E o conector entra em operação
    E integro os produtos pendentes com a operação "<operação>"
    Então a integração termina como "Concluída"
    E no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra:
      | código | nome        | mapeamentos |
      | CAN-01 | Caneca nova | (qualquer)  |
    E o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU

    Exemplos:
      | operação                           |
      | Enviar produtos da loja para o ERP |
      | Mapear produtos da loja com o ERP  |
