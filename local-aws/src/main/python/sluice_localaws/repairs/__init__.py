"""What we repair in LocalEmu: a module for each, named in the order of installation."""

import importlib
import logging

from sluice_localaws import additions, seam

# A wrapper that is installed later is called earlier: locks lie inside the checks of a request.
NAMES = (
    "thread_server",
    "cloudtrail_events",
    "s3_checksum_names",
    "s3_snapshots",
    "s3_key_lock",
    "s3_whole_bodies",
    "dynamodb_lock",
    "dynamodb_rollback",
    "dynamodb_item_size",
    "dynamodb_batches",
    "dynamodb_tokens",
    "glue_names",
    "glue_partition_values",
    "glue_versions",
    "glue_paging",
    "glue_partition_pages",
    "glue_lock",
    "request_models",
)


def install_all(without):
    """Installs repairs and additions except those in a list separated by commas; "all" leaves out every one."""
    left_out = set(filter(None, without.split(",")))
    known = [(__name__, name) for name in NAMES]
    known += [(additions.__name__, name) for name in additions.NAMES]
    unknown = left_out - {name for _, name in known} - {"all"}
    if unknown:
        raise ValueError(f"no such module: {sorted(unknown)}; there are {[name for _, name in known]}")
    seam.install()
    for package, name in known:
        if name in left_out or "all" in left_out:
            logging.getLogger(__name__).warning("left out: %s", name)
        else:
            importlib.import_module(f"{package}.{name}").install()
