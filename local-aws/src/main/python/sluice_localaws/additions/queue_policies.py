"""EventBridge: a queue's policy decides whether a rule may send to it; what it may not send lies in its dead-letter queue.

LocalEmu sends whatever the policy says, and repeats every failure for hours where the rule asks for it. AWS does not
repeat what it is not permitted to do, or what goes to a queue that is gone.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
"""

import logging

from localemu.services.events.target import SqsTargetSender, TargetSender
from localemu.services.iam_enforcement import enforcer
from localemu.services.iam_enforcement.action_matcher import matches_action
from localemu.services.iam_enforcement.condition_evaluator import matches_conditions
from localemu.services.iam_enforcement.resource_matcher import matches_resource
from localemu.utils.aws.policy import iter_policy_statements

log = logging.getLogger(__name__)

ACTION = "sqs:SendMessage"
SERVICE = "events.amazonaws.com"


def install():
    process, to_dead_letters = SqsTargetSender.process_event, TargetSender._send_to_dlq

    def permitted(self, event, trace_header):
        queue = self.target["Arn"]
        if _may_send(queue, self):
            return process(self, event, trace_header)
        dead_letters = self.target.get("DeadLetterConfig", {}).get("Arn")
        log.info("rule %s may not send to %s; dead letters: %s", self.rule_arn, queue, dead_letters)
        if dead_letters:
            event.pop("event-bus-name", None)
            self._send_to_dlq(event, dead_letters, PermissionError(f"NO_PERMISSIONS: {queue}"))
        return None

    def permitted_dead_letters(self, event, dlq_arn, error):
        if _may_send(dlq_arn, self):
            to_dead_letters(self, event, dlq_arn, error)
        else:
            log.warning("rule %s may not send to %s; the event is lost", self.rule_arn, dlq_arn)

    SqsTargetSender.process_event = permitted
    TargetSender._send_to_dlq = permitted_dead_letters


def _may_send(queue, sender):
    region, account = queue.split(":")[3:5]
    policy = enforcer._get_resource_policy("sqs", queue, account, region)
    conditions = {
        "aws:SourceArn": sender.rule_arn,
        "aws:SourceAccount": sender.rule_arn.split(":")[4],
        "aws:SecureTransport": "true",
    }
    effects = {
        statement.get("Effect")
        for statement in iter_policy_statements(policy or {})
        if _is_service(statement.get("Principal"))
        and matches_action(statement, ACTION)
        and matches_resource(statement, queue, conditions)
        and matches_conditions(statement, conditions)
    }
    return effects == {"Allow"}


def _is_service(principal):
    if principal == "*":
        return True
    named = (principal or {}).get("Service", [])
    return SERVICE in ([named] if isinstance(named, str) else named)
