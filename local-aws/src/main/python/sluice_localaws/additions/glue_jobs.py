"""Glue: jobs are kept as they were made, and their runs really run.

Moto's runs succeed by themselves; UpdateJob and BatchStopJobRun are missing, and so is the queue of runs.
https://docs.aws.amazon.com/glue/latest/webapi/API_CreateJob.html (JobRunQueuingEnabled)
https://docs.aws.amazon.com/glue/latest/webapi/API_BatchStopJobRun.html
"""

import threading

from sluice_localaws import page_token
from sluice_localaws.glue import spark_run
from sluice_localaws.glue.jobs import Jobs
from sluice_localaws.seam import around

_all = {}
_lock = threading.Lock()


def jobs_of(account, region):
    with _lock:
        if (account, region) not in _all:
            _all[account, region] = Jobs(region, spark_run.launch)
        return _all[account, region]


def install():
    for operation, answer in {
        "CreateJob": _create,
        "UpdateJob": _update,
        "DeleteJob": _delete,
        "GetJob": lambda jobs, request: {"Job": jobs.find(request["JobName"]).describe()},
        "GetJobs": _get_all,
        "ListJobs": lambda jobs, request: {"JobNames": jobs.names()},
        "BatchGetJobs": _get_some,
        "StartJobRun": lambda jobs, request: {"JobRunId": jobs.start(request).id},
        "GetJobRun": _get_run,
        "GetJobRuns": _get_runs,
        "BatchStopJobRun": _stop,
    }.items():
        around("glue", operation)(_answering(answer))


def _answering(answer):
    return lambda context, request, proceed: answer(
        jobs_of(context.account_id, context.region), request
    )


def _create(jobs, request):
    definition = {name: value for name, value in request.items() if name != "Name"}
    jobs.create(request["Name"], definition)
    return {"Name": request["Name"]}


def _update(jobs, request):
    """The whole definition is replaced: what the update does not name is gone."""
    jobs.update(request["JobName"], dict(request["JobUpdate"]))
    return {"JobName": request["JobName"]}


def _delete(jobs, request):
    jobs.delete(request["JobName"])
    return {"JobName": request["JobName"]}


def _get_all(jobs, request):
    return {"Jobs": [jobs.find(name).describe() for name in jobs.names()]}


def _get_some(jobs, request):
    names = [name for name in request["JobNames"] if name in jobs.names()]
    missing = [name for name in request["JobNames"] if name not in names]
    return {"Jobs": [jobs.find(name).describe() for name in names], "JobsNotFound": missing}


def _get_run(jobs, request):
    return {"JobRun": jobs.find(request["JobName"]).find(request["RunId"]).describe()}


def _get_runs(jobs, request):
    """The newest first."""
    runs = jobs.find(request["JobName"]).runs
    after = page_token.read(request) or 0
    size = request.get("MaxResults") or 200
    answer = {"JobRuns": [run.describe() for run in runs[after : after + size]]}
    if len(runs) > after + size:
        answer["NextToken"] = page_token.write(request, after + size)
    return answer


def _stop(jobs, request):
    job, done, errors = jobs.find(request["JobName"]), [], []
    for run_id in request["JobRunIds"]:
        try:
            jobs.stop(job.find(run_id))
            done.append({"JobName": job.name, "JobRunId": run_id})
        except Exception as error:
            detail = {"ErrorCode": error.code, "ErrorMessage": error.message}
            errors.append({"JobName": job.name, "JobRunId": run_id, "ErrorDetail": detail})
    return {"SuccessfulSubmissions": done, "Errors": errors}
