"""NextToken: where the next page begins, and for which request."""

import base64
import hashlib
import json

from sluice_localaws.seam import refusal

# What may differ between the pages of one listing.
_FREE = ("NextToken", "MaxResults")


def write(request, after):
    """A token for the same request, from the entry after the one that has this position."""
    text = json.dumps({"after": after, "of": _digest(request)})
    return base64.urlsafe_b64encode(text.encode()).decode()


def read(request):
    """The position after which the page begins; None for the first page."""
    token = request.get("NextToken")
    if not token:
        return None
    try:
        content = json.loads(base64.urlsafe_b64decode(token))
        if content["of"] == _digest(request):
            return content["after"]
    except (ValueError, KeyError, TypeError):
        pass
    raise refusal("InvalidInputException", "Invalid pagination token")


def _digest(request):
    fixed = {name: value for name, value in request.items() if name not in _FREE}
    text = json.dumps(fixed, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
