"""Screens of importing: what kind a file is, what saving it would do, what was saved."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import Markup, formats, label, lines, paragraphs, plain, refusal, say, word
from bot.texts.evidence import component_name
from bot.views.linking import InviteRest
from bot.views.navigation import to_close, to_home
from domain.errors import ChangedMeanwhile, ScaleNotDeclared
from domain.evidence_file import Scale
from domain.imports import ImportKind, Mention, Preview
from domain.recognition import FileKind
from domain.usecases.saving_imports import Saved

_SCALES = (Scale(0, 5), Scale(1, 5))
_EXAMPLES = 3
_NAMED = 3


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file on Telegram's servers and what somebody said about it, as the conversation keeps it."""

    file_id: str
    name: str
    kind: FileKind | None = None
    scale: Scale | None = None

    def facts(self) -> dict[str, object]:
        """As the conversation keeps it."""
        return {"file": asdict(self)}

    @classmethod
    def from_facts(cls, facts: object) -> "SentFile":
        """Read back what `facts` wrote down."""
        assert isinstance(facts, dict)
        kind, scale = facts["kind"], facts["scale"]
        return cls(
            facts["file_id"],
            facts["name"],
            FileKind(kind) if kind else None,
            Scale(**scale) if scale else None,
        )


@button("imk")
class ChooseKind(Button):
    """What kind a file is that was not recognised."""

    kind: FileKind


@button("imc")
class ChooseScale(Button):
    """On which scale the levels of a file were given."""

    lowest: int
    highest: int


@button("ims")
class SaveImport(Button):
    """[Simpan] on a preview; `seen` is the fingerprint of what it showed."""

    import_id: int
    seen: str


@button("imp")
class OpenPreview(Button):
    """[Kembali] from the details, [Muat ulang] after a change."""

    import_id: int


@button("imd")
class OpenDetails(Button):
    """[Rincian] of a preview."""

    import_id: int


@button("imx")
class DownloadDetails(Button):
    """[Unduh Excel]: every row of a preview."""

    import_id: int


@button("imb")
class CancelImport(Button):
    """[Batal]; without an id nothing has been staged."""

    import_id: int | None


def not_expected() -> Reply:
    """A file of somebody who has none to send."""
    return Reply(say("system.file_not_expected"), [[to_home()]])


def how_to() -> Reply:
    """/impor: just send the file."""
    return Reply(say("imports.how_to"), [[to_home()]])


def checking(kind: FileKind) -> Reply:
    """The file is here and looks like this; the rest takes a moment."""
    return Reply(say("imports.checking", kind=word("file_kind", kind)))


def unknown_kind(sent: SentFile) -> Reply:
    """The titles fit nothing: somebody has to say."""
    roster = Key(label("roster_file"), ChooseKind(FileKind.ROSTER))
    evidence = Key(label("evidence_file"), ChooseKind(FileKind.EVIDENCE))
    recap = Key(label("competency_file"), ChooseKind(FileKind.COMPETENCY_RECAP))
    rows = [[roster], [evidence], [recap], [_cancel()]]
    return Reply(say("imports.unknown_kind"), rows, facts=sent.facts())


def recap_not_taken() -> Reply:
    """Competency scores come from assessors."""
    return Reply(say("imports.recap_not_taken"), [[to_close()]])


def ask_scale(sent: SentFile) -> Reply:
    """Levels without a scale mean nothing: somebody has to say."""
    choices = [
        Key(label("scale", scale=formats.span(one.lowest, one.highest)), ChooseScale(one.lowest, one.highest))
        for one in _SCALES
    ]
    return Reply(refusal(ScaleNotDeclared()), [choices, [_cancel()]], facts=sent.facts())


def received_before(saved_at: str) -> Reply:
    """The same file again."""
    return Reply(say("imports.same_again", saved_at=saved_at), [[to_close()]])


def preview(shown: Preview, import_id: int) -> Reply:
    """What saving would do, in numbers."""
    rows = [
        [
            Key(label("save"), SaveImport(import_id, shown.seen)),
            Key(label("details"), OpenDetails(import_id)),
        ],
        [_cancel(import_id)],
    ]
    return Reply(found_in(shown), rows)


def found_in(shown: Preview) -> Markup:
    """What a file says in numbers, and who is missing from it."""
    return paragraphs(lines(_numbers(shown), _examples(shown), _vacancies(shown)), _absent(shown))


def nothing_new(shown: Preview) -> Reply:
    """Everything in the file is known."""
    kind = word("file_kind", shown.kind)
    text = say("imports.nothing_new", kind=kind, total=shown.tally.unchanged)
    return Reply(paragraphs(text, _absent(shown)), [[to_close()]])


def changed_meanwhile(import_id: int) -> Reply:
    """What was shown would not be what is stored: it has to be looked at again."""
    rows = [[Key(label("reload"), OpenPreview(import_id))], [_cancel(import_id)]]
    return Reply(refusal(ChangedMeanwhile()), rows)


def saved(outcome: Saved, uninvited: int, zone: ZoneInfo) -> Reply:
    """The receipt; after a roster, whom nobody has invited yet."""
    tally = outcome.tally
    text = say(
        "imports.saved",
        saved_at=formats.moment(outcome.saved_at, zone),
        added=tally.added,
        changed=tally.changed,
        unchanged=tally.unchanged,
    )
    classified = say("imports.classified", count=tally.classified) if tally.classified else ""
    if outcome.kind is not ImportKind.ROSTER or not uninvited:
        return Reply(paragraphs(text, classified), [[to_close()]])
    rest = say("imports.without_invitation", count=uninvited)
    invite = Key(label("make_invitations"), InviteRest())
    return Reply(paragraphs(text, classified, rest), [[invite, to_close()]])


def cancelled() -> Reply:
    """Nothing was stored."""
    return Reply(say("imports.cancelled"), [[to_home()]])


def field_name(kind: ImportKind, field: str) -> Markup:
    """A field of the roster or a kind of evidence inside a sentence."""
    if kind is ImportKind.ROSTER:
        return word("roster_field", field)
    return Markup(formats.lower_first(component_name(field)))


def names(people: Sequence[Mention], limit: int) -> str:
    """The first few people, and how many more there are."""
    named = [formats.person(one.name, one.tail) for one in people[:limit]]
    rest = len(people) - limit
    return formats.joined([*named, plain(say("imports.others", count=rest))] if rest > 0 else named)


def _numbers(shown: Preview) -> Markup:
    tally, kind = shown.tally, word("file_kind", shown.kind)
    facts = {"added": tally.added, "changed": tally.changed, "unchanged": tally.unchanged, "bad": 0}
    total, row = sum((tally.added, tally.changed, tally.unchanged)), shown.outline.header_row
    if not shown.outline.sheet:
        return say("imports.preview_csv", kind=kind, row=row, total=total, **facts)
    return say("imports.preview", kind=kind, sheet=shown.outline.sheet, row=row, total=total, **facts)


def _examples(shown: Preview) -> Markup | str:
    most = list(shown.changed_fields.items())[:_EXAMPLES]
    said = [
        plain(say("imports.change", field=field_name(shown.kind, field), count=count))
        for field, count in most
    ]
    return say("imports.example_changes", changes=", ".join(said)) if said else ""


def _vacancies(shown: Preview) -> Markup | str:
    count = shown.outline.vacancies
    return say("imports.vacancies", count=count) if count else ""


def _absent(shown: Preview) -> Markup | str:
    if not shown.absent:
        return ""
    return say("imports.absent", count=len(shown.absent), names=names(shown.absent, _NAMED))


def _cancel(import_id: int | None = None) -> Key:
    return Key(label("cancel"), CancelImport(import_id))
