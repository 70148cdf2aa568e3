"""Buttons that lead from one room of the bot to another, and the rows they stand in."""

from bot.buttons import Button, button
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


@button("in")
class OpenInvitations(Button):
    """[Undangan]."""


def to_home() -> Key:
    """[Beranda]."""
    return Key(label("home"), OpenHome())


def to_close() -> Key:
    """[Tutup]."""
    return Key(label("close"), CloseScreen())
