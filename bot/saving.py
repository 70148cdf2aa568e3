"""Files into the database: evidence piece by piece, so that taps slip between, and the whole way for the command line."""

from dataclasses import dataclass

from bot.services import Services
from domain.errors import ChangedMeanwhile
from domain.imports import Preview
from domain.staging import ReadFile
from domain.usecases import importing, importing_evidence, saving_imports
from domain.usecases.importing import Examined, Rejected
from domain.usecases.saving_imports import COMMAND_LINE, Saved, ToStore


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was found in a file, and what was saved of it: nothing if rows are wrong or nothing is new."""

    examined: Examined
    saved: Saved | None = None

    @property
    def refused(self) -> bool:
        """Rows are wrong."""
        return isinstance(self.examined, Rejected)


async def store_pieces(services: Services, import_id: int, to_store: ToStore) -> int:
    """Store evidence, a write for some people each; returns how many were classified. Harmless when repeated."""
    await services.write(saving_imports.begin, import_id=import_id, tally=to_store.tally)
    return sum([await services.write(importing_evidence.store_piece, piece=one) for one in to_store.pieces])


async def import_file(services: Services, file: ReadFile) -> ImportReport:
    """Import a file without asking, for whoever may log in to the server. Refuses ChangedMeanwhile."""
    examined = await services.read(importing.examine, file=file)
    if not isinstance(examined, Preview) or examined.changes_nothing:
        return ImportReport(examined)
    import_id = await services.write(importing.keep, file=file, account_id=None)
    saved = await _saved(services, import_id, examined.seen)
    if isinstance(saved, ChangedMeanwhile):
        raise saved
    return ImportReport(examined, saved)


async def _saved(services: Services, import_id: int, seen: str) -> Saved | ChangedMeanwhile:
    classified = 0
    prepared = await services.read(saving_imports.prepare_any, import_id=import_id, seen=seen)
    if isinstance(prepared, ToStore):
        classified = await store_pieces(services, import_id, prepared)
    return await services.write(
        saving_imports.save_any, import_id=import_id, seen=seen, classified=classified, by=COMMAND_LINE
    )
