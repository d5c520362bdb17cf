"""Applications and their runs, as EMR Serverless keeps them: states, client tokens, attempts, limits.

https://docs.aws.amazon.com/emr-serverless/latest/APIReference/API_StartJobRun.html
https://docs.aws.amazon.com/emr-serverless/latest/EMR-Serverless-UserGuide/job-states.html
"""

import datetime
import secrets
import string
import threading

from sluice_localaws.seam import refusal

RUN_OVER = ("SUCCESS", "FAILED", "CANCELLED")
DEFAULT_MINUTES = 720

# A real one takes as long as a minute or two; whoever does not wait for it is refused here as there.
CREATION_SECONDS = 0.5


def now():
    return datetime.datetime.now(datetime.UTC)


def _id():
    return "00" + "".join(secrets.choice(string.ascii_lowercase + string.digits) for _ in range(14))


class Tokens:
    """The answers to requests with a client token: the same request gets the same answer."""

    def __init__(self):
        self._made = {}

    def once(self, request, make):
        token = request.get("clientToken")
        asked = {name: value for name, value in request.items() if name != "clientToken"}
        if token in self._made:
            earlier, answer = self._made[token]
            if earlier != asked:
                raise refusal("ConflictException", "The clientToken was used with another request.")
            return answer
        answer = make()
        self._made[token] = (asked, answer)
        return answer


class Run:
    def __init__(self, application, request):
        self.application = application
        self.request = request
        self.id = _id()
        self.state = "SUBMITTED"
        self.details = ""
        self.attempt = 1
        self.created, self.started, self.ended = now(), None, None
        self.stop = threading.Event()

    @property
    def attempts(self):
        return self.request.get("retryPolicy", {}).get("maxAttempts", 1)

    def minutes(self):
        return self.request.get("executionTimeoutMinutes", DEFAULT_MINUTES)

    def enter(self, state):
        if self.state not in RUN_OVER and self.state != "CANCELLING":
            self.state = state

    def end(self, state, details=""):
        self.ended = now()
        self.details = details
        self.state = state

    def cancel(self):
        if self.state in RUN_OVER:
            raise refusal("ValidationException", f"Job run {self.id} is in the terminal state {self.state}.")
        self.state = "CANCELLING"
        self.stop.set()

    def _seconds(self):
        return 0 if self.started is None else ((self.ended or now()) - self.started).total_seconds()

    def summary(self):
        return {
            "applicationId": self.application.id,
            "id": self.id,
            "arn": f"{self.application.arn}/jobruns/{self.id}",
            "createdBy": "arn:aws:iam::000000000000:root",
            "createdAt": self.created,
            "updatedAt": self.ended or now(),
            "executionRole": self.request["executionRoleArn"],
            "state": self.state,
            "stateDetails": self.details,
            "releaseLabel": self.application.request["releaseLabel"],
            "type": "SPARK",
            "attempt": self.attempt,
            **({"name": self.request["name"]} if "name" in self.request else {}),
        }

    def describe(self):
        hours = self._seconds() / 3600
        described = {key: value for key, value in self.summary().items() if key not in ("id", "type")}
        described.update(
            jobRunId=self.id,
            jobDriver=self.request["jobDriver"],
            configurationOverrides=self.request.get("configurationOverrides", {}),
            tags=self.request.get("tags", {}),
            executionTimeoutMinutes=self.minutes(),
            totalExecutionDurationSeconds=int(self._seconds()),
            retryPolicy={"maxAttempts": self.attempts},
        )
        if self.ended:
            used = {"vCPUHour": hours * 2, "memoryGBHour": hours * 4, "storageGBHour": 0.0}
            described["billedResourceUtilization"] = used
            described["endedAt"] = self.ended
        if self.started:
            described["startedAt"] = self.started
        return described


class Application:
    def __init__(self, region, request):
        self.id = _id()
        self.region = region
        self.request = request
        self._state = "CREATED"
        self.created = now()
        self.runs = []
        self.tokens = Tokens()
        self.arn = f"arn:aws:emr-serverless:{region}:000000000000:/applications/{self.id}"

    def find(self, run_id):
        for run in self.runs:
            if run.id == run_id:
                return run
        raise refusal("ResourceNotFoundException", f"JobRun {run_id} does not exist.")

    @property
    def state(self):
        young = (now() - self.created).total_seconds() < CREATION_SECONDS
        return "CREATING" if young and self._state == "CREATED" else self._state

    @state.setter
    def state(self, state):
        self._state = state

    def start(self, request):
        if self.state in ("CREATING", "TERMINATED"):
            raise refusal("ValidationException", f"Application {self.id} is {self.state}: no run can start.")
        if self.state in ("CREATED", "STOPPED"):
            if not self.request.get("autoStartConfiguration", {}).get("enabled", True):
                raise refusal("ValidationException", f"Application {self.id} is not started.")
            self.state = "STARTED"
        run = Run(self, request)
        self.runs.insert(0, run)
        return run

    def living(self):
        return [run for run in self.runs if run.state not in RUN_OVER]

    def summary(self):
        return {
            "id": self.id,
            "arn": self.arn,
            "releaseLabel": self.request["releaseLabel"],
            "type": "Spark",
            "state": self.state,
            "createdAt": self.created,
            "updatedAt": self.created,
            "architecture": self.request.get("architecture", "X86_64"),
            **({"name": self.request["name"]} if "name" in self.request else {}),
        }

    def describe(self):
        described = {key: value for key, value in self.summary().items() if key != "id"}
        described["applicationId"] = self.id
        for name in ("maximumCapacity", "networkConfiguration", "tags"):
            if name in self.request:
                described[name] = self.request[name]
        described["autoStartConfiguration"] = self.request.get("autoStartConfiguration", {"enabled": True})
        described["autoStopConfiguration"] = self.request.get(
            "autoStopConfiguration", {"enabled": True, "idleTimeoutMinutes": 15}
        )
        return described
