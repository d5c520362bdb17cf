"""Step Functions: emr-serverless:startJobRun.sync, which LocalEmu's machines refuse.

https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html
"""

import logging

from botocore.exceptions import ClientError
from localemu.aws.api.stepfunctions import HistoryEventType, TaskFailedEventDetails
from localemu.services.stepfunctions.asl.component.common.error_name.custom_error_name import CustomErrorName
from localemu.services.stepfunctions.asl.component.common.error_name.failure_event import (
    FailureEvent,
    FailureEventException,
)
from localemu.services.stepfunctions.asl.component.state.state_execution.state_task import state_task_factory
from localemu.services.stepfunctions.asl.component.state.state_execution.state_task.service.resource import (
    ResourceCondition,
)
from localemu.services.stepfunctions.asl.component.state.state_execution.state_task.service.state_task_service_callback import (
    StateTaskServiceCallback,
)
from localemu.services.stepfunctions.asl.eval.event.event_detail import EventDetails
from localemu.services.stepfunctions.asl.eval.program_state import ProgramRunning
from localemu.services.stepfunctions.asl.utils.boto_client import boto_client_for
from localemu.services.stepfunctions.asl.utils.encoding import to_json_str

SERVICE = "emr-serverless"
FAILED = ("FAILED", "CANCELLED")
PARAMETERS = {
    "ApplicationId",
    "ClientToken",
    "ConfigurationOverrides",
    "ExecutionRoleArn",
    "ExecutionTimeoutMinutes",
    "JobDriver",
    "Name",
    "RetryPolicy",
    "Tags",
}

log = logging.getLogger(__name__)


def install():
    known = state_task_factory.state_task_service_for

    def with_ours(service_name):
        return JobRunTask() if service_name == SERVICE else known(service_name)

    state_task_factory.state_task_service_for = with_ours


class JobRunTask(StateTaskServiceCallback):
    """Starts a run and waits for its end. When its execution is stopped, the run is cancelled."""

    def __init__(self):
        super().__init__(supported_integration_patterns={ResourceCondition.Sync})
        self._started = None

    def _get_supported_parameters(self):
        return PARAMETERS

    def _from_error(self, env, ex):
        if isinstance(ex, ClientError):
            error = ex.response["Error"]
            return self._failure(env, f"EmrServerless.{error['Code']}", error["Message"])
        return super()._from_error(env=env, ex=ex)

    def _failure(self, env, name, cause):
        return FailureEvent(
            env=env,
            error_name=CustomErrorName(name),
            event_type=HistoryEventType.TaskFailed,
            event_details=EventDetails(
                taskFailedEventDetails=TaskFailedEventDetails(
                    error=name,
                    cause=cause,
                    resource=self._get_sfn_resource(),
                    resourceType=self._get_sfn_resource_type(),
                )
            ),
        )

    def _client(self, part, credentials):
        return boto_client_for(service=SERVICE, region=part.region, state_credentials=credentials)

    def _eval_service_task(self, env, resource_runtime_part, normalised_parameters, state_credentials):
        client = self._client(resource_runtime_part, state_credentials)
        response = client.start_job_run(**normalised_parameters)
        response.pop("ResponseMetadata", None)
        self._started = (client, response["applicationId"], response["jobRunId"])
        env.stack.append(response)

    def _build_sync_resolver(self, env, resource_runtime_part, normalised_parameters, state_credentials):
        env.stack.pop()
        client, application, run_id = self._started

        def resolve():
            run = client.get_job_run(applicationId=application, jobRunId=run_id)["jobRun"]
            run = {name[0].upper() + name[1:]: value for name, value in run.items()}
            if run["State"] in FAILED:
                raise FailureEventException(self._failure(env, "States.TaskFailed", to_json_str(run)))
            return run if run["State"] == "SUCCESS" else None

        return resolve

    def _eval_sync(self, env, **arguments):
        outcome = super()._eval_sync(env=env, **arguments)
        if outcome is None and not isinstance(env.program_state(), ProgramRunning):
            client, application, run_id = self._started
            try:
                client.cancel_job_run(applicationId=application, jobRunId=run_id)
            except Exception:
                log.exception("run %s of a stopped execution cannot be cancelled", run_id)
        return outcome
