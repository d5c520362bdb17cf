"""Step Functions: when an execution is stopped while it waits for a Glue run, the run is stopped.

https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-sync ("best-effort attempt to
cancel the task"). A task that timed out is not cancelled: AWS names no such case.
"""

import logging

from localemu.services.stepfunctions.asl.component.state.state_execution.state_task.service.state_task_service_glue import (
    StateTaskServiceGlue,
)
from localemu.services.stepfunctions.asl.eval.program_state import ProgramRunning

log = logging.getLogger(__name__)


def install():
    build = StateTaskServiceGlue._sync_to_start_job_run
    evaluate = StateTaskServiceGlue._eval_sync

    def remembering(self, env, resource_runtime_part, normalised_parameters, state_credentials):
        started = env.stack[-1]
        self.sluice_started = (resource_runtime_part, state_credentials, started)
        return build(self, env, resource_runtime_part, normalised_parameters, state_credentials)

    def stopping(self, env, **arguments):
        outcome = evaluate(self, env=env, **arguments)
        if outcome is None and not isinstance(env.program_state(), ProgramRunning):
            _stop(self, *self.sluice_started)
        return outcome

    StateTaskServiceGlue._sync_to_start_job_run = remembering
    StateTaskServiceGlue._eval_sync = stopping


def _stop(task, part, credentials, started):
    client = task._get_glue_client(part, credentials)
    try:
        client.batch_stop_job_run(JobName=started["JobName"], JobRunIds=[started["JobRunId"]])
    except Exception:
        log.exception("run %s of a stopped execution cannot be stopped", started["JobRunId"])
