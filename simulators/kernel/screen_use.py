"""What people do and see on the screens of a world's platforms."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from homologa.simulators.kernel.clock import Clock
from homologa.simulators.kernel.errors import ScreenRefusal, UsageError
from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.exchanges.journal import Journal
from homologa.simulators.kernel.platform import Platform
from homologa.simulators.kernel.storage import trouble
from homologa.simulators.kernel.work import UnitOpener


@dataclass(frozen=True)
class ScreenUse:
    """The screens of one world; what is looked up raises NotFound when it is not there."""

    platform: Callable[[str], Platform]
    work: UnitOpener
    clock: Clock
    journal: Journal

    def perform(self, platform: str, action: str, fields: Mapping[str, Any]) -> Any:
        """Do what a person does; raises UsageError or ScreenRefusal, and then nothing changed."""
        screen = self.platform(platform).rooms.actions.find(action)
        exchange = self.journal.open(
            Exchange(
                seq=0,
                at=self.clock.now(),
                direction="in",
                platform=platform,
                method="AÇÃO",
                url=f"{screen.menu} > {screen.label}",
                operation=action,
                subject="tela",
                protocol="tela",
                request_body=_text(dict(fields)),
            )
        )
        try:
            with self.work(platform, cause=f"ação:{exchange.seq}") as work:
                result = screen.perform(work, fields)
            exchange.response_body = _text(result)
        except (ScreenRefusal, UsageError) as refusal:
            exchange.hint = str(refusal)
            raise
        except (sqlite3.Error, OSError) as broken:
            why = trouble.reason(broken)
            if why is None:
                exchange.breach = _breach(broken)
                raise
            exchange.hint = why
            raise ScreenRefusal(why) from broken
        except Exception as broken:
            exchange.breach = _breach(broken)
            raise
        finally:
            self.journal.close(exchange)
        return result

    def read(self, platform: str, view: str, fields: Mapping[str, Any]) -> Any:
        """What a person sees; costs no limit and is not journalled. Raises UsageError or ScreenRefusal."""
        screen = self.platform(platform).rooms.views.find(view)
        try:
            with self.work(platform, write=False) as work:
                return screen.perform(work, fields)
        except (sqlite3.Error, OSError) as broken:
            why = trouble.reason(broken)
            if why is None:
                raise
            raise ScreenRefusal(why) from broken


def _breach(broken: Exception) -> str:
    return f"o simulador falhou: {type(broken).__name__}: {broken}"


def _text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str).encode()
