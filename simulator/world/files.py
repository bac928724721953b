import mimetypes
from collections import OrderedDict
from dataclasses import dataclass

from simulator.wire import JSON

KEPT_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class File:
    id: str
    name: str
    path: str
    content: bytes
    said_to_be: str | None = None

    @property
    def media_type(self) -> str:
        """What the phone that sent it calls it; else what its name suggests."""
        return self.said_to_be or mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    def describe(self) -> JSON:
        return {"file_id": self.id, "file_unique_id": f"u{self.id}", "file_size": len(self.content)}


class Files:
    """Everything ever sent as a file; the oldest go when it gets too much."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, File] = OrderedDict()
        self._bytes = 0
        self._made = 0

    def add(self, folder: str, name: str, content: bytes, media_type: str | None = None) -> File:
        self._made += 1
        extension = name.rpartition(".")[2] if "." in name else "bin"
        file = File(f"FILE{self._made:012d}", name, f"{folder}/file_{self._made}.{extension}", content, media_type)
        self._files[file.id] = file
        self._bytes += len(content)
        self._drop_oldest()
        return file

    def get(self, id: str) -> File | None:
        return self._files.get(id)

    def at(self, path: str) -> File | None:
        return next((file for file in self._files.values() if file.path == path), None)

    def _drop_oldest(self) -> None:
        while self._bytes > KEPT_BYTES and len(self._files) > 1:
            _, oldest = self._files.popitem(last=False)
            self._bytes -= len(oldest.content)
