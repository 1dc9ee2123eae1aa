"""Invoices are signed where the extra `homologa[nfe]` is installed, and validate whole then.

The signature is checked by the standard library's canonical XML and by cryptography, not by the library that made it.
"""

import base64
import hashlib
import re
from xml.etree import ElementTree

import httpx
import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from lxml import etree

from homologa.simulators.site import build
from homologa.simulators.tiny.rules.notas.emissao import XML_DA_NOTA
from homologa.simulators.tiny.rules.notas.xml import assinatura

DSIG, NFE = "http://www.w3.org/2000/09/xmldsig#", "http://www.portalfiscal.inf.br/nfe"
PROBLEM = "{http://www.w3.org/2000/09/xmldsig#}Signature )."


def part(text, tag, namespace):
    """An element of the text in canonical form, with the namespace that it has from around it."""
    (found,) = re.findall(f"<{tag}[ >].*</{tag}>", text)
    return ElementTree.canonicalize(found.replace(f"<{tag}", f'<{tag} xmlns="{namespace}"', 1)).encode()


def value(text, tag):
    written = ElementTree.fromstring(text).findtext(f".//{{{DSIG}}}{tag}", "")
    assert not set(written) & set(" \n")
    return base64.b64decode(written)


def certificate_of(text):
    return x509.load_der_x509_certificate(value(text, "X509Certificate"))


def verify(text):
    assert hashlib.sha1(part(text, "infNFe", NFE), usedforsecurity=False).digest() == value(text, "DigestValue")
    key = certificate_of(text).public_key()
    key.verify(value(text, "SignatureValue"), part(text, "SignedInfo", DSIG), padding.PKCS1v15(), hashes.SHA1())


@pytest.fixture
def issued(invoices):
    return lambda **order: invoices.issue(invoices.make(**order))["xml"]


def test_an_invoice_is_signed_and_validates_whole(issued, nfe_problems):
    text = issued()

    verify(text)
    assert nfe_problems(text) == []


@pytest.mark.parametrize(
    ("this", "that"), [("<qCom>3.0000", "<qCom>4.0000"), ('<Reference URI="#NFe', '<Reference URI="#NFe0')]
)
def test_an_invoice_that_was_changed_no_longer_verifies(issued, this, that):
    text = issued()
    assert this in text

    with pytest.raises((AssertionError, InvalidSignature)):
        verify(text.replace(this, that))


def test_the_certificate_is_in_the_name_of_the_company(account, issued):
    account.act("salvar_dados_da_empresa", razao_social="Letras e Números Ltda", cnpj_cpf="12.ABC.345/01DE-35")

    certificate = certificate_of(issued())

    assert certificate.subject == certificate.issuer
    assert certificate.subject.rfc4514_string() == "CN=Letras e Números Ltda:12ABC34501DE35"


@pytest.mark.parametrize("name", ["N" * 200, "", "Com  dois brancos e 😀"])
def test_any_name_of_a_company_can_be_signed_for(account, issued, name):
    account.act("conferir_notas_na_sefaz", conferir="não")
    account.act("salvar_dados_da_empresa", razao_social=name)

    verify(issued())


def signed_by(seed):
    site = build()
    world = site.worlds.create(id="m-1", seed=seed, pack="demonstracao")
    note = next(row for row in world.view("tiny", "lista_de_notas", {}) if row["situacao"] == "Autorizada")
    with world.work("tiny", write=False) as work:
        text = work.documents(XML_DA_NOTA).get(note["id"])["xml"]
    site.worlds.close()
    return text


def test_one_seed_signs_alike_and_another_with_another_key():
    first, again, other = signed_by(1), signed_by(1), signed_by(2)

    assert first == again
    assert certificate_of(first).public_key() != certificate_of(other).public_key()


def test_without_the_extra_the_signature_is_all_that_is_missing(monkeypatch, account, invoices, nfe_problems):
    monkeypatch.setattr(assinatura, "disponivel", lambda: False)
    account.act("conferir_notas_na_sefaz", conferir="não")

    text = invoices.issue(invoices.make())["xml"]

    (problem,) = nfe_problems(text)
    assert problem.endswith(PROBLEM)
    assert "Signature" not in text


def test_every_invoice_of_every_pack_validates_whole(homologa_control, nfe_problems):
    for seed in range(1, 4):
        world = homologa_control.create_world(seed=seed, pack="demonstracao")
        token = world.view("tiny", "credenciais")["token"]
        authorised = [row["id"] for row in world.view("tiny", "lista_de_notas") if row["situacao"] == "Autorizada"]
        assert authorised
        for number in authorised:
            text = xml_of(homologa_control, token, number)
            verify(text)
            assert nfe_problems(text) == []
        world.delete()


def xml_of(control, token, number):
    with httpx.Client(transport=control.transport) as client:
        answer = client.post(
            "https://api.tiny.com.br/api2/nota.fiscal.obter.xml.php", data={"token": token, "id": number}
        )
    envelope = etree.fromstring(answer.content)
    return etree.tostring(envelope.find(f"xml_nfe/{{{NFE}}}nfeProc"), encoding="unicode")
