"""PostgreSQL: many workers on one database, by psycopg 3 and SKIP LOCKED."""

import psycopg
from psycopg.types.numeric import Int8Dumper

from softsell.store.driver import Driver
from softsell.store.sql import as_postgres


def driver(url: str) -> Driver:
    """The driver for `postgresql://user@host/name`, or any connection string of libpq that begins so."""

    def connect() -> psycopg.Connection:
        connection = psycopg.connect(url, autocommit=True)  # transactions are ours to begin and end
        connection.adapters.register_dumper(int, Int8Dumper)  # one type, so one prepared statement
        return connection

    return Driver(
        name="postgres",
        connect=connect,
        translate=as_postgres,
        begin="BEGIN",
        snapshot="BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        again=_again,
        broken=lambda connection: connection.closed or connection.broken,
        writers=16,
        most=16,
    )


def _again(error: Exception) -> bool:
    """Whether a transaction that ended so, before its commit, may simply be run once more."""
    match error:
        case psycopg.errors.DeadlockDetected() | psycopg.errors.SerializationFailure() | psycopg.errors.AdminShutdown():
            return True
        case psycopg.OperationalError():
            return error.sqlstate is None  # the connection was lost
        case _:
            return False
