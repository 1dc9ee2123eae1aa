"""What people do and see on the screens of a world's platforms."""

import json
import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from homologa.simulators.kernel.errors import ScreenRefusal, UsageError
from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.screens import Screen
from homologa.simulators.kernel.storage import trouble

if TYPE_CHECKING:
    from homologa.simulators.kernel.world import World


def perform_action(world: "World", platform: str, action: str, fields: Mapping[str, Any]) -> Any:
    """Do what a person does on a screen; raises NotFound, UsageError or ScreenRefusal, and then nothing changed."""
    screen = world.platform(platform).actions.find(action)
    exchange = world.journal.open(
        Exchange(
            seq=0,
            at=world.clock.now(),
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
        with world.work(platform, cause=f"ação:{exchange.seq}") as work:
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
        world.journal.close(exchange)
    world.deliver_pending()
    return result


def read_view(world: "World", platform: str, name: str, fields: Mapping[str, Any]) -> Any:
    """What a person sees on a screen; costs no limit and is not journalled."""
    screen = world.platform(platform).views.find(name)
    try:
        return _read(world, platform, screen, fields)
    except (sqlite3.Error, OSError) as broken:
        why = trouble.reason(broken)
        if why is None:
            raise
        raise ScreenRefusal(why) from broken


def _read(world: "World", platform: str, screen: Screen, fields: Mapping[str, Any]) -> Any:
    with world.work(platform, write=False) as work:
        return screen.perform(work, fields)


def _breach(broken: Exception) -> str:
    return f"o simulador falhou: {type(broken).__name__}: {broken}"


def _text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str).encode()
