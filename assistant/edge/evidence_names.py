"""Pseudonyms: the same person has the same one in every import, and without this machine's key nobody finds the name."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from pathlib import Path

from assistant.core.words import tokens
from assistant.edge.evidence_files import private_folder

__all__ = ["Pseudonyms"]

_KEY = "pseudonyms.key"
_LENGTH = 32
_FORM = re.compile(r"P-[A-Z2-7]{5}-[A-Z2-7]{5}")


class Pseudonyms:
    """Names made into pseudonyms with a key that stays in the person's own data folder, apart from the statements: whoever
    gets the statements alone cannot try names out."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _KEY
        self._key: bytes | None = None

    def of(self, name: str) -> str:
        """The pseudonym of a name, whatever its case and spacing; "" stays "", a pseudonym stays what it is.
        Raises OSError where there is no key yet and none can be kept."""
        plain = " ".join(tokens(name))
        if not plain or _FORM.fullmatch(name.strip().upper()):
            return name.strip().upper() if plain else ""
        digest = hashlib.blake2b(plain.encode(), key=self._secret(), digest_size=8).digest()
        letters = base64.b32encode(digest).decode()
        return f"P-{letters[:5]}-{letters[5:10]}"

    def _secret(self) -> bytes:
        if self._key is None:
            self._key = self._read() or self._made()
        return self._key

    def _read(self) -> bytes | None:
        try:
            key = self._path.read_bytes()
        except FileNotFoundError:
            return None
        if len(key) != _LENGTH:
            raise OSError(22, "damaged", str(self._path))  # another key would give everybody a new pseudonym
        return key

    def _made(self) -> bytes:
        private_folder(self._path.parent)
        key = os.urandom(_LENGTH)
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        except FileExistsError:
            return self._read() or b""
        with os.fdopen(handle, "wb") as out:
            out.write(key)
            out.flush()
            os.fsync(out.fileno())
        return key
