"""What a server says of itself: its URLs, a ready world and the credentials of its accounts."""

import json
from itertools import chain, count
from typing import Any

from homologa.simulators.kernel import packs
from homologa.simulators.kernel.clock import Clock, Mode
from homologa.simulators.kernel.errors import UsageError
from homologa.simulators.server.process import Server

FIRST_WORLD = "padrao"


def announcement(server: Server, world_id: str) -> dict[str, Any]:
    """What `homologa serve --json` prints: control URL, a ready world and how to reach each platform.

    `hosts` are those that the platform impersonates at every port.
    """
    world = server.site.worlds.get(world_id)
    platforms = {
        name: {
            "url": server.urls[name],
            "hosts": list(platform.hosts),
            "listeners": dict(world.addresses.listeners.get(name, {})),
            "credentials": world.credentials(name),
        }
        for name, platform in world.platforms.items()
    }
    return {"control": server.control_url, "world": world.id, "platforms": platforms}


def ready_world(server: Server, mode: Mode, pack: str = packs.DEFAULT, wanted: str | None = None) -> str:
    """The id of the world that is announced: the wanted one, else the first that can be opened.

    The first is made when it is not there. Raises UsageError when the wanted one is not.
    """
    worlds = server.site.worlds
    kept = [world.id for world in worlds.all()]
    if wanted is not None and wanted not in kept:
        raise UsageError(f"não há o mundo «{wanted}»; há: {', '.join(kept) or 'nenhum'}")
    if wanted is not None:
        return wanted
    names = chain((FIRST_WORLD,), (f"{FIRST_WORLD}-{number}" for number in count(2)))
    first = next(name for name in names if name not in worlds.refused)
    return first if first in kept else worlds.create(id=first, clock=Clock(mode=mode), pack=pack).id


def announcement_line(server: Server, world_id: str) -> str:
    """The announcement as one line of JSON."""
    return json.dumps(announcement(server, world_id), ensure_ascii=False)


def announcement_text(server: Server, world_id: str) -> str:
    """The announcement for people, in Portuguese."""
    announced = announcement(server, world_id)
    titles = {name: platform.title for name, platform in server.site.worlds.get(world_id).platforms.items()}
    lines = [f"Controle   {announced['control']}", f"Mundo      {announced['world']}", ""]
    for name, platform in announced["platforms"].items():
        lines.append(" ".join([f"{titles[name]:<10}", platform["url"], *platform["listeners"].values()]))
        shown = {key: value for key, value in platform["credentials"].items() if not isinstance(value, dict)}
        lines += [f"  {key}: {'(ainda não há)' if value is None else value}" for key, value in shown.items()]
    return "\n".join([*lines, "", "Ctrl+C encerra."])
