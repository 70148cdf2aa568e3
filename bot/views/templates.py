"""The templates an admin can fill in."""

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import label, plain, say
from bot.views.navigation import to_home
from domain.imports import ImportKind


@button("imt")
class DownloadTemplate(Button):
    """An empty file of this kind."""

    kind: ImportKind


def templates() -> Reply:
    """/templat: which one."""
    roster = Key(label("roster_file"), DownloadTemplate(ImportKind.ROSTER))
    evidence = Key(label("evidence_file"), DownloadTemplate(ImportKind.EVIDENCE))
    return Reply(say("imports.templates"), [[roster], [evidence], [to_home()]])


def caption(kind: ImportKind) -> str:
    """What to do with the template."""
    roster = kind is ImportKind.ROSTER
    return say("imports.template_roster" if roster else "imports.template_evidence")


def notes(kind: ImportKind) -> list[str]:
    """The sheet of hints, a line each."""
    roster = kind is ImportKind.ROSTER
    return plain(say("imports.notes_roster" if roster else "imports.notes_evidence")).splitlines()


def file_name(kind: ImportKind) -> str:
    """What the file is called."""
    return "templat-daftar-pegawai.xlsx" if kind is ImportKind.ROSTER else "templat-bukti.xlsx"
