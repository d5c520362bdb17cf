"""Files of this machine with what lies in the emulated buckets, fetched with a role's rights."""

import hashlib
import threading

from sluice_localaws import settings


class Unreadable(Exception):
    """An object cannot be had; the message says why."""


def split(location):
    bucket, _, key = location.removeprefix("s3://").partition("/")
    if not location.startswith("s3://") or not key:
        raise Unreadable(f"not the location of an object: {location!r}")
    return bucket, key


def fetch(s3, location):
    """The file; it is fetched once for each content."""
    bucket, key = split(location)
    try:
        head = s3.head_object(Bucket=bucket, Key=key)
        name = hashlib.sha256(f"{location} {head['ETag']}".encode()).hexdigest()[:16]
        file = settings.state("objects") / f"{name}-{key.rsplit('/', 1)[-1]}"
        if not file.exists():
            part = file.with_name(f"{file.name}.{threading.get_ident()}")
            with open(part, "wb") as out:
                for piece in s3.get_object(Bucket=bucket, Key=key)["Body"].iter_chunks(1 << 20):
                    out.write(piece)
            part.rename(file)
        return file
    except Exception as error:
        raise Unreadable(f"{location} cannot be read: {error}") from error
