"""EventBridge Scheduler: a target that is a call of an API, for those calls that we schedule.

LocalEmu knows only targets that rules have, too. A call is made as the schedule's role, which must trust the
scheduler. Others are refused in the log, and not passed over in silence.
https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
"""

import json
import logging

from localemu.aws.connect import connect_to
from localemu.services.scheduler import target_invoker
from localemu.utils.aws.arns import extract_account_id_from_arn

log = logging.getLogger(__name__)

UNIVERSAL = "arn:aws:scheduler:::aws-sdk:"


def install():
    invoke = target_invoker.invoke

    def invoking(*, schedule_arn, schedule_name, target, account_id, region):
        if not (target or {}).get("Arn", "").startswith(UNIVERSAL):
            return invoke(
                schedule_arn=schedule_arn,
                schedule_name=schedule_name,
                target=target,
                account_id=account_id,
                region=region,
            )
        call = CALLS.get(target["Arn"].removeprefix(UNIVERSAL))
        if call is None:
            log.error("schedule %s: the call %s is not known here", schedule_name, target["Arn"])
            return None
        try:
            return call(_clients(target["RoleArn"], region), json.loads(target["Input"]))
        except Exception:
            log.exception("schedule %s: %s failed", schedule_name, target["Arn"])
            return None

    target_invoker.invoke = invoking


def _clients(role, region):
    sts = connect_to(
        region_name=region, aws_access_key_id=extract_account_id_from_arn(role)
    ).sts.request_metadata(service_principal="scheduler")
    credentials = sts.assume_role(RoleArn=role, RoleSessionName="scheduler")["Credentials"]
    return connect_to(
        region_name=region,
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )


CALLS = {
    "glue:startJobRun": lambda clients, request: clients.glue.start_job_run(**request),
}
