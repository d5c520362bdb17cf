"""EMR Serverless: applications and runs are kept as they were asked for, client tokens count, runs really run.

Moto's runs succeed by themselves, and client tokens are ignored.
https://docs.aws.amazon.com/emr-serverless/latest/APIReference/API_Operations.html
"""

import threading

from sluice_localaws.seam import around, refusal
from sluice_localaws.serverless import job_run
from sluice_localaws.serverless.applications import Application, Tokens

_all = {}
_lock = threading.RLock()

PAGE = 50

KNOWN_APPLICATION = {
    "name",
    "releaseLabel",
    "type",
    "clientToken",
    "maximumCapacity",
    "tags",
    "autoStartConfiguration",
    "autoStopConfiguration",
    "networkConfiguration",
    "architecture",
}
KNOWN_RUN = {
    "applicationId",
    "clientToken",
    "executionRoleArn",
    "jobDriver",
    "configurationOverrides",
    "tags",
    "executionTimeoutMinutes",
    "name",
    "retryPolicy",
}


class Account:
    def __init__(self):
        self.applications = {}
        self.tokens = Tokens()

    def find(self, request):
        wanted = request["applicationId"]
        if wanted not in self.applications:
            raise refusal("ResourceNotFoundException", f"Application {wanted} does not exist.")
        return self.applications[wanted]


def install():
    for operation, answer in {
        "CreateApplication": _create,
        "GetApplication": lambda account, request, region: {"application": account.find(request).describe()},
        "ListApplications": _list,
        "StopApplication": _stop,
        "DeleteApplication": _delete,
        "StartJobRun": _start,
        "GetJobRun": lambda account, request, region: {
            "jobRun": account.find(request).find(request["jobRunId"]).describe()
        },
        "ListJobRuns": _runs,
        "CancelJobRun": _cancel,
        "GetDashboardForJobRun": _dashboard,
    }.items():
        around("emr-serverless", operation)(_answering(answer))
    for operation in ("UpdateApplication", "StartApplication"):
        around("emr-serverless", operation)(_not_here(operation))


def _answering(answer):
    def handle(context, request, proceed):
        with _lock:
            account = _all.setdefault((context.account_id, context.region), Account())
            return answer(account, request, context.region)

    return handle


def _not_here(operation):
    def handle(context, request, proceed):
        raise _invalid(f"{operation} is not emulated")

    return handle


def _invalid(message):
    return refusal("ValidationException", message)


def _require_known(request, known):
    unknown = [name for name in request if name not in known]
    if unknown:
        raise _invalid(f"not emulated: {', '.join(unknown)}")


def _create(account, request, region):
    _require_known(request, KNOWN_APPLICATION)
    if request["type"].upper() != "SPARK":
        raise _invalid(f"type {request['type']} is not emulated")
    if not request["releaseLabel"].startswith("emr-7."):
        raise _invalid(f"Release label {request['releaseLabel']} is not valid.")

    def make():
        application = Application(region, request)
        account.applications[application.id] = application
        answer = {"applicationId": application.id, "arn": application.arn}
        return {**answer, "name": request["name"]} if "name" in request else answer

    return account.tokens.once(request, make)


def _list(account, request, region):
    found = [
        application.summary()
        for application in account.applications.values()
        if application.state in (request.get("states") or [application.state])
    ]
    return _page(request, "applications", found)


def _stop(account, request, region):
    application = account.find(request)
    if application.living():
        raise _invalid("Application has running jobs.")
    application.state = "STOPPED"
    return {}


def _delete(account, request, region):
    application = account.find(request)
    if application.state not in ("CREATED", "STOPPED"):
        raise _invalid(f"Application is {application.state}: it must be CREATED or STOPPED.")
    application.state = "TERMINATED"
    return {}


def _start(account, request, region):
    _require_known(request, KNOWN_RUN)
    application = account.find(request)
    attempts = request.get("retryPolicy", {}).get("maxAttempts", 1)
    if not 1 <= attempts <= 10:
        raise _invalid("maxAttempts must be between 1 and 10.")

    def make():
        run = application.start(request)
        job_run.launch(run)
        arn = f"{application.arn}/jobruns/{run.id}"
        return {"applicationId": application.id, "jobRunId": run.id, "arn": arn}

    return application.tokens.once(request, make)


def _runs(account, request, region):
    """The newest first."""
    found = [
        run.summary()
        for run in account.find(request).runs
        if run.state in (request.get("states") or [run.state])
        and ("createdAtAfter" not in request or run.created >= request["createdAtAfter"])
    ]
    return _page(request, "jobRuns", found)


def _page(request, name, found):
    after = int(request.get("nextToken") or 0)
    size = request.get("maxResults") or PAGE
    answer = {name: found[after : after + size]}
    if len(found) > after + size:
        answer["nextToken"] = str(after + size)
    return answer


def _cancel(account, request, region):
    application = account.find(request)
    application.find(request["jobRunId"]).cancel()
    return {"applicationId": application.id, "jobRunId": request["jobRunId"]}


def _dashboard(account, request, region):
    run = account.find(request).find(request["jobRunId"])
    if run.started is None:
        raise _invalid("The dashboard is not available before the run has started.")
    return {"url": f"https://{run.id}.emrappui-prod.{region}.amazonaws.com/shs/"}
