"""The server that is measured: the application as `softsell serve` builds it, and beside it a route that answers an empty 200.

The empty route reads the body to its end and does nothing else: what HTTP itself costs here, in the same process.
"""

import argparse
import os
from contextlib import nullcontext

import common
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from softsell import serve
from softsell.web.app import build


async def empty(request: Request) -> Response:
    """200, after the body was read."""
    await request.body()
    return Response()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("port", type=int)
    parser.add_argument("--worker", action="store_true", help="with the worker inside, as a whole installation has it")
    given = parser.parse_args()
    with serve.runtime(common.config(given.url)) as rt:
        app = build(rt, extra=[Route("/empty", empty, methods=["POST"])])
        with serve.working(rt) if given.worker else nullcontext():
            serve.pages(app, "127.0.0.1", given.port)
    os._exit(0)


if __name__ == "__main__":
    main()
