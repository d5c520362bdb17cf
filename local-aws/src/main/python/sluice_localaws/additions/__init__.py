"""What we add to LocalEmu: a module for each, named in the order of installation."""

NAMES = (
    "event_keys",
    "lambda_processes",
    "glue_jobs",
    "emr_clusters",
    "emr_serverless",
    "stopped_tasks",
    "retry_waits",
    "serverless_tasks",
    "scheduler_targets",
    "batch_jobs",
    "service_quotas",
    "policy_conditions",
    "policy_resources",
    "queue_policies",
    "cloudformation_types",
    "call_log",
    "faults",
)
