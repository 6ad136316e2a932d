"""Messages over a stream socket: a length, then so many bytes; read by a maintainer."""

from __future__ import annotations

import _thread
import socket
import struct
import time

LIMIT = 32 << 20  # bytes of one message
_LENGTH = struct.Struct("!I")


class ChannelClosed(Exception):  # noqa: N818  (an event, not a mistake)
    """The other side is gone, or does not keep to the protocol."""


class AnswerLate(Exception):  # noqa: N818
    """The other side did not answer in time."""


class Channel:
    """One end of the channel; `receive` has a deadline in seconds of `time.monotonic`."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._sending = _thread.allocate_lock()  # several threads may have something to say

    def send(self, message: bytes) -> None:
        """Send one message; raises `ChannelClosed`."""
        if len(message) > LIMIT:
            raise ValueError(f"a message of {len(message)} bytes is too long")
        try:
            with self._sending:
                self._connection.sendall(_LENGTH.pack(len(message)) + message)
        except OSError as error:
            raise ChannelClosed(str(error)) from None

    def receive(self, deadline: float | None = None) -> bytes:
        """The next message; raises `ChannelClosed`, or `AnswerLate` after the deadline."""
        (length,) = _LENGTH.unpack(self._exactly(_LENGTH.size, deadline))
        if length > LIMIT:
            raise ChannelClosed(f"an answer of {length} bytes is too long")
        return self._exactly(length, deadline)

    def _exactly(self, count: int, deadline: float | None) -> bytes:
        parts = []
        while count:
            try:
                self._connection.settimeout(_left(deadline))
                part = self._connection.recv(min(count, 1 << 20))
            except TimeoutError:
                raise AnswerLate from None
            except OSError as error:
                raise ChannelClosed(str(error)) from None
            if not part:
                raise ChannelClosed("the other side has ended")
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def close(self) -> None:
        """Close this end."""
        self._connection.close()


def _left(deadline: float | None) -> float | None:
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise AnswerLate
    return left
