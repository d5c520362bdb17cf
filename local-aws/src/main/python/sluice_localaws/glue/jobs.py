"""Jobs and their runs, as Glue keeps them: states, limits, the queue.

https://docs.aws.amazon.com/glue/latest/webapi/API_StartJobRun.html
https://docs.aws.amazon.com/glue/latest/dg/job-run-statuses.html
"""

import collections
import datetime
import secrets
import threading

from sluice_localaws.seam import refusal

RUNNING = ("STARTING", "RUNNING", "STOPPING")
OVER = ("STOPPED", "SUCCEEDED", "FAILED", "TIMEOUT", "ERROR", "EXPIRED")
DEFAULT_MINUTES = 480

# What a run takes from its request, else from its job.
INHERITED = (
    "Timeout",
    "MaxCapacity",
    "WorkerType",
    "NumberOfWorkers",
    "SecurityConfiguration",
    "GlueVersion",
    "ExecutionClass",
)


def now():
    return datetime.datetime.now(datetime.UTC)


class Run:
    def __init__(self, job, request):
        self.job = job
        self.id = "jr_" + secrets.token_hex(32)
        self.state = "WAITING"
        self.started = now()
        self.completed = None
        self.error = None
        self.settings = {
            name: request.get(name, job.definition.get(name))
            for name in INHERITED
            if request.get(name, job.definition.get(name)) is not None
        }
        self.arguments = {
            **job.definition.get("DefaultArguments", {}),
            **request.get("Arguments", {}),
            **job.definition.get("NonOverridableArguments", {}),
        }
        self.stop = threading.Event()

    def minutes(self):
        return self.settings.get("Timeout", DEFAULT_MINUTES)

    def end(self, state, error=None):
        self.completed = now()
        self.error = error
        self.state = state

    def describe(self):
        seconds = ((self.completed or now()) - self.started).total_seconds()
        described = {
            "Id": self.id,
            "Attempt": 0,
            "JobName": self.job.name,
            "StartedOn": self.started,
            "LastModifiedOn": self.completed or now(),
            "JobRunState": self.state,
            "Arguments": self.arguments,
            "PredecessorRuns": [],
            "ExecutionTime": int(seconds),
            "LogGroupName": "/aws-glue/jobs",
            "Timeout": self.minutes(),
            **self.settings,
        }
        if self.completed is not None:
            described["CompletedOn"] = self.completed
        if self.error is not None:
            described["ErrorMessage"] = self.error
        return described


class Job:
    def __init__(self, name, definition, region):
        self.name = name
        self.definition = definition
        self.region = region
        self.created = now()
        self.runs = []

    def at_once(self):
        return self.definition.get("ExecutionProperty", {}).get("MaxConcurrentRuns", 1)

    def find(self, run_id):
        for run in self.runs:
            if run.id == run_id:
                return run
        raise refusal("EntityNotFoundException", f"Job Run {run_id} not found for job {self.name}.")

    def describe(self):
        return {
            "Name": self.name,
            "CreatedOn": self.created,
            "LastModifiedOn": self.created,
            "MaxRetries": 0,
            "Timeout": DEFAULT_MINUTES,
            **{key: value for key, value in self.definition.items() if key != "Tags"},
        }


class Jobs:
    """The jobs of one account and region. `launch(run, ended)` runs one somewhere and calls ended() afterwards."""

    def __init__(self, region, launch):
        self._region = region
        self._launch = launch
        self._jobs = {}
        self._waiting = collections.deque()
        self._lock = threading.RLock()

    def create(self, name, definition):
        with self._lock:
            if name in self._jobs:
                raise refusal("AlreadyExistsException", f"Job already exists: {name}")
            self._jobs[name] = Job(name, definition, self._region)

    def update(self, name, definition):
        self.find(name).definition = definition

    def delete(self, name):
        self._jobs.pop(name, None)

    def names(self):
        return sorted(self._jobs)

    def find(self, name):
        if name not in self._jobs:
            raise refusal("EntityNotFoundException", f"Job {name} not found.")
        return self._jobs[name]

    def start(self, request):
        with self._lock:
            job = self.find(request["JobName"])
            queued = request.get("JobRunQueuingEnabled", job.definition.get("JobRunQueuingEnabled", False))
            if not queued and self._running(job) >= job.at_once():
                raise refusal(
                    "ConcurrentRunsExceededException", f"Concurrent runs exceeded for {job.name}"
                )
            run = Run(job, request)
            job.runs.insert(0, run)
            self._waiting.append(run)
            self._start_waiting()
            return run

    def stop(self, run):
        with self._lock:
            if run.state in OVER or run.state == "STOPPING":
                raise refusal("InvalidInputException", f"Job Run {run.id} is {run.state}")
            if run.state == "WAITING":
                self._waiting.remove(run)
                run.end("STOPPED")
            else:
                run.state = "STOPPING"
                run.stop.set()

    @staticmethod
    def _running(job):
        return sum(run.state in RUNNING for run in job.runs)

    def _start_waiting(self):
        for run in list(self._waiting):
            if self._running(run.job) < run.job.at_once():
                self._waiting.remove(run)
                run.state = "STARTING"
                self._launch(run, self._one_ended)

    def _one_ended(self):
        with self._lock:
            self._start_waiting()
