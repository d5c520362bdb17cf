"""Faults on request: a file says which calls are refused, and how often.

Nothing is ever throttled or broken in LocalEmu. A test writes `faults.json` into the state folder, whole, by a rename:

    [{"service": "sns", "operation": "Publish", "code": "InternalError", "status": 500, "times": 2, "when": "text"}]

`times` counts down here; without it the fault stays until the file changes. `when` is a text that the request holds.
`"after": true` lets the work be done, and refuses then: the caller does not know.
`"hold": true` lets the caller wait until the file changes, for a minute at most, and refuses then: so a test can do
something while a call is under way. With the first that waits `held` appears in the state folder; the test removes it.
"""

import json
import threading
import time

from localemu.aws.api import CommonServiceException

from sluice_localaws import settings
from sluice_localaws.seam import ALL_SERVICES, EVERY_OPERATION, around

FILE = "faults.json"
HELD = "held"
LONGEST_HOLD = 60
_lock = threading.Lock()
_known = {"stamp": None, "faults": []}


def install():
    @around(ALL_SERVICES, EVERY_OPERATION)
    def faulty(context, request, proceed):
        fault = _due(context, request)
        if fault is None:
            return proceed()
        if fault.get("after"):
            proceed()
        if fault.get("hold"):
            _hold(fault)
        raise CommonServiceException(
            fault["code"],
            fault.get("message", "a fault on request"),
            status_code=fault.get("status", 400),
            sender_fault=fault.get("status", 400) < 500,
        )


def _hold(fault):
    until = time.monotonic() + LONGEST_HOLD
    (settings.state() / HELD).touch()
    while time.monotonic() < until:
        with _lock:
            if fault not in _faults():
                return
        time.sleep(0.05)


def _due(context, request):
    with _lock:
        for fault in _faults():
            if (
                fault["service"] == context.service.service_name
                and fault["operation"] == context.operation.name
                and fault.get("when", "") in str(request)
                and fault.get("times", 1) > 0
            ):
                if "times" in fault:
                    fault["times"] -= 1
                return fault
    return None


def _faults():
    file = settings.state() / FILE
    try:
        stat = file.stat()
    except FileNotFoundError:
        return []
    stamp = (stat.st_mtime_ns, stat.st_ino)
    if _known["stamp"] != stamp:
        _known.update(stamp=stamp, faults=json.loads(file.read_text(encoding="utf-8")))
    return _known["faults"]
