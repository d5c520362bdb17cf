"""HTTP: an idle connection stays open for ten minutes, and for any number of requests.

Hypercorn closes connections after 5 seconds or 1,000 requests, and LocalEmu after each request of a client that does
not ask for more, as HTTP/1.1 does not demand. AWS keeps them open for longer than a client's
pool does, which closes them after 60 seconds by default:
https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/http-configuration-apache.html
"""

from hypercorn.config import Config
from localemu.aws import handlers


def install():
    Config.keep_alive_timeout = 600
    Config.keep_alive_max_requests = 10**9
    handlers.set_close_connection_header = lambda chain, context, response: None
