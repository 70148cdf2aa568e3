"""Where an admin watches a broadcast being sent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProgressScreen:
    """The message that shows the progress; `message_id` is None until it has been sent."""

    broadcast_id: int
    chat_id: int
    message_id: int | None
