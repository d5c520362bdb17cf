"""What we repair in LocalEmu: a module for each, named in the order of installation."""

import importlib
import logging

from sluice_localaws import seam

# A wrapper that is installed later is called earlier: locks lie inside the checks of a request.
NAMES = (
    "keep_alive",
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
    "request_limits",
)


def install_all(without):
    """Installs the repairs except those in a list separated by commas; "all" leaves out every one."""
    left_out = set(filter(None, without.split(",")))
    unknown = left_out - set(NAMES) - {"all"}
    if unknown:
        raise ValueError(f"no such repair: {sorted(unknown)}; there are {', '.join(NAMES)}")
    seam.install()
    for name in NAMES:
        if name in left_out or "all" in left_out:
            logging.getLogger(__name__).warning("left out: %s", name)
        else:
            importlib.import_module(f"{__name__}.{name}").install()
