"""Glue: one request at a time, so that none sees another half done.

Moto's dictionaries are changed while others iterate over them, and the check of a version and the update after it are
two steps. AWS promises optimistic locking of tables:
https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateTable.html
"""

import threading

from sluice_localaws.seam import EVERY_OPERATION, around

_lock = threading.RLock()


def install():
    @around("glue", EVERY_OPERATION)
    def one_at_a_time(context, request, proceed):
        with _lock:
            return proceed()
