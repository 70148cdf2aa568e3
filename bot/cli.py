"""The command `talenta`: run the bot, prepare its database, bring people in, serve the local Telegram."""

import asyncio
import gc
import logging
from collections.abc import Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from bot import definitions
from bot.config import Config
from bot.console import ConfigFile, configuration, give_up, run_async, screen, tell, with_services
from bot.stopping import until_stopped
from bot.texts import formats, plain
from domain.imports import ImportKind
from domain.nip import parse_nip
from domain.people import Role
from domain.questionnaire import QuestionnaireInvalid, VersionTaken

if TYPE_CHECKING:
    from bot.playthrough.performing import Outcome
    from bot.services import Services
    from domain.usecases.inviting import InvitationMade

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
db = typer.Typer(no_args_is_help=True, help="Basis data.")
app.add_typer(db, name="db")
app.add_typer(definitions.commands, name="questionnaire")


@app.command()
def run(config: ConfigFile = None) -> None:
    """Jalankan bot sampai dihentikan."""
    from telegram.error import InvalidToken

    from bot.backups import give_up_on
    from bot.library import NotAskable
    from bot.serving import AnotherIsRunning, MigrationNeeded, serve
    from storage.backup_problems import BackupProblem

    settings = configuration(config)
    _log_quietly()
    try:
        run_async(serve(settings))
    except AnotherIsRunning:
        give_up("another_running")
    except MigrationNeeded:
        _database_behind(settings)
    except BackupProblem as problem:
        give_up_on(problem)
    except InvalidToken:
        give_up("token_refused")
    except QuestionnaireInvalid as invalid:
        definitions.give_up_on(invalid)
    except VersionTaken as taken:
        give_up("definition_changed", key=taken.key, version=taken.version)
    except NotAskable as unknown:
        give_up("definition_not_askable", key=unknown.key)


@app.command()
def doctor(config: ConfigFile = None) -> None:
    """Periksa konfigurasi, basis data, dan Telegram."""
    from bot.doctor import examine

    settings = configuration(config)

    async def report() -> bool:
        good = True
        async for finding in examine(settings):
            tell(finding.key, **finding.facts)
            good = good and finding.good
        return good

    if not run_async(report()):
        raise typer.Exit(1)


@db.command()
def migrate(config: ConfigFile = None) -> None:
    """Bawa basis data ke revisi terbaru."""
    from storage import schema

    settings = configuration(config)
    schema.migrate(settings.database.url)
    tell("database_migrated", revision=schema.newest_revision())


@db.command()
def backup(
    to: Annotated[
        Path | None,
        typer.Option(
            help="Berkas baru atau folder; tanpa ini di sebelah basis data SQLite, atau di folder ini."
        ),
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Salin basis data ke berkas baru; bot boleh tetap berjalan."""
    from bot.backups import make_backup

    make_backup(configuration(config), to, datetime.now(UTC))


@db.command()
def check(file: Annotated[Path, typer.Argument(help="Berkas salinan.")]) -> None:
    """Periksa sebuah salinan sampai akhir tanpa mengubahnya."""
    from bot.backups import check_backup

    check_backup(file)


@app.command()
def invite(
    nip: Annotated[str | None, typer.Option(help="NIP pegawai.")] = None,
    role: Annotated[Role, typer.Option(help="Peran untuk --name.")] = Role.ADMIN,
    name: Annotated[str | None, typer.Option(help="Nama asesor atau admin.")] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Semua pegawai yang belum diundang.")] = False,
    output: Annotated[Path, typer.Option(help="Berkas untuk --all.")] = Path("undangan.xlsx"),
    config: ConfigFile = None,
) -> None:
    """Buat undangan sekali pakai."""
    from bot.documents.invitations import invitation_list
    from domain.usecases import inviting

    settings = configuration(config)

    async def make(services: "Services") -> "list[InvitationMade]":
        if not services.policy.bot_username:
            return give_up("telegram_unreachable", url=settings.telegram.api_url)
        if nip is not None:
            return [await services.write(inviting.invite_by_nip, nip=parse_nip(nip).value)]
        if name is not None:
            return [await services.write(inviting.invite_by_name, role=role, name=name)]
        if everybody:
            return list(await services.write(inviting.invite_everybody))
        return give_up("invite_whom")

    made = run_async(with_services(settings, make))
    if everybody:
        output.write_bytes(invitation_list((one.name, one.nip or "", one.link) for one in made))
        tell("invited_count", count=len(made), path=str(output))
        return
    for one in made:
        until = formats.moment(one.expires_at, settings.agency.zone)
        tell("invited", name=one.name, expires_at=until, link=one.link)


@app.command("import")
def import_(
    kind: Annotated[ImportKind, typer.Argument(help="Daftar pegawai atau bukti.")],
    file: Annotated[Path, typer.Argument(help="Berkas .xlsx atau .csv.", exists=True, dir_okay=False)],
    scale: Annotated[str, typer.Option(help="Skala kemampuan intelektual, misalnya 0-5.")] = "",
    config: ConfigFile = None,
) -> None:
    """Impor daftar pegawai atau bukti; tidak ada yang disimpan selama satu baris bermasalah."""
    from bot.documents.incoming import read_file
    from bot.saving import ImportReport, import_file
    from bot.views.import_summary import summary
    from domain.evidence_file import scale_of
    from domain.recognition import FileKind

    settings = configuration(config)

    async def bring_in(services: "Services") -> ImportReport:
        content = read_file(file.read_bytes(), file.name, FileKind(kind.value), scale_of(scale))
        return await import_file(services, content)

    report = run_async(with_services(settings, bring_in))
    for text in summary(report, settings.agency.zone):
        screen.print(plain(text), markup=False)
    if report.refused:
        raise typer.Exit(1)


@app.command()
def simulator(
    port: Annotated[int, typer.Option(help="Port pada 127.0.0.1.")] = 8081,
    token: Annotated[str, typer.Option(help="Token yang diterima.")] = "",
    pace: Annotated[float, typer.Option(min=0, help="Laju jam: 1 seperti biasa, 0 berhenti.")] = 1,
) -> None:
    """Jalankan Telegram setempat untuk mencoba bot tanpa token."""
    from bot.simulator.server import TOKEN
    from bot.simulator.server import run as serve_simulator

    tell("simulator_running", url=f"http://127.0.0.1:{port}")
    run_async(serve_simulator(port, token or TOKEN, datetime.now(UTC), pace))


@app.command()
def play() -> None:
    """Mainkan satu tahap pada Telegram setempat, bandingkan dengan naskah, lalu berhenti."""
    from bot.playthrough.performing import perform

    _perform(perform(screen))


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port pada 127.0.0.1.")] = 8081,
    pause: Annotated[float, typer.Option(help="Jeda tiap baris, dalam detik.")] = 0.15,
) -> None:
    """Mainkan hal yang sama dengan jeda, lalu tetap melayani sampai Ctrl-C."""
    from bot.playthrough.improvising import improvise
    from bot.playthrough.performing import perform

    tell("demo_page", url=f"http://127.0.0.1:{port}")
    _perform(perform(screen, pause=pause, port=port, epilogue=improvise), stopped=0)


def _perform(performance: Coroutine[Any, Any, "Outcome"], *, stopped: int = 1) -> NoReturn:
    async def to_its_end() -> "Outcome | None":
        playing = asyncio.create_task(performance)
        await until_stopped(playing)
        return None if playing.cancelled() else playing.result()

    outcome = run_async(to_its_end())
    if outcome is None:
        tell("stopped")
        raise typer.Exit(stopped)
    for line in outcome.details:
        screen.print(line, markup=False)
    tell(outcome.key, **outcome.facts)
    raise typer.Exit(not outcome.good)


def _database_behind(settings: Config) -> None:
    from storage import schema

    revision = schema.revision_of(settings.database.url) or "-"
    give_up("database_behind", revision=revision, newest=schema.newest_revision())


def _log_quietly() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a tick that comes too early is none
    for noisy in ("httpx", "aiohttp.access"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # a gateway's page in place of JSON is an error like others, which we log; PTB prints all of it with a traceback
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)


def main() -> None:
    """Entry point of the command."""
    gc.disable()  # loading makes a million objects and no garbage; a quarter of the start is saved
    app()
