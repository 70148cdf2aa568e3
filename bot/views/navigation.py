"""Buttons that lead from one room of the bot to another, and the rows they stand in."""

from bot.buttons import Button, button, unpack
from bot.reply import Key
from bot.texts import label


@button("h")
class OpenHome(Button):
    """[Beranda]."""


@button("x")
class CloseScreen(Button):
    """[Tutup]: the screen becomes one line."""


@button("q")
class OpenQuestionnaires(Button):
    """[Kuesioner]."""


@button("r")
class OpenResult(Button):
    """[Hasil]: the neutral way in, before anything private is shown."""


@button("pl")
class OpenPlan(Button):
    """[Rencana]."""


@button("md")
class OpenMyData(Button):
    """[Data saya]."""


@button("hp")
class OpenHelp(Button):
    """[Bantuan]."""


@button("sg")
class OpenScoringGuide(Button):
    """[Menulis nilai]: how scores are written."""


@button("st")
class OpenStatus(Button):
    """[Muat ulang] on the condition of the bot."""


@button("t")
class OpenTasks(Button):
    """[Tugas asesor]."""


@button("db")
class OpenDashboard(Button):
    """[Dasbor]."""


@button("br")
class OpenBroadcasts(Button):
    """[Siaran]."""


@button("ph")
class OpenPhases(Button):
    """[Tahap]."""


@button("bx")
class OpenBoxes(Button):
    """[Kotak]."""


@button("cm")
class OpenCommittee(Button):
    """[Komite]."""


@button("rq")
class OpenRequests(Button):
    """[Permohonan]."""


@button("in")
class OpenInvitations(Button):
    """[Undangan]."""


@button("sn")
class SnoozeReminder(Button):
    """[Ingatkan besok]: of a phase, tomorrow instead of on the planned day."""

    phase: int


@button("gp")
class GoOn(Button):
    """[Lanjut] under a notice: what is most urgent in that phase."""

    phase: int


@button("tw")
class WantTime(Button):
    """[Minta waktu]; without a phase, in the one that closes last."""

    phase: int | None


@button("xp")
class ClosePrivate(Button):
    """[Tutup] of a private screen; `reopen` is the data of its [Buka], with commas for colons."""

    reopen: str

    def __post_init__(self) -> None:
        """Refuse what no button of today could have made."""
        _ = self.opens

    @property
    def opens(self) -> Button:
        """The button of its [Buka]."""
        return unpack(self.reopen.replace(",", ":"))


def to_home() -> Key:
    """[Beranda]."""
    return Key(label("home"), OpenHome())


def to_more_time(phase_id: int | None) -> Key:
    """[Minta waktu]."""
    return Key(label("want_time"), WantTime(phase_id))


def to_close() -> Key:
    """[Tutup]."""
    return Key(label("close"), CloseScreen())


def to_close_private(reopen: Button) -> Key:
    """[Tutup] of a private screen that [Buka] opens again."""
    return Key(label("close"), ClosePrivate(reopen.pack().replace(":", ",")))
