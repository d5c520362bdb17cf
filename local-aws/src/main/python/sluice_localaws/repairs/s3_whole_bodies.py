"""S3: a PUT or a part whose body breaks off is refused, and leaves nothing.

LocalEmu takes what arrived for the whole. Here the body is read to its end before anything else is done, which also
keeps a slow sender from holding the key's lock.
https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList (IncompleteBody)
"""

import shutil
import tempfile

from sluice_localaws.seam import around, refusal

IN_MEMORY = 16 << 20


def install():
    @around("s3", "PutObject", "UploadPart")
    def whole(context, request, proceed):
        if request.get("Body") is None:
            return proceed()
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            shutil.copyfileobj(request["Body"], body, 1 << 20)
            announced = context.request.headers.get("Content-Length")
            if announced is not None and body.tell() != int(announced):
                raise refusal(
                    "IncompleteBody",
                    "You did not provide the number of bytes specified by the Content-Length HTTP header",
                )
            body.seek(0)
            request["Body"] = body
            return proceed()
