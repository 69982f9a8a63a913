"""Writes what all entries of an archive hold, one after the other, as zipfile finds them by the directory."""

import sys
import zipfile

with zipfile.ZipFile(sys.argv[1]) as archive:
    for entry in archive.infolist():
        sys.stdout.buffer.write(archive.read(entry))
