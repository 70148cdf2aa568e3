"""The privacy notice, page by page, and what follows a choice."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.buttons import Button, ButtonNotUnderstood, button
from bot.config import Config
from bot.reply import Key, Reply
from bot.texts import formats, label, say
from bot.texts.privacy_notice import privacy_notice
from bot.views.navigation import OpenQuestionnaires, to_home
from domain.people import NoticeReading

_PAGES = 3


@button("np")
class ReadNotice(Button):
    """A page of the notice, from 1."""

    page: int


@button("nc")
class Decide(Button):
    """[Setuju], [Tidak setuju], or [Lanjut] for those of whom no consent is asked."""

    consented: bool


@button("nl")
class ReadLater(Button):
    """[Lanjut nanti] on the notice."""


def notice(page: int, *, asks_consent: bool, config: Config) -> Reply:
    """One of the three pages; the choice stands on the last only. Raises ButtonNotUnderstood for any other."""
    if not 1 <= page <= _PAGES:
        raise ButtonNotUnderstood(page)
    texts = privacy_notice(config.notice.file).pages(
        dpo=config.agency.dpo,
        document_retention=config.notice.document_retention,
        processing_end=config.notice.processing_end,
        asks_consent=asks_consent,
    )
    return Reply(texts[page - 1], _rows(page, asks_consent))


def _rows(page: int, asks_consent: bool) -> list[list[Key]]:
    back = Key(label("back"), ReadNotice(page - 1))
    if page == 1:
        return [[Key(label("next"), ReadNotice(2)), Key(label("later"), ReadLater())]]
    if page < _PAGES:
        return [[Key(label("next"), ReadNotice(page + 1)), back]]
    if not asks_consent:
        return [[Key(label("next"), Decide(False)), back]]
    return [[Key(label("agree"), Decide(True))], [Key(label("disagree"), Decide(False))], [back]]


def decided(reading: NoticeReading, *, asks_consent: bool, zone: ZoneInfo) -> Reply:
    """The choice is recorded; it can be changed at any time."""
    if not asks_consent:
        return Reply(say("notice.read", **_record(reading, zone)), [[to_home()]])
    if not reading.consented:
        return Reply(say("notice.refused"), [[to_home()]])
    rows = [[Key(label("questionnaires"), OpenQuestionnaires()), to_home()]]
    return Reply(say("notice.agreed", **_record(reading, zone)), rows)


def updated(config: Config) -> Reply:
    """Tells an official that there is a new version."""
    notice_in_force = privacy_notice(config.notice.file)
    text = say("notice.updated", summary=notice_in_force.summary, version=str(notice_in_force.version))
    return Reply(text, [[Key(label("read"), ReadNotice(1)), Key(label("later"), ReadLater())]])


def postponed() -> Reply:
    """The notice waits."""
    return Reply(say("notice.postponed"), [[Key(label("read"), ReadNotice(1)), to_home()]])


def _record(reading: NoticeReading, zone: ZoneInfo) -> dict[str, str | int]:
    at: datetime = reading.decided_at
    return {"recorded_at": formats.moment(at, zone), "version": reading.version}
