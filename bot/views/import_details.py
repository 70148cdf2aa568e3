"""The details of a preview: the first people on the screen, all of them as rows of a file."""

from collections.abc import Iterator

from bot.reply import Key, Reply
from bot.texts import Markup, formats, label, lines, plain, say, word
from bot.texts.evidence import fact_words
from bot.views.imports import CancelImport, DownloadDetails, OpenPreview, SaveImport, field_name, names
from domain.imports import Change, ImportKind, Mention, Preview

_ROOM = 780
_NAMED = 5
_LONGEST_VALUE = 60


def details(shown: Preview, import_id: int) -> Reply:
    """Who is new, what changes, who is absent, as far as a screen holds it."""
    said = [_people("imports.details_added", shown.added), _people("imports.details_absent", shown.absent)]
    told = 0
    for change in shown.changes:
        line = _change_line(shown.kind, change)
        if len(plain(lines(*said, line))) > _ROOM:
            break
        said.append(line)
        told += 1
    if rest := len(shown.changes) - told:
        said.append(say("imports.details_more", count=rest))
    rows = [
        [Key(label("save"), SaveImport(import_id, shown.seen)), Key(label("back"), OpenPreview(import_id))],
        [Key(label("download_excel"), DownloadDetails(import_id))],
        [Key(label("cancel"), CancelImport(import_id))],
    ]
    return Reply(say("imports.details", rows=lines(*said)), rows)


def rows_of_file(shown: Preview) -> Iterator[tuple[str, ...]]:
    """Every person: what happens, NIP, name, and for a change its field with the old and the new value."""
    yield from (_row("added", one) for one in shown.added)
    for change in shown.changes:
        field = plain(field_name(shown.kind, change.field))
        before, after = _values(shown.kind, change)
        yield (*_row("changed", change.person), field, before or "", after)
    yield from (_row("absent", one) for one in shown.absent)


def _row(what: str, person: Mention) -> tuple[str, ...]:
    return (plain(word("import_line", what)), person.nip, person.name)


def _people(key: str, people: tuple[Mention, ...]) -> Markup | str:
    return say(key, names=names(people, _NAMED)) if people else ""


def _change_line(kind: ImportKind, change: Change) -> Markup:
    person, field = formats.person(change.person.name, change.person.tail), field_name(kind, change.field)
    before, after = _values(kind, change)
    if before is None:
        return say("imports.details_filled", person=person, field=field, new=after[:_LONGEST_VALUE])
    old, new = before[:_LONGEST_VALUE], after[:_LONGEST_VALUE]
    return say("imports.details_change", person=person, field=field, old=old, new=new)


def _values(kind: ImportKind, change: Change) -> tuple[str | None, str]:
    """Both values in words; with their days where nothing else tells them apart."""
    before, after = _shown(kind, change.field, change.before), _shown(kind, change.field, change.after)
    if before == after:
        old, new = (formats.short_date(day) if day else "" for day in change.days)
        return f"{before} {old}".strip(), f"{after} {new}".strip()
    return before, after or ""


def _shown(kind: ImportKind, field: str, value: str | None) -> str | None:
    if value is None or kind is ImportKind.ROSTER:
        return value
    return plain(fact_words(field, value))
