"""Glue: an update that names a version which is no longer the table's is refused; SkipArchive keeps no old version.

Moto accepts any VersionId and archives always. The exception is the one that clients report:
https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateTable.html (VersionId, SkipArchive,
ConcurrentModificationException); its message as in https://github.com/apache/iceberg/issues/8636
"""

from moto.core.exceptions import RESTError
from moto.glue.models import glue_backends

from sluice_localaws.seam import around, refusal


def install():
    @around("glue", "UpdateTable")
    def versioned(context, request, proceed):
        table = _table(context, request)
        before = table and str(table._current_version)
        wanted = request.get("VersionId")
        if table and wanted is not None and wanted != before:
            raise refusal(
                "ConcurrentModificationException",
                "Update table failed due to concurrent modifications.",
            )
        answer = proceed()
        if table and request.get("SkipArchive"):
            table.versions.pop(before, None)
        return answer


def _table(context, request):
    """The table, or None where there is none: then the update itself says so."""
    try:
        return glue_backends[context.account_id][context.region].get_table(
            request["DatabaseName"], request["TableInput"]["Name"]
        )
    except RESTError:
        return None
