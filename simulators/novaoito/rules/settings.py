"""The store's own switches: its name, its tokens, and whether it is suspended."""

from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.errors import StoreSuspended

DOMAIN = "novaoito.example"
SUSPENDED = "suspended"
STORE = "store"


def open_store(work: Work, store_id: str, name: str, admin_token: str) -> None:
    """Set the store up."""
    work.set_setting(STORE, {"store_id": store_id, "name": name, "admin_token": admin_token})


def store(work: Work) -> dict[str, Any]:
    """The store: `store_id`, `name` and `admin_token`."""
    found: dict[str, Any] = work.setting(STORE, {})
    return found


def store_id(work: Work) -> str:
    """The store's subdomain."""
    return str(store(work)["store_id"])


def host(work: Work) -> str:
    """The host at which the store answers."""
    return f"{store_id(work)}.{DOMAIN}"


def is_suspended(work: Work) -> bool:
    """Whether the store is suspended."""
    return bool(work.setting(SUSPENDED, False))


def suspend(work: Work, suspended: bool) -> None:
    """Suspend the store, or take it up again."""
    work.set_setting(SUSPENDED, suspended)


def require_open(work: Work) -> None:
    """Raise StoreSuspended when nothing is to be answered."""
    if is_suspended(work):
        raise StoreSuspended
