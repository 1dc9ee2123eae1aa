"""What each view shows of each thing: the keys, as in JSON, with their kinds."""

from homologa.simulators.kernel.columns import Shape, fields

ENDERECO = "endereco numero complemento bairro cep cidade uf"
PESSOA = fields(
    str, f"codigo nome nome_fantasia tipo_pessoa cpf_cnpj ie rg endereco {ENDERECO.partition(' ')[2]} pais fone email"
)
ENTREGA = fields(str, f"tipo_pessoa cpf_cnpj {ENDERECO} fone nome_destinatario ie")
ITEM: Shape = {
    "id_produto": int,
    **fields(str, "codigo descricao unidade"),
    **fields(float, "quantidade valor_unitario"),
    "info_adicional": str,
}
PAGAMENTO: Shape = {
    "condicao_pagamento": str,
    "parcelas": [
        {"dias": int, "data": str, "valor": float, **fields(str, "obs destino forma_pagamento meio_pagamento")}
    ],
    "pagamentos_integrados": [
        {
            "valor": float,
            "tipo_pagamento": int,
            **fields(str, "cnpj_intermediador codigo_autorizacao"),
            "codigo_bandeira": int,
        }
    ],
    "intermediador": fields(str, "nome cnpj cnpjPagamento"),
    **fields(str, "forma_pagamento meio_pagamento"),
}
PEDIDO_NA_LISTA: Shape = {
    **fields(int, "id numero"),
    **fields(str, "data_pedido data_prevista situacao"),
    "cliente": PESSOA,
    "endereco_entrega": ENTREGA,
    "itens": [ITEM],
    **PAGAMENTO,
    **fields(float, "total_produtos valor_frete valor_desconto outras_despesas total_pedido reservado"),
    **fields(str, "nome_transportador forma_envio forma_frete frete_por_conta codigo_rastreamento url_rastreamento"),
    "despacho": {**fields(float, "volumes peso_bruto peso_liquido frete_empresa"), "observacoes": str},
    **fields(str, "numero_ordem_compra ecommerce numero_ecommerce obs obs_interna nome_natureza_operacao"),
    **fields(str, "nome_vendedor deposito data_faturamento data_envio data_entrega"),
    **fields(int, "id_ecommerce id_lista_preco id_natureza_operacao id_vendedor id_contato id_nota_fiscal"),
    **fields(bool, "estoque_lancado contas_lancadas"),
    "itens_lancados": [{"id_produto": int, **fields(float, "quantidade valor_unitario")}],
    "marcadores": [str],
    **fields(str, "criado_em criado_por alterado_em alterado_por"),
}
PEDIDO: Shape = {
    **PEDIDO_NA_LISTA,
    "ocorrencias": [fields(str, "situacao em alterada_por")],
    "contas": [{**fields(str, "numero_doc data_vencimento"), **fields(float, "valor saldo"), "situacao": str}],
}
NOTA_NA_LISTA: Shape = {
    "id": int,
    "tipo": str,
    **fields(int, "serie numero id_venda"),
    **fields(str, "numero_ecommerce chave_acesso"),
    "valor_nota": float,
    **fields(str, "data_emissao motivo criado_por modelo situacao cliente"),
    "marcadores": [str],
}
NOTA: Shape = {
    **NOTA_NA_LISTA,
    "cliente": PESSOA,
    "id_ecommerce": int,
    "natureza_operacao": str,
    **fields(int, "finalidade regime_tributario"),
    "data_saida": str,
    "endereco_entrega": ENTREGA,
    "itens": [
        {
            **ITEM,
            **fields(str, "tipo ncm origem cest gtin codigo_do_servico cfop natureza"),
            **fields(float, "valor_total valor_frete valor_seguro valor_desconto valor_outras"),
        }
    ],
    **PAGAMENTO,
    "frete_por_conta": str,
    "transportador": fields(str, "nome cpf_cnpj ie endereco cidade uf"),
    "quantidade_volumes": int,
    **fields(float, "peso_bruto peso_liquido"),
    **fields(str, "forma_envio forma_frete codigo_rastreamento url_rastreamento nome_vendedor obs protocolo"),
    "autorizada_em": str,
    **fields(bool, "email_enviado estoque_lancado contas_lancadas"),
    **fields(float, "base_icms valor_icms base_icms_st valor_icms_st valor_ipi valor_issqn valor_total_ibs_uf"),
    **fields(float, "valor_total_cbs valor_frete valor_seguro valor_desconto valor_outras valor_produtos"),
    **fields(float, "valor_servicos valor_faturado"),
    "link": str,
}
MAPEAMENTO: Shape = {**fields(int, "id_mapeamento identificador"), **fields(str, "sku situacao mensagem")}
COMPONENTE: Shape = {"id": int, **fields(str, "codigo nome"), "quantidade": float}
PRODUTO: Shape = {
    "id": int,
    **fields(str, "codigo nome"),
    **fields(float, "preco preco_promocional preco_custo"),
    **fields(str, "situacao descricao marca categoria unidade origem gtin ncm cest"),
    **fields(float, "peso_bruto peso_liquido altura largura comprimento estoque"),
    "imagens": [str],
    "tags": [str],
    "criado_por": str,
    "mapeamentos": [MAPEAMENTO],
    "registro": {
        **fields(str, "nome codigo unidade"),
        **fields(float, "preco preco_promocional"),
        **fields(str, "ncm origem gtin gtin_embalagem localizacao peso_liquido peso_bruto estoque_minimo"),
        **fields(str, "estoque_maximo id_fornecedor codigo_fornecedor codigo_pelo_fornecedor unidade_por_caixa"),
        "preco_custo": float,
        **fields(str, "situacao tipo classe_ipi valor_ipi_fixo cod_lista_servicos descricao_complementar obs garantia"),
        **fields(str, "cest codigo_anvisa valor_max motivo_isencao dias_preparacao sob_encomenda marca tipo_embalagem"),
        **fields(str, "altura_embalagem largura_embalagem comprimento_embalagem diametro_embalagem qtd_volumes"),
        **fields(str, "categoria classe_produto"),
        "saldo": float,
        "grade": dict,
        "anexos": [{"url": str}],
        "imagens_externas": [{"url": str}],
        "kit": [{"id_produto": str, "quantidade": float}],
        "estrutura": [{"id_produto": int, **fields(str, "codigo descricao"), "quantidade": float}],
        "etapas": [str],
        **fields(str, "seo_title seo_keywords link_video seo_description slug tipo_variacao"),
    },
}
RESULTADO: Shape = {"codigo": str, "id": int, **MAPEAMENTO}
CONTATO: Shape = {
    "id": int,
    **fields(str, f"codigo nome fantasia tipo_pessoa cpf_cnpj ie rg im {ENDERECO} pais"),
    **fields(str, " ".join(f"{nome}_cobranca" for nome in ENDERECO.split())),
    **fields(str, "contatos fone fax celular email email_nfe site crt estadoCivil profissao sexo data_nascimento"),
    **fields(str, "naturalidade nome_pai cpf_pai nome_mae cpf_mae"),
    "limite_credito": float,
    **fields(str, "situacao obs"),
    "tipos": [str],
    "pessoas": [{"id_pessoa": int, **fields(str, "nome telefone ramal email departamento")}],
    "id_vendedor": int,
    **fields(str, "nome_vendedor criado_em alterado_em criado_por"),
}
VENDEDOR: Shape = {"id": int, **fields(str, f"codigo nome tipo_pessoa fantasia cpf_cnpj email {ENDERECO} situacao")}
AVISO_DA_CONTA: Shape = {**fields(str, "aviso url"), "falhas_seguidas": int}
EMPRESA = fields(
    str,
    "razao_social cnpj_cpf fantasia endereco numero bairro cidade cep complemento estado fone email inscricao_estadual"
    " regime_tributario",
)
PLANO: Shape = {
    "plano": str,
    **fields(int, "limite_por_minuto acessos_simultaneos"),
    **fields(bool, "suspensa manutencao"),
    "planos": dict,
}
EXTENSAO: Shape = {**fields(str, "extensao secao lugar"), "preco": float, **fields(bool, "disponivel instalada")}
CHAVES: Shape = {
    **fields(str, "duplicate_product_code duplicate_ecommerce_number orders_without_filter"),
    **fields(bool, "stock_reservation developer_id_needed php_single undocumented_aliases"),
    "batch_rate": int,
    **fields(str, "sefaz tipos"),
}
CONTA: Shape = {
    "id": int,
    **fields(str, "nome_cliente nro_documento historico categoria data vencimento"),
    **fields(float, "valor saldo"),
    **fields(str, "situacao liquidacao"),
}
CATEGORIA: Shape = {**fields(str, "id descricao"), "nodes": list}
ESTOQUE: Shape = {
    "id": int,
    **fields(str, "codigo nome unidade"),
    **fields(float, "saldo reservado disponivel estoque_minimo estoque_maximo"),
    "depositos": dict,
}
LANCAMENTO: Shape = {
    "id": int,
    "tipo": str,
    **fields(float, "quantidade saldo_antes saldo_depois preco_unitario"),
    **fields(str, "observacoes deposito data criado_em criado_por"),
}
DEPOSITO: Shape = {"id": int, **fields(str, "nome empresa"), **fields(bool, "desconsiderar padrao")}
FORMA_DE_ENVIO: Shape = {"id": int, **fields(str, "nome codigo situacao"), "formas_frete": [str]}
SEPARACAO: Shape = {
    "id": int,
    "numero": str,
    "origem": str,
    "situacao": str,
    "destinatario": str,
    "itens": [{"codigo": str, "quantidade": float}],
}
EXPEDICAO: Shape = {
    "id": int,
    **fields(str, "expedicao situacao forma_envio forma_frete transportadora codigo_rastreamento url_rastreamento"),
    "volumes": int,
    "peso_bruto": float,
    "agrupamento": int,
    "destinatario": fields(str, f"nome {ENDERECO}"),
    "marcadores": [str],
}
AGRUPAMENTO: Shape = {"agrupamento": int, **fields(str, "tipo forma_envio situacao"), "expedicoes": [str]}
INTEGRACAO: Shape = {
    "identificador": int,
    **fields(str, "plataforma nome situacao"),
    "urls": fields(str, "estoque produto precos situacao_pedido rastreio nota_fiscal cotacao_frete"),
    "tipo_estoque": str,
    **fields(bool, "importacao_automatica email_enviado email_entregue"),
}
URL_SALVA = fields(str, "aviso url resposta")
ACESSO_DA_INTEGRACAO: Shape = {"identificador": int, **fields(str, "token endpoint_de_parceiro")}
CREDENCIAIS: Shape = {**fields(str, "token developer_id cnpj"), "integracoes": dict}
LISTA_DE_PRECOS: Shape = {
    "id": int,
    "descricao": str,
    "acrescimo_desconto": float,
    "excecoes": [{"codigo": str, **fields(float, "preco preco_promocional")}],
}
TAG: Shape = {"id": int, **fields(str, "nome grupo")}
GRUPO_DE_TAGS: Shape = {"id": int, "nome": str}
