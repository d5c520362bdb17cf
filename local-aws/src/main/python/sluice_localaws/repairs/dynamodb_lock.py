"""DynamoDB: a condition and its write are one step, and so is a transaction.

Moto reads, checks and writes without a lock: two writers meet the same condition, and transactions tear each other.
Here one request at a time is in the back end.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-isolation
"""

import functools
import threading

from moto.dynamodb.responses import DynamoHandler

_lock = threading.RLock()


def install():
    call_action = DynamoHandler.call_action

    @functools.wraps(call_action)
    def one_at_a_time(self):
        with _lock:
            return call_action(self)

    DynamoHandler.call_action = one_at_a_time
