"""The one list of a platform's operations, and what travels through one of them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.limits import Limits
from homologa.simulators.kernel.work import Work


@dataclass(frozen=True)
class Request:
    """A request as it came, free of any framework.

    `form` holds the fields of a decoded form body; names in `headers` are written `Like-This`.
    """

    method: str
    path: str
    url: str
    host: str
    headers: Mapping[str, str]
    query: tuple[tuple[str, str], ...] = ()
    form: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class HttpAnswer:
    """An answer ready for the wire; `logical` is what it says before rendering, for the contract."""

    status: int
    body: bytes
    content_type: str
    headers: tuple[tuple[str, str], ...] = ()
    logical: Any = None


@dataclass(frozen=True)
class DecodedRequest:
    """A request as the operation understands it.

    `parameters` are those of path and query, `body` the decoded body and `documents` the parsed text of its
    fields that hold a document of their own.
    """

    parameters: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    documents: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Call:
    """One request on its way through the pipeline of a platform."""

    operation: "Operation"
    request: Request
    credential: Mapping[str, Any]
    work: Work
    """The unit of work while it is open; before and after it, what can be looked at."""
    limits: Limits
    exchange: int
    """The number of its exchange in the journal."""
    data: DecodedRequest = field(default_factory=DecodedRequest)
    findings: list[str] = field(default_factory=list)
    subject: str = ""
    in_flight: int = 1
    """How many requests of the account were on their way when this one arrived, itself included."""


Handler = Callable[[Call], Any]


@dataclass(frozen=True)
class Operation:
    """One operation of a platform: its name, where it answers, and how sure its behaviour is."""

    name: str
    methods: tuple[str, ...]
    paths: tuple[str, ...]
    handler: Handler
    writes: bool
    fidelity: Fidelity
    source: str
    traits: Mapping[str, Any]
    batch: Callable[[Any], list[Any]] | None = None
    """The results of a batch within an answer that is not written yet; None where an answer has no such list."""


class Registry:
    """The operations of one platform; feeds routing, journal names, the contract and the coverage page."""

    def __init__(self) -> None:
        self._operations: dict[str, Operation] = {}

    def operation(
        self,
        name: str,
        methods: str,
        *paths: str,
        source: str,
        fidelity: Fidelity = Fidelity.DOC,
        writes: bool = False,
        batch: Callable[[Any], list[Any]] | None = None,
        **traits: Any,
    ) -> Callable[[Handler], Handler]:
        """Declare the decorated handler as an operation; `methods` are separated by blanks."""

        def declare(handler: Handler) -> Handler:
            operation = Operation(name, tuple(methods.split()), paths, handler, writes, fidelity, source, traits, batch)
            if self._operations.setdefault(name, operation) is not operation:
                raise ValueError(f"operation {name} is declared twice")
            return handler

        return declare

    def __iter__(self) -> Iterator[Operation]:
        return iter(self._operations.values())

    def __getitem__(self, name: str) -> Operation:
        return self._operations[name]

    def __len__(self) -> int:
        return len(self._operations)
