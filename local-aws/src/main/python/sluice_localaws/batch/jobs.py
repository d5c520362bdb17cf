"""Queues, job definitions and jobs of an account and region, as Batch keeps them.

https://docs.aws.amazon.com/batch/latest/userguide/job_states.html
"""

import threading
import time
import uuid

from sluice_localaws.seam import refusal

# The machines of a compute environment whose name begins so are never to be had: its jobs stay RUNNABLE.
SCARCE = "scarce"
LIVING = ("SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING")


def now():
    return int(time.time() * 1000)


class Job:
    def __init__(self, account, request, definition, queue):
        """In a queue, as Batch describes it."""
        self.id = str(uuid.uuid4())
        self.region = account.region
        self.name = request["jobName"]
        self.arn = account.arn(f"job/{self.id}")
        self.queue = queue["jobQueueArn"]
        environments = [each["computeEnvironment"] for each in queue["computeEnvironmentOrder"]]
        self.queue_is_scarce = bool(environments) and all(each.startswith(SCARCE) for each in environments)
        self.definition = definition
        container = definition["containerProperties"]
        overrides = request.get("containerOverrides", {})
        self.command = overrides.get("command", container.get("command", []))
        self.environment = container.get("environment", []) + overrides.get("environment", [])
        self.seconds = request.get("timeout", definition.get("timeout", {})).get("attemptDurationSeconds")
        self.tags = request.get("tags", {})
        self.status = "SUBMITTED"
        self.reason = None
        self.created = now()
        self.started = None
        self.stopped = None
        self.attempts = []
        self.stop = threading.Event()
        self.stop_reason = None

    def living(self):
        return self.status in LIVING

    def terminate(self, reason):
        if self.living():
            self.stop_reason = reason
            self.stop.set()

    def begin_attempt(self):
        self.status = "RUNNING"
        self.started = now()
        stream = f"{self.definition['jobDefinitionName']}/default/{uuid.uuid4().hex}"
        self.attempts.append({"startedAt": self.started, "container": {"logStreamName": stream}})
        return stream

    def end_attempt(self, code, reason):
        attempt = self.attempts[-1]
        attempt["stoppedAt"] = now()
        attempt["container"]["exitCode"] = code
        if reason:
            attempt["statusReason"] = reason

    def end(self, status, reason):
        self.stopped = now()
        self.reason = reason
        self.status = status

    def tries_again(self, code):
        """The first rule that fits decides; without one a failure is tried again."""
        strategy = self.definition.get("retryStrategy", {})
        if len(self.attempts) >= strategy.get("attempts", 1):
            return False
        for rule in strategy.get("evaluateOnExit", []):
            wanted = rule.get("onExitCode")
            if wanted is not None and (
                wanted == str(code) or wanted.endswith("*") and str(code).startswith(wanted[:-1])
            ):
                return rule["action"].upper() == "RETRY"
        return True

    def describe(self):
        container = {
            **self.definition["containerProperties"],
            "command": self.command,
            "environment": self.environment,
        }
        if self.attempts:
            container.update(self.attempts[-1]["container"])
        described = {
            "jobArn": self.arn,
            "jobId": self.id,
            "jobName": self.name,
            "jobQueue": self.queue,
            "jobDefinition": self.definition["jobDefinitionArn"],
            "status": self.status,
            "createdAt": self.created,
            "startedAt": self.started or 0,
            "attempts": self.attempts,
            "container": container,
            "tags": self.tags,
        }
        if self.reason is not None:
            described["statusReason"] = self.reason
        if self.stopped is not None:
            described["stoppedAt"] = self.stopped
        return described

    def summary(self):
        return {
            "jobArn": self.arn,
            "jobId": self.id,
            "jobName": self.name,
            "createdAt": self.created,
            "status": self.status,
        }


class Account:
    def __init__(self, number, region):
        self.number = number
        self.region = region
        self.jobs = {}
        self._queues = {}
        self._definitions = {}

    def arn(self, what):
        return f"arn:aws:batch:{self.region}:{self.number}:{what}"

    def create_queue(self, request):
        name = request["jobQueueName"]
        self._queues[name] = {
            "jobQueueName": name,
            "jobQueueArn": self.arn(f"job-queue/{name}"),
            "state": request.get("state", "ENABLED"),
            "status": "VALID",
            "priority": request["priority"],
            "computeEnvironmentOrder": request.get("computeEnvironmentOrder", []),
        }
        return {"jobQueueName": name, "jobQueueArn": self._queues[name]["jobQueueArn"]}

    def queues(self, request):
        wanted = request.get("jobQueues")
        return [
            queue
            for queue in self._queues.values()
            if not wanted or queue["jobQueueName"] in wanted or queue["jobQueueArn"] in wanted
        ]

    def _queue(self, named):
        found = self.queues({"jobQueues": [named]})
        if not found:
            raise refusal("ClientException", f"JobQueue {named} not found")
        return found[0]

    def register(self, request):
        if request["type"] != "container" or "containerProperties" not in request:
            raise refusal("ClientException", "only jobs of one container run here")
        name = request["jobDefinitionName"]
        revisions = self._definitions.setdefault(name, [])
        definition = {
            **request,
            "revision": len(revisions) + 1,
            "jobDefinitionArn": self.arn(f"job-definition/{name}:{len(revisions) + 1}"),
            "status": "ACTIVE",
        }
        revisions.append(definition)
        return {key: definition[key] for key in ("jobDefinitionName", "jobDefinitionArn", "revision")}

    def definitions(self, request):
        name = request.get("jobDefinitionName")
        every = [each for revisions in self._definitions.values() for each in revisions]
        return [each for each in every if name is None or each["jobDefinitionName"] == name]

    def submit(self, request):
        queue = self._queue(request["jobQueue"])
        if queue["state"] != "ENABLED":
            raise refusal("ClientException", f"JobQueue {request['jobQueue']} is disabled")
        named = request["jobDefinition"]
        found = [
            each
            for each in self.definitions({})
            if named in (each["jobDefinitionArn"], each["jobDefinitionName"])
        ]
        if not found:
            raise refusal("ClientException", f"JobDefinition {named} not found")
        job = Job(self, request, found[-1], queue)
        self.jobs[job.id] = job
        return job

    def describe(self, ids):
        return [self.jobs[each].describe() for each in ids if each in self.jobs]

    def list(self, request):
        """By name in any state, else in one state, RUNNING if none is named."""
        queue = self._queue(request["jobQueue"])["jobQueueArn"]
        names = [
            value
            for each in request.get("filters", [])
            if each["name"] == "JOB_NAME"
            for value in each["values"]
        ]
        status = request.get("jobStatus", "RUNNING")
        return [
            job.summary()
            for job in self.jobs.values()
            if job.queue == queue and (job.name in names if names else job.status == status)
        ]
