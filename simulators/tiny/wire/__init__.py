"""How Tiny's API v2 and its pages speak (tiny-api2 §1, §3, §10)."""

from homologa.simulators.tiny.wire.cotacao import CotacaoWire
from homologa.simulators.tiny.wire.pagina import WireDaPagina
from homologa.simulators.tiny.wire.pipeline import Retorno, TinyWire

__all__ = ["CotacaoWire", "Retorno", "TinyWire", "WireDaPagina"]
