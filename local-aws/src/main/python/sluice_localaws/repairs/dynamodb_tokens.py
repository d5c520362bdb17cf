"""DynamoDB: a transaction with the ClientRequestToken of one that succeeded is not applied again.

Moto ignores the token. AWS remembers it for ten minutes after the transaction finished; another request with it is
refused, and so is the same request while the first is still being worked on.
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html (ClientRequestToken)
"""

import hashlib
import json
import threading
import time

from sluice_localaws.seam import around, refusal

REMEMBERED_SECONDS = 600

_lock = threading.Lock()
_finished = {}
_in_progress = set()


def install():
    @around("dynamodb", "TransactWriteItems")
    def once(context, request, proceed):
        token = request.get("ClientRequestToken")
        if not token:
            return proceed()
        token = (context.account_id, context.region, token)
        content = _digest(request["TransactItems"])
        with _lock:
            _forget_old()
            if token in _finished:
                return _repeated(_finished[token], content)
            if token in _in_progress:
                raise refusal(
                    "TransactionInProgressException",
                    "The transaction with the given request token is already in progress.",
                )
            _in_progress.add(token)
        try:
            answer = proceed()
            with _lock:
                _finished[token] = (time.monotonic(), content)
            return answer
        finally:
            with _lock:
                _in_progress.discard(token)


def _repeated(finished, content):
    if finished[1] != content:
        raise refusal(
            "IdempotentParameterMismatchException",
            "DynamoDB rejected the request because you retried a request with a different payload but with an"
            " idempotent token that was already used.",
        )
    return {}


def _forget_old():
    now = time.monotonic()
    for token in [each for each, (at, _) in _finished.items() if now - at > REMEMBERED_SECONDS]:
        del _finished[token]


def _digest(transact_items):
    text = json.dumps(transact_items, sort_keys=True, default=lambda value: value.hex())
    return hashlib.sha256(text.encode()).hexdigest()
