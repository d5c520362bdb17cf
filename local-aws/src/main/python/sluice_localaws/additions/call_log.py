"""Which role called what: a line of JSON for each call, in `calls.jsonl` of the state folder.

Only calls of roles are of interest: a test compares them with the policies of these roles. Calls that LocalEmu makes
for a state machine are logged with the machine's role. Of a transaction, `parts` says what it consists of: each needs
a permission of its own.
"""

import json
import threading

from localemu.services.iam_enforcement.identity import resolve_caller

from sluice_localaws import settings
from sluice_localaws.seam import ALL_SERVICES, EVERY_OPERATION, around

FILE = "calls.jsonl"
WHERE = ("Bucket", "Key", "VersionId", "Prefix", "TableName", "QueueUrl", "TopicArn", "JobName", "DatabaseName", "stateMachineArn", "FunctionName")
PARTS = ("Put", "Update", "Delete", "ConditionCheck", "Get")
_lock = threading.Lock()
_roles = {}


def install():
    file = open(settings.state() / FILE, "a", encoding="utf-8")

    @around(ALL_SERVICES, EVERY_OPERATION)
    def logged(context, request, proceed):
        role = _role(context)
        if role:
            line = {
                "role": role,
                "service": context.service.service_name,
                "operation": context.operation.name,
                "on": {name: request[name] for name in WHERE if isinstance(request.get(name), str)},
            }
            parts = {part for item in request.get("TransactItems") or () for part in item if part in PARTS}
            if parts:
                line["parts"] = sorted(parts)
            with _lock:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                file.flush()
        return proceed()


def _role(context):
    """The name of the caller's role; None for anybody else."""
    credential = context.request.headers.get("Authorization", "").partition("Credential=")[2]
    key = credential.split("/")[0]
    if not key or not key.startswith(("LSI", "ASI", "LKI")):
        return None
    if key not in _roles:
        caller = resolve_caller(key, context.account_id, context.region)
        if caller is None or caller.role_name is None:
            return None
        _roles[key] = caller.role_name
    return _roles[key]
