"""The XML files that an import is given: single ones, in folders, in archives. Nothing is unpacked to disk."""

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from records.xmltree import Place, Refused

LARGEST = 20 * 2**20
LARGEST_ARCHIVE = 200 * 2**20
MOST_MEMBERS = 50_000
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
        for one in found:
            yield from _opened(one, path, refuse)


def _opened(path: Path, given: Path, refuse: Callable[[Refused], None]) -> Iterator[UpstreamFile]:
    name = path.name.lower()
    try:
        if name.endswith(TAR):
            yield from _tar(path, refuse)
        elif name.endswith(".zip"):
            yield from _zip(path, refuse)
        elif name.endswith(".xml"):
            inside = (
                PurePosixPath(given.name, path.relative_to(given))
                if path != given
                else PurePosixPath(*path.parts[-3:])
            )
            with path.open("rb") as opened:
                yield UpstreamFile(str(path), inside, _limited(opened, str(path)))
        elif path == given:
            refuse(
                Refused(
                    Place(str(path), 0), f"this is no .xml file, folder or archive ({', '.join(ARCHIVES)})"
                )
            )
    except Refused as refused:
        refuse(refused)
    except (OSError, EOFError, tarfile.TarError, zipfile.BadZipFile, zlib.error, RuntimeError) as error:
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


def _tar(path: Path, refuse: Callable[[Refused], None]) -> Iterator[UpstreamFile]:
    allowance = _Allowance(str(path))
    with tarfile.open(path, "r:*") as archive:
        for member in archive:
            allowance.take(member.size)
            if member.isfile() and member.name.lower().endswith(".xml"):
                opened = archive.extractfile(member)
                if opened is not None:
                    yield from _member(opened, path, member.name, refuse)


def _zip(path: Path, refuse: Callable[[Refused], None]) -> Iterator[UpstreamFile]:
    allowance = _Allowance(str(path))
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            allowance.take(member.file_size)
            if not member.is_dir() and member.filename.lower().endswith(".xml"):
                with archive.open(member) as opened:
                    yield from _member(opened, path, member.filename, refuse)


def _member(
    opened: IO[bytes], path: Path, inside: str, refuse: Callable[[Refused], None]
) -> Iterator[UpstreamFile]:
    name = f"{path}:{inside}"
    try:
        data = _limited(opened, name)
    except Refused as refused:
        refuse(refused)
    else:
        yield UpstreamFile(name, PurePosixPath(inside), data)
