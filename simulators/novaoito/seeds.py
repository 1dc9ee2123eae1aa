"""The account with which a world begins: an empty store, nothing installed."""

from simulators.kernel.believable import faker
from simulators.kernel.work import Work
from simulators.novaoito.rules import settings

CREDENTIAL = "admin_token"


def seed(work: Work) -> None:
    """Open the store with a believable Brazilian name; its id and token differ between worlds."""
    with faker(work.source.stream("novaoito").getrandbits(64)) as believable:
        company = believable.company()
    store_id = f"loja-{work.secret('store', 10)}"
    token = work.secret("admin")
    work.mint("host", store_id)
    work.mint(CREDENTIAL, token, store_id=store_id)
    settings.open_store(work, store_id, company, token)
