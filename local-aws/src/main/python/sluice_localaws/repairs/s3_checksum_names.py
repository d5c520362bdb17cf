"""S3: a trailing checksum is recognised by its whole name.

LocalEmu looks for "x-amz-checksum-crc32" anywhere in the header, finds it in "x-amz-checksum-crc32c" too, and refuses
the request for having two checksums.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
"""

from localemu.services.s3 import provider, utils
from localemu.services.s3.exceptions import InvalidRequest


def install():
    utils.get_s3_checksum_algorithm_from_trailing_headers = _algorithm
    provider.get_s3_checksum_algorithm_from_trailing_headers = _algorithm


def _algorithm(trailing_headers):
    names = {name.strip().lower() for name in trailing_headers.split(",")}
    found = [
        each for each in utils.CHECKSUM_ALGORITHMS if "x-amz-checksum-" + each.lower() in names
    ]
    if len(found) > 1:
        raise InvalidRequest(
            "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."
        )
    return found[0] if found else None
