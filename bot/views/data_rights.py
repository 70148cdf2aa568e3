"""/datasaya and /tarik: what rests on consent, and who answers for personal data."""

from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import formats, label, say
from bot.views.navigation import OpenMyData, to_close, to_home
from bot.views.privacy import ReadNotice
from domain.people import NoticeReading


@button("wd")
class Withdraw(Button):
    """[Tarik persetujuan], to be confirmed."""


@button("wdc")
class ConfirmWithdrawal(Button):
    """[Tarik persetujuan] on the question itself."""


def my_data(reading: NoticeReading | None, *, dpo: str, zone: ZoneInfo) -> Reply:
    """What was chosen, and the way to change it: the notice is read again, its last page asks."""
    text = say("datarights.overview", consent=_consent(reading, zone), dpo=dpo)
    rows = [[Key(label("notice"), ReadNotice(1))]]
    if reading is not None and reading.consented:
        rows.append([Key(label("withdraw"), Withdraw())])
    return Reply(text, [*rows, [to_home(), to_close()]])


def _consent(reading: NoticeReading | None, zone: ZoneInfo) -> str:
    if reading is None:
        return say("datarights.consent_open")
    key = "consent_given" if reading.consented else "consent_refused"
    day = formats.short_date(reading.decided_at.astimezone(zone).date())
    return say(f"datarights.{key}", day=day, version=reading.version)


def confirm_withdrawal() -> Reply:
    """What a withdrawal does, before it is done."""
    rows = [[Key(label("withdraw"), ConfirmWithdrawal())], [Key(label("cancel"), OpenMyData())]]
    return Reply(say("datarights.withdraw"), rows)


def withdrawn(reading: NoticeReading, zone: ZoneInfo) -> Reply:
    """Processing has stopped."""
    text = say("datarights.withdrawn", recorded_at=formats.moment(reading.decided_at, zone))
    return Reply(text, [[to_home()]])


def nothing_to_withdraw() -> Reply:
    """No consent is in force."""
    return Reply(say("datarights.nothing_to_withdraw"), [[to_home()]])
