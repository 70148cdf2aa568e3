"""Buttons of questionnaires. They carry campaign, question and value: the same for everybody."""

from bot.buttons import Button, button


@button("qs")
class OpenStart(Button):
    """[n. Mulai]: the start screen."""

    campaign: int


@button("qc")
class Continue(Button):
    """[Mulai] on the start screen, and [Lanjut] wherever a questionnaire waits."""

    campaign: int


@button("qr")
class AcceptRevision(Button):
    """[Lanjut] on the word that there is a later version; `filled` is the one of the draft it was said of."""

    campaign: int
    version: int
    filled: int


@button("qv")
class ViewSubmitted(Button):
    """[n. Lihat]: what was submitted."""

    campaign: int


@button("qa")
class ShowAgain(Button):
    """[Cari lagi]: the open question without what was found."""

    campaign: int


@button("a")
class Answer(Button):
    """One option; `changing` in a review."""

    campaign: int
    question: str
    value: str
    changing: bool = False
    version: int = 1


@button("ac")
class Choose(Button):
    """One of several options, with what the press makes of it: a second press of the same button does nothing."""

    campaign: int
    question: str
    option: str
    chosen: bool
    changing: bool = False
    version: int = 1


@button("as")
class Skip(Button):
    """[Lewati]."""

    campaign: int
    question: str
    changing: bool = False
    version: int = 1


@button("ab")
class StepBack(Button):
    """[Kembali] on a question."""

    campaign: int
    question: str


@button("an")
class StepOn(Button):
    """[Lanjut] on a question that has an answer."""

    campaign: int
    question: str


@button("al")
class Leave(Button):
    """[Lanjut nanti]."""

    campaign: int


@button("tk")
class KeepText(Button):
    """[Simpan] on a text that came long after its question."""


@button("td")
class DropText(Button):
    """[Bukan] on such a text."""

    campaign: int


@button("vo")
class OpenOverview(Button):
    """[Selesai tinjau]: all sections, ready to be submitted."""

    campaign: int


@button("vs")
class OpenSections(Button):
    """[Tinjau]: choose a section."""

    campaign: int


@button("vb")
class OpenSection(Button):
    """[Bagian n]."""

    campaign: int
    section: int


@button("vp")
class TurnPage(Button):
    """[Sebelumnya], [Berikutnya]."""

    campaign: int
    page: int


@button("vc")
class Change(Button):
    """The number of a question in the review."""

    campaign: int
    question: str


@button("vf")
class FinishChange(Button):
    """[Lanjut] after choosing several options anew."""

    campaign: int
    question: str


@button("vu")
class UndoChange(Button):
    """[Batal] and [Batalkan ubah]."""

    campaign: int
    question: str


@button("sd")
class Declare(Button):
    """[Kirim]: read the declaration."""

    campaign: int


@button("ss")
class Submit(Button):
    """[Nyatakan, kirim]."""

    campaign: int
