"""The XML files that an import is given: single ones, in folders, in archives. Nothing is unpacked to disk."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from records.xmltree import Place, Refused

LARGEST = 20 * 2**20
LARGEST_ARCHIVE = 100 * 2**20
MOST_MEMBERS = 50_000
# By its first bytes, what packed a tar.
PACKED: dict[bytes, Callable[..., Any]] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ": lzma.open}
UNREADABLE = (OSError, EOFError, RuntimeError, tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)
TAR = (".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2")
ARCHIVES = (*TAR, ".zip")


@dataclass(frozen=True, slots=True)
class UpstreamFile:
    """`name` is for messages (`pocom.tar.gz:people/k/x.xml`); `inside` the path within what was given."""

    name: str
    inside: PurePosixPath
    data: bytes

    @property
    def folders(self) -> tuple[str, ...]:
        return self.inside.parts[:-1]


def upstream_files(paths: Sequence[Path], refuse: Callable[[Refused], None]) -> Iterator[UpstreamFile]:
    """Every XML file under the paths, each once; what cannot be read is handed to `refuse`, the rest goes on."""
    for path in dict.fromkeys(path.resolve() for path in paths):
        if not path.exists():
            refuse(Refused(Place(str(path), 0), "there is no such file or folder"))
            continue
        found = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        there = False
        for file in (file for one in found for file in _opened(one, path, refuse)):
            there = True
            yield file
        if path.is_dir() and not there:
            refuse(Refused(Place(str(path), 0), "there is no XML file in this folder"))


def _opened(path: Path, given: Path, refuse: Callable[[Refused], None]) -> Iterator[UpstreamFile]:
    name = path.name.lower()
    try:
        if name.endswith(ARCHIVES):
            yield from _archive(path, refuse)
        elif name.endswith(".xml"):
            inside = (
                PurePosixPath(given.name, path.relative_to(given)) if path != given else PurePosixPath(*path.parts[-3:])
            )
            with path.open("rb") as opened:
                yield UpstreamFile(str(path), inside, _limited(opened, str(path)))
        elif path == given:
            refuse(Refused(Place(str(path), 0), f"this is no .xml file, folder or archive ({', '.join(ARCHIVES)})"))
    except Refused as refused:
        refuse(refused)
    except UNREADABLE as error:
        refuse(Refused(Place(str(path), 0), f"cannot be read: {error}"))


def _limited(opened: IO[bytes], name: str) -> bytes:
    data = opened.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused(Place(name, 0), f"larger than {LARGEST // 2**20} MB, which no file of this source is")
    return data


class _Allowance:
    """What may still come out of one archive."""

    def __init__(self, archive: str) -> None:
        self.archive, self.members, self.size = archive, MOST_MEMBERS, LARGEST_ARCHIVE

    def take(self, size: int) -> None:
        self.members -= 1
        self.size -= size
        if self.members < 0 or self.size < 0:
            raise Refused(
                Place(self.archive, 0),
                f"unpacks to more than {MOST_MEMBERS} files or {LARGEST_ARCHIVE // 2**20} MB: the rest was not read",
            )


def _archive(path: Path, refuse: Callable[[Refused], None]) -> Iterator[UpstreamFile]:
    there = False
    for name, opened in _zip(path) if path.name.lower().endswith(".zip") else _tar(path):
        there = True
        try:
            inside = PurePosixPath(name)
            if inside.is_absolute() or ".." in inside.parts:
                raise Refused(Place(f"{path}:{name}", 0), "the archive names a place outside itself")
            yield UpstreamFile(f"{path}:{name}", inside, _limited(opened, f"{path}:{name}"))
        except Refused as refused:
            refuse(refused)
    if not there:
        refuse(Refused(Place(str(path), 0), "there is no XML file in this archive"))


def _tar(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    allowance = _Allowance(str(path))
    with tarfile.open(fileobj=_unpacked(path), mode="r:") as archive:
        for member in archive:
            allowance.take(member.size)
            if member.isfile() and member.name.lower().endswith(".xml"):
                opened = archive.extractfile(member)
                if opened is not None:
                    yield member.name, opened


def _unpacked(path: Path) -> IO[bytes]:
    """The whole tar, in memory: read to its end its checksum is verified, and no part of it is larger than it may be."""
    with path.open("rb") as opened:
        first = opened.read(8)
    opener = next((opener for magic, opener in PACKED.items() if first.startswith(magic)), None)
    with opener(path) if opener else path.open("rb") as packed:
        data = packed.read(LARGEST_ARCHIVE + 1)
    if len(data) > LARGEST_ARCHIVE:
        raise Refused(Place(str(path), 0), f"unpacks to more than {LARGEST_ARCHIVE // 2**20} MB")
    return io.BytesIO(data)


def _zip(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    allowance = _Allowance(str(path))
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            allowance.take(member.file_size)
            if not member.is_dir() and member.filename.lower().endswith(".xml"):
                with archive.open(member) as opened:
                    yield member.filename, opened
