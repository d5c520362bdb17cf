"""S3: of several conditional writes to one key, one wins.

LocalEmu locks the key for PutObject, and not for CompleteMultipartUpload: it looks for the object and makes it in two
steps, and a PUT may come between.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
"""

import threading
import zlib

from sluice_localaws.seam import around

# A key always has the same lock; two keys seldom share one, and no request takes two.
_locks = [threading.RLock() for _ in range(1024)]


def install():
    @around("s3", "PutObject", "CompleteMultipartUpload", "CopyObject", "DeleteObject")
    def one_at_a_time(context, request, proceed):
        name = f"{request['Bucket']}/{request['Key']}".encode()
        with _locks[zlib.crc32(name) % len(_locks)]:
            return proceed()
