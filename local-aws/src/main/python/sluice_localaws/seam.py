"""Where repairs of single operations attach: around LocalEmu's dispatch of a parsed request.

A wrapper is called with the request's context, its parameters as AWS's service model names them, and a function that
goes on to the next wrapper and at last to LocalEmu. It returns the answer in the model's names.
"""

import collections

from localemu.aws.api import CommonServiceException
from localemu.aws.skeleton import Skeleton

EVERY_OPERATION = "*"
ALL_SERVICES = "*"

_wrappers = collections.defaultdict(list)


def around(service, *operations):
    """Decorates a wrapper(context, request, proceed). Of several, the one that was attached last is called first."""

    def attach(wrapper):
        for operation in operations:
            _wrappers[service, operation].append(wrapper)
        return wrapper

    return attach


def refusal(code, message):
    """An error that AWS answers with HTTP 400."""
    return CommonServiceException(code, message, status_code=400, sender_fault=True)


def install():
    dispatch_request = Skeleton.dispatch_request

    def wrapped(self, serializer, context, instance):
        service, operation = self.service.service_name, context.operation.name
        wrappers = (
            _wrappers[service, operation]
            + _wrappers[service, EVERY_OPERATION]
            + _wrappers[ALL_SERVICES, EVERY_OPERATION]
        )
        if not wrappers:
            return dispatch_request(self, serializer, context, instance)
        handler = self.dispatch_table[operation]
        for wrapper in wrappers:
            handler = _bind(wrapper, handler)
        return dispatch_request(
            _WithHandler(self, operation, handler), serializer, context, instance
        )

    Skeleton.dispatch_request = wrapped


def _bind(wrapper, inner):
    return lambda context, request: wrapper(context, request, lambda: inner(context, request))


class _WithHandler:
    """A skeleton with one handler of its dispatch table exchanged, for one request."""

    def __init__(self, skeleton, operation, handler):
        self.service = skeleton.service
        self.dispatch_table = {operation: handler}
