"""The signature of an NF-e, where the extra `homologa[nfe]` is installed.

Real invoices are signed with the certificate of the company. Here key and certificate are thrown away: they are drawn
from the seed of the world, so that one seed signs alike, and nobody vouches for them.
"""

import functools
from datetime import UTC, datetime
from importlib.util import find_spec
from random import Random
from typing import TYPE_CHECKING, Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.x509 import Certificate
    from signxml.signer import XMLSigner

C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
BITS = 1024
"""Of a key that protects nothing, and so is drawn in a moment."""
MAIOR_NOME = 49
DESDE, ATE = datetime(2000, 1, 1, tzinfo=UTC), datetime(2099, 12, 31, tzinfo=UTC)


def assinar(work: Work, inteira: str, chave_acesso: str) -> str:
    """The text of an `NFe` with its Signature; as it was where the extra is not installed."""
    if not disponivel():
        return inteira
    from lxml import etree

    semente = work.stream("assinatura").getrandbits(64)
    assinada = _assinante().sign(
        etree.fromstring(inteira),
        key=_chave(semente),
        cert=_certificado(semente, _titular(work)),
        reference_uri=f"#NFe{chave_acesso}",
        id_attribute="Id",
    )
    for certificado in assinada.iter("{*}X509Certificate"):
        certificado.text = "".join(certificado.text.split())
    return str(etree.tostring(assinada, encoding="unicode"))


def _titular(work: Work) -> str:
    """In whose name the certificate is, as in those of companies: the name and the CNPJ."""
    razao_social = "".join(filter(str.isprintable, settings.conta(work)["razao_social"]))
    return f"{razao_social[:MAIOR_NOME]}:{settings.cnpj(work)}"


@functools.cache
def disponivel() -> bool:
    """Whether the extra is installed."""
    return find_spec("signxml") is not None and find_spec("Crypto") is not None


@functools.cache
def _assinante() -> "XMLSigner":
    from signxml import methods
    from signxml.signer import XMLSigner
    from signxml.util import namespaces

    class ComSha1(XMLSigner):
        """A signer with the only algorithms that the layout of the NF-e 4.00 allows."""

        def check_deprecated_methods(self) -> None:
            """Let SHA-1 pass."""

    assinante = ComSha1(methods.enveloped, "rsa-sha1", "sha1", C14N)
    assinante.namespaces = {None: namespaces.ds}  # type: ignore[dict-item]
    return assinante


@functools.lru_cache(maxsize=8)
def _chave(semente: int) -> "RSAPrivateKey":
    from Crypto.PublicKey import RSA
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    sorteada = RSA.generate(BITS, randfunc=Random(semente).randbytes)
    lida: Any = load_pem_private_key(sorteada.export_key(), None)
    chave: RSAPrivateKey = lida
    return chave


@functools.lru_cache(maxsize=64)
def _certificado(semente: int, titular: str) -> "list[Certificate]":
    """The certificate that the key gives itself, in the name of the company."""
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.x509.oid import NameOID

    nome = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, titular)])
    feito = (
        x509.CertificateBuilder(nome, nome)
        .public_key(_chave(semente).public_key())
        .serial_number(Random(semente).getrandbits(63) + 1)
        .not_valid_before(DESDE)
        .not_valid_after(ATE)
        .sign(_chave(semente), SHA256())
    )
    return [feito]
