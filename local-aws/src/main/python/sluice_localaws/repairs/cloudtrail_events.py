"""CloudTrail: calls of management are not told to EventBridge.

LocalEmu starts a thread for each call, which sends an event a minute later: a thousand threads after a minute of a
test, and as many calls more. AWS sends such events only where a trail records calls of management, and ours record
those of data alone:
https://docs.aws.amazon.com/eventbridge/latest/userguide/event-types.html
"""

from localemu.services.cloudtrail import recording_hook


def install():
    recording_hook._emit_cloudtrail_to_eventbridge = lambda **call: None
