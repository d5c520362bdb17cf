"""S3's events on the event bus: keys as they are, the reason that AWS gives, a sequencer that grows.

LocalEmu encodes keys like those of S3's own notifications to queues and functions (a%20b.csv); calls the reason of a
multipart upload "s3:ObjectCreated:CompleteMultipartUpload"; and has one constant as sequencer.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
"""

import itertools
import json
import time
import urllib.parse

from localemu.services.s3.notifications import EventBridgeNotifier

_numbers = itertools.count(time.time_ns() // 1_000_000)


def install():
    made = EventBridgeNotifier._get_event_payload

    def repaired(ctx, config_id=None):
        event = made(ctx, config_id)
        detail = json.loads(event["Detail"])
        thing = detail["object"]
        thing["key"] = urllib.parse.unquote(thing["key"])
        if "sequencer" in thing:
            thing["sequencer"] = f"{next(_numbers):018X}"
        if "reason" in detail:
            detail["reason"] = detail["reason"].rsplit(":", 1)[-1]
        event["Detail"] = json.dumps(detail, ensure_ascii=False)
        return event

    EventBridgeNotifier._get_event_payload = staticmethod(repaired)
