"""Step Functions: what a retrier waits for is as much shorter as a minute of a job's time-out is here.

So a machine runs as it is deployed, with pauses of minutes between its tries.
https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
"""

from localemu.services.stepfunctions.asl.component.common.retry.jitter_strategy_decl import JitterStrategyDecl

from sluice_localaws import settings


def install():
    # The last of what settles an interval, before it is waited for.
    settle = JitterStrategyDecl._eval_body

    def shortened(self, env):
        settle(self, env)
        env.stack.append(env.stack.pop() * settings.seconds_a_minute() / 60)

    JitterStrategyDecl._eval_body = shortened
