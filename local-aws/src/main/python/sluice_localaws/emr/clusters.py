"""Clusters and steps, as EMR keeps them: states, what fails what, how a cluster ends.

https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-overview.html#emr-overview-cluster-lifecycle
https://docs.aws.amazon.com/emr/latest/APIReference/API_StepConfig.html (ActionOnFailure)
"""

import datetime
import secrets
import string
import threading

from sluice_localaws import settings
from sluice_localaws.seam import refusal

LIVING = ("STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING")
ENDED = ("TERMINATED", "TERMINATED_WITH_ERRORS")
STEP_OVER = ("COMPLETED", "CANCELLED", "FAILED", "INTERRUPTED")

# Instance types of this family are never to be had: a test's lack of capacity.
SCARCE = "scarce."
STARTS_WITHIN = 0.3


def now():
    return datetime.datetime.now(datetime.UTC)


def _id(prefix):
    letters = string.ascii_uppercase + string.digits
    return prefix + "".join(secrets.choice(letters) for _ in range(13))


class Step:
    def __init__(self, config):
        self.id = _id("s-")
        self.name = config["Name"]
        self.jar = config["HadoopJarStep"]["Jar"]
        self.args = config["HadoopJarStep"].get("Args", [])
        self.on_failure = config.get("ActionOnFailure", "CONTINUE")
        self.state = "PENDING"
        self.reason = None
        self.created, self.started, self.ended = now(), None, None
        self.stop = threading.Event()

    def end(self, state, reason=None):
        self.ended = now()
        self.reason = reason
        self.state = state

    def describe(self):
        timeline = {"CreationDateTime": self.created}
        if self.started:
            timeline["StartDateTime"] = self.started
        if self.ended:
            timeline["EndDateTime"] = self.ended
        status = {"State": self.state, "StateChangeReason": {}, "Timeline": timeline}
        if self.reason:
            status["FailureDetails"] = {"Reason": "Unknown Error", "Message": self.reason}
        return {
            "Id": self.id,
            "Name": self.name,
            "Config": {"Jar": self.jar, "Args": self.args, "Properties": {}},
            "ActionOnFailure": self.on_failure,
            "Status": status,
        }


class Cluster:
    """`run(cluster, step)` runs a step to its end."""

    def __init__(self, region, request, run):
        self.id = _id("j-")
        self.region = region
        self.request = request
        self.run = run
        self.tags = {tag["Key"]: tag.get("Value", "") for tag in request.get("Tags", [])}
        self.state = "STARTING"
        self.reason = {}
        self.created, self.ready, self.ended = now(), None, None
        self.steps = [Step(config) for config in request.get("Steps", [])]
        self._changed = threading.Condition()
        threading.Thread(target=self._live, name=self.id, daemon=True).start()

    @property
    def name(self):
        return self.request["Name"]

    def fleets(self):
        return self.request["Instances"].get("InstanceFleets", [])

    def kept_alive(self):
        return self.request["Instances"].get("KeepJobFlowAliveWhenNoSteps", False)

    def add(self, configs):
        with self._changed:
            if self.state not in LIVING:
                raise refusal("ValidationException", f"A job flow that is shutting down, terminated, or finished may not be modified: {self.id}")
            added = [Step(config) for config in configs]
            self.steps += added
            self._changed.notify_all()
            return added

    def find_step(self, step_id):
        for step in self.steps:
            if step.id == step_id:
                return step
        raise refusal("InvalidRequestException", f"Step id '{step_id}' is not valid.")

    def cancel(self, step):
        """Whether it was taken on."""
        with self._changed:
            if step.state == "PENDING":
                step.end("CANCELLED")
                return True
            if step.state == "RUNNING":
                step.state = "CANCEL_PENDING"
                step.stop.set()
                return True
            return False

    def terminate(self, code="USER_REQUEST", message="Terminated by user request", errors=False):
        with self._changed:
            if self.state in ENDED or self.state == "TERMINATING":
                return
            self.state = "TERMINATING"
            self.reason = {"Code": code, "Message": message}
            self._errors = errors
            for step in self.steps:
                step.stop.set()
            self._changed.notify_all()

    def _live(self):
        scarce = [t for fleet in self.fleets() for t in fleet.get("InstanceTypeConfigs", [])]
        if scarce and all(t["InstanceType"].startswith(SCARCE) for t in scarce):
            self._pause(STARTS_WITHIN)
            self.terminate(
                "INSTANCE_FLEET_TIMEOUT", "The master instance fleet timed out when provisioning", errors=True
            )
        else:
            self._pause(STARTS_WITHIN)
            self._enter("BOOTSTRAPPING")
            self._enter("RUNNING")
            self.ready = now()
            self._work()
        for step in self.steps:
            if step.state == "PENDING":
                step.end("CANCELLED")
            elif step.state not in STEP_OVER:
                step.end("INTERRUPTED")
        self.ended = now()
        self.state = "TERMINATED_WITH_ERRORS" if self._errors else "TERMINATED"

    _errors = False

    def _enter(self, state):
        with self._changed:
            if self.state in LIVING:
                self.state = state

    def _pause(self, seconds):
        with self._changed:
            self._changed.wait_for(lambda: self.state not in LIVING, timeout=seconds)

    def _idle_seconds(self):
        policy = self.request.get("AutoTerminationPolicy", {})
        idle = policy.get("IdleTimeout")
        return None if idle is None else idle * settings.seconds_a_minute() / 60

    def _work(self):
        while self.state in LIVING:
            step = self._next()
            if step is not None:
                self._do(step)
            elif self.steps and not self.kept_alive():
                self.terminate("ALL_STEPS_COMPLETED", "Steps completed")
            else:
                self._enter("WAITING")
                with self._changed:
                    woken = self._changed.wait_for(
                        lambda: self.state not in LIVING or self._next() is not None, timeout=self._idle_seconds()
                    )
                if not woken:
                    self.terminate("ALL_STEPS_COMPLETED", "Auto-terminated after being idle")

    def _next(self):
        return next((step for step in self.steps if step.state == "PENDING"), None)

    def _do(self, step):
        self._enter("RUNNING")
        with self._changed:
            if step.state != "PENDING" or self.state not in LIVING:
                return
            step.started = now()
            step.state = "RUNNING"
        self.run(self, step)
        if step.state == "FAILED" and step.on_failure in ("TERMINATE_CLUSTER", "TERMINATE_JOB_FLOW"):
            self.terminate("STEP_FAILURE", "Shut down as step failed", errors=True)
        elif step.state == "FAILED" and step.on_failure == "CANCEL_AND_WAIT":
            with self._changed:
                for other in self.steps:
                    if other.state == "PENDING":
                        other.end("CANCELLED")

    def status(self):
        timeline = {"CreationDateTime": self.created}
        if self.ready:
            timeline["ReadyDateTime"] = self.ready
        if self.ended:
            timeline["EndDateTime"] = self.ended
        return {"State": self.state, "StateChangeReason": self.reason, "Timeline": timeline}

    def summary(self):
        return {"Id": self.id, "Name": self.name, "Status": self.status(), "NormalizedInstanceHours": 0}

    def describe(self):
        described = {
            **self.summary(),
            "InstanceCollectionType": "INSTANCE_FLEET" if self.fleets() else "INSTANCE_GROUP",
            "ReleaseLabel": self.request["ReleaseLabel"],
            "AutoTerminate": not self.kept_alive(),
            "TerminationProtected": self.request["Instances"].get("TerminationProtected", False),
            "Tags": [{"Key": key, "Value": value} for key, value in self.tags.items()],
            "ServiceRole": self.request["ServiceRole"],
            "Applications": self.request.get("Applications", []),
            "Configurations": self.request.get("Configurations", []),
            "StepConcurrencyLevel": self.request.get("StepConcurrencyLevel", 1),
        }
        if "LogUri" in self.request:
            described["LogUri"] = self.request["LogUri"]
        return described

    def instances(self):
        """One for each machine that the fleets ask for; none that never came."""
        if self.ready is None:
            return []
        found = []
        for fleet in self.fleets():
            kind = fleet["InstanceTypeConfigs"][0]["InstanceType"]
            for market, key in (("ON_DEMAND", "TargetOnDemandCapacity"), ("SPOT", "TargetSpotCapacity")):
                for _ in range(fleet.get(key, 0)):
                    timeline = {"CreationDateTime": self.created, "ReadyDateTime": self.ready}
                    if self.ended:
                        timeline["EndDateTime"] = self.ended
                    state = "TERMINATED" if self.ended else "RUNNING"
                    found.append(
                        {
                            "Id": f"ci-{len(found):08d}",
                            "InstanceType": kind,
                            "Market": market,
                            "Status": {"State": state, "StateChangeReason": {}, "Timeline": timeline},
                        }
                    )
        return found
