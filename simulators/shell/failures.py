"""How a command fails: one line in Portuguese on stderr, and an exit code that says whose doing it was."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

import click

from homologa.simulators.kernel.printable import printable


class Failure(click.ClickException):
    """A command failed: nothing answers, or what answers is broken or something else."""

    exit_code = 3

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(printable(f"homologa: {self.message}."), file=file, err=file is None)


class Refused(Failure):
    """A platform, a screen of it, or this machine refused."""

    exit_code = 1


class Misuse(Failure):
    """What was asked makes no sense or is not there."""

    exit_code = 2


KINDS: Mapping[int, type[Failure]] = {404: Misuse, 409: Refused, 413: Misuse, 422: Misuse}
"""How a status of the control API is told; any other is a Failure."""


class NotSimulators(Exception):
    """What answered is no control API of simulators."""


@contextmanager
def translate_errors(url: str) -> Iterator[None]:
    """Turn whatever a call of the control API at `url` raises into a Failure."""
    import json

    import httpx

    from homologa.simulators.control.client import ControlError

    try:
        yield
    except ControlError as error:
        raise KINDS.get(error.status, Failure)(error.detail.rstrip(".")) from None
    except httpx.TimeoutException:
        raise Failure(f"os simuladores em {url} não responderam a tempo") from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        raise Misuse(not_a_url(url)) from None
    except httpx.TransportError:
        raise Failure(no_answer(url)) from None
    except (NotSimulators, json.JSONDecodeError):
        raise Failure(not_simulators(url)) from None


def not_a_url(url: str) -> str:
    """The words for what is no URL."""
    return f"«{url}» não é um endereço; use um como http://127.0.0.1:8000"


def no_answer(url: str) -> str:
    """The words for nobody answering at a URL."""
    return f"ninguém responde em {url}; inicie com «homologa serve», ou diga onde estão com --simulators URL"


def not_simulators(url: str) -> str:
    """The words for somebody else answering at a URL."""
    return f"o que responde em {url} não é o controle dos simuladores; diga onde ele está com --simulators URL"
