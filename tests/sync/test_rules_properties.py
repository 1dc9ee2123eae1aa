from hypothesis import given, settings
from hypothesis import strategies as st

from homologa.sync.integrations.novaoito.rules import ProductRules

RULES = ProductRules()
REPEATABLE = settings(database=None, derandomize=True)
SKUS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12)
ROWS = st.lists(st.fixed_dictionaries({"codigo": SKUS, "situacao": st.sampled_from("AIE")}), max_size=8)
SCALARS = st.one_of(st.text(max_size=5), st.floats(allow_nan=False), st.integers())
RECORDS = st.dictionaries(
    st.sampled_from(["nome", "codigo", "peso_bruto", "alturaEmbalagem", "slug", "seo_title", "obs", "marca"]), SCALARS
)


@REPEATABLE
@given(SKUS, ROWS)
def test_a_match_and_a_near_miss_exclude_each_other(sku, rows):
    matches, near = RULES.matches(sku, rows), RULES.near_misses(sku, rows)
    assert all(row not in near for row in matches)
    assert all(row["codigo"].strip() == sku.strip() for row in matches)


@REPEATABLE
@given(SKUS, ROWS)
def test_matching_does_not_care_about_blanks_around_the_sku(sku, rows):
    assert RULES.matches(sku, rows) == RULES.matches(f"  {sku}\t", rows)


@REPEATABLE
@given(RECORDS)
def test_an_echo_loses_no_value(record):
    echoed = RULES.echo(record)
    kept = [*(value for name, value in echoed.items() if name != "seo"), *echoed["seo"].values()]
    assert sorted(map(repr, kept)) == sorted(map(repr, record.values()))


@REPEATABLE
@given(st.dictionaries(st.sampled_from(["codigo", "nome", "preco", "gtin", "origem", "pesoBruto"]), SCALARS))
def test_a_store_record_has_no_empty_value(dados):
    assert None not in RULES.store_record(dados).values()
