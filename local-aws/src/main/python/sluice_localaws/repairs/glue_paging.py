"""Glue: GetDatabases, GetTables and GetTableVersions answer in pages.

Moto answers everything at once. A page holds MaxResults entries, or 100, which AWS does not promise: a client must
follow NextToken in any case.
https://docs.aws.amazon.com/glue/latest/webapi/API_GetTables.html
https://docs.aws.amazon.com/glue/latest/webapi/API_GetDatabases.html
https://docs.aws.amazon.com/glue/latest/webapi/API_GetTableVersions.html
"""

from sluice_localaws import page_token
from sluice_localaws.seam import around

DEFAULT_PAGE = 100

# Operation -> the list in its answer, and what orders it.
LISTS = {
    "GetDatabases": ("DatabaseList", lambda database: database["Name"]),
    "GetTables": ("TableList", lambda table: table["Name"]),
    "GetTableVersions": ("TableVersions", lambda version: -int(version["VersionId"])),
}


def install():
    for operation, (name, order) in LISTS.items():
        around("glue", operation)(_paged(name, order))


def _paged(name, order):
    def paged(context, request, proceed):
        after = page_token.read(request)
        answer = proceed()
        entries = sorted(answer.get(name, []), key=order)
        if after is not None:
            entries = [entry for entry in entries if order(entry) > after]
        size = request.get("MaxResults") or DEFAULT_PAGE
        answer[name] = entries[:size]
        if len(entries) > size:
            answer["NextToken"] = page_token.write(request, order(entries[size - 1]))
        return answer

    return paged
