"""Why a database or a file of a world could not be used, in Portuguese."""

import errno
import sqlite3
from collections.abc import Mapping
from types import MappingProxyType

FULL = "o disco está cheio: libere espaço; o que já foi gravado continua a ser lido"
READ_ONLY = "a pasta dos mundos não aceita gravação: devolva a permissão; o que já foi gravado continua a ser lido"
DAMAGED = "o arquivo do mundo está danificado: devolva-o de uma cópia, ou restaure uma fotografia"
UNREADABLE = "o disco não leu nem gravou o arquivo do mundo: veja se ele está no lugar e sem defeito"
BY_SQLITE: Mapping[int, str] = MappingProxyType(
    {
        sqlite3.SQLITE_FULL: FULL,
        sqlite3.SQLITE_READONLY: READ_ONLY,
        sqlite3.SQLITE_CORRUPT: DAMAGED,
        sqlite3.SQLITE_NOTADB: DAMAGED,
        sqlite3.SQLITE_IOERR: UNREADABLE,
        sqlite3.SQLITE_CANTOPEN: UNREADABLE,
    }
)
BY_SYSTEM: Mapping[int, str] = MappingProxyType(
    {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EROFS: READ_ONLY, errno.EACCES: READ_ONLY, errno.EPERM: READ_ONLY}
)
PRIMARY = 0xFF
"""Of SQLite's extended codes, the bits that say the kind."""


class DamagedDocument(sqlite3.DatabaseError):
    """A document that is not as it was stored; `reason` says which, and what to do."""

    def __init__(self, table: str, key: object) -> None:
        self.reason = (
            f"o documento {key} de {table} está danificado: devolva o arquivo de uma cópia, ou restaure uma fotografia"
        )
        super().__init__(self.reason)


def reason(error: BaseException) -> str | None:
    """What is wrong with the storage and what to do; None for an error that is a mistake of ours."""
    if isinstance(error, DamagedDocument):
        return error.reason
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return None if code is None else BY_SQLITE.get(code & PRIMARY)
    if isinstance(error, OSError):
        return BY_SYSTEM.get(error.errno or 0, UNREADABLE)
    return None
