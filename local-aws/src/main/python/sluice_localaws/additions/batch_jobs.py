"""Batch: queues, definitions and jobs are kept as they were asked for, and jobs really run, without Docker.

An image is the folder `batch/images/NAME` of the state folder, where NAME is the image with / and : as _; what it
runs is its file `run`, a process with the job's command as arguments, as its entry point would be. Moto wants Docker.
https://docs.aws.amazon.com/batch/latest/APIReference/API_SubmitJob.html
https://docs.aws.amazon.com/batch/latest/userguide/job_retries.html
"""

import threading

from sluice_localaws.batch import job_run
from sluice_localaws.batch.jobs import Account
from sluice_localaws.seam import around, refusal

_all = {}
_lock = threading.RLock()

KNOWN_SUBMISSION = {
    "jobName",
    "jobQueue",
    "jobDefinition",
    "containerOverrides",
    "timeout",
    "propagateTags",
    "tags",
}
KNOWN_OVERRIDES = {"command", "environment"}


def install():
    for operation, answer in {
        "CreateJobQueue": lambda account, request: account.create_queue(request),
        "DescribeJobQueues": lambda account, request: {"jobQueues": account.queues(request)},
        "RegisterJobDefinition": lambda account, request: account.register(request),
        "DescribeJobDefinitions": lambda account, request: {"jobDefinitions": account.definitions(request)},
        "SubmitJob": _submit,
        "DescribeJobs": lambda account, request: {"jobs": account.describe(request["jobs"])},
        "ListJobs": lambda account, request: {"jobSummaryList": account.list(request)},
        "TerminateJob": _terminate,
    }.items():
        around("batch", operation)(_answering(answer))


def _answering(answer):
    def handle(context, request, proceed):
        with _lock:
            key = context.account_id, context.region
            if key not in _all:
                _all[key] = Account(*key)
            return answer(_all[key], request)

    return handle


def _submit(account, request):
    unknown = set(request) - KNOWN_SUBMISSION
    unknown |= set(request.get("containerOverrides", {})) - KNOWN_OVERRIDES
    if unknown:
        raise refusal("ClientException", f"not known here: {', '.join(sorted(unknown))}")
    job = account.submit(request)
    threading.Thread(target=job_run.run, args=(job,), name=job.id, daemon=True).start()
    return {"jobId": job.id, "jobName": job.name, "jobArn": job.arn}


def _terminate(account, request):
    """A job that is over stays as it is, and that is no error."""
    job = account.jobs.get(request["jobId"])
    if job is None:
        raise refusal("ClientException", f"Job {request['jobId']} not found")
    job.terminate(request["reason"])
    return {}
