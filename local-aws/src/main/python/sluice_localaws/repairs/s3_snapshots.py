"""S3: an object's content belongs to that object, and a new one replaces it at once or not at all.

LocalEmu writes into the file of the old object: a PUT that is refused for its checksum destroys the old object, and
whoever reads an object makes its next writer wait. Here each object and each part has a file of its own, which becomes
visible with the object's entry in the bucket.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel
"""

import os
import shutil

from localemu.services.s3.storage import ephemeral
from localemu.services.s3.storage.core import should_copy_in_place

Store = ephemeral.EphemeralS3ObjectStore
Multipart = ephemeral.EphemeralS3StoredMultipart


def install():
    Store.open = _open_object
    Store.copy = _copy
    Store.remove = _nothing
    Store.delete_bucket = _delete_bucket
    Multipart.open = _open_part
    Multipart.remove_part = _nothing


def _open_object(self, bucket, s3_object, mode="r"):
    return _open(s3_object, os.path.join(self.root_directory, bucket), mode)


def _open_part(self, s3_part, mode="r"):
    return _open(s3_part, self.upload_dir, mode)


def _open(owner, folder, mode):
    if mode == "w":
        owner.content = ephemeral.LockedSpooledTemporaryFile(
            dir=folder, max_size=ephemeral.S3_MAX_FILE_SIZE_BYTES
        )
    return ephemeral.EphemeralS3StoredObject(owner, owner.content, mode)


def _copy(self, src_bucket, src_object, dest_bucket, dest_object):
    if should_copy_in_place(src_bucket, src_object, dest_bucket, dest_object):
        # The same content under new metadata; nothing ever writes to it again.
        dest_object.content = src_object.content
    else:
        with (
            self.open(src_bucket, src_object) as reading,
            self.open(dest_bucket, dest_object, mode="w") as writing,
        ):
            writing.write(reading)
    return self.open(dest_bucket, dest_object)


def _nothing(self, *removed):
    """The file goes with the last reference to it: its object's, or that of whoever still reads it."""


def _delete_bucket(self, bucket):
    self._filesystem.pop(bucket, None)
    shutil.rmtree(os.path.join(self.root_directory, bucket), ignore_errors=True)
