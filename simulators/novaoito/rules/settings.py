"""The store's own switches: its name, its tokens, and whether it is suspended."""

from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.errors import StoreSuspended

ADMIN_TOKEN = "admin_token"  # noqa: S105 (the name of the credential)
SUSPENDED = "suspended"
NAME = "name"


def open_store(work: Work, name: str) -> None:
    """Give the store its name; with the rest it is born."""
    work.set_setting(NAME, name)


def store_name(work: Work) -> str:
    """The name of the store."""
    return str(work.setting(NAME, ""))


def store_id(work: Work) -> str:
    """The store's subdomain."""
    return work.birth_credential("store_id")


def host(work: Work) -> str:
    """The host at which the store answers."""
    return work.birth_credential("host")


def admin_token(work: Work) -> str:
    """The token of the store's own administrator."""
    return work.birth_credential(ADMIN_TOKEN)


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
