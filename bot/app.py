"""The composition root: which parts there are and how they hang together."""

import asyncio
import gc
import logging
import os
import time
from dataclasses import dataclass
from typing import Any, Protocol

from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import Application, ApplicationBuilder, ContextTypes, ExtBot, JobQueue

from bot.clock import Clock, SimulatorClock, SystemClock
from bot.config import Config, Telegram
from bot.context import Context
from bot.delivery.failures import verdict
from bot.delivery.inbox import Inbox
from bot.delivery.introducing import introduce
from bot.delivery.outages import WatchedStore
from bot.delivery.outbox import Outbox
from bot.delivery.pacer import Pacer
from bot.delivery.polling import Polling
from bot.delivery.screens import Screens
from bot.delivery.transport import AiohttpRequest
from bot.delivery.uptime import Uptime
from bot.handlers import (
    answering,
    asking_again,
    assessing,
    assigning,
    broadcasting,
    correcting,
    data_rights,
    deciding,
    helping,
    importing,
    inviting,
    linking,
    listing_questionnaires,
    mapping,
    opening,
    opening_results,
    own_answers,
    planning,
    privacy,
    profiling,
    publishing,
    reminding,
    requesting,
    reviewing_answers,
    revising,
    scoring,
    sending_files,
    submitting,
    system,
    templates,
    typing_answers,
)
from bot.holidays import working_days
from bot.jobs import Jobs
from bot.progress import Progress
from bot.routing import Router, collect
from bot.services import Services
from bot.texts.privacy_notice import privacy_notice
from bot.turns import Turns
from domain.policy import Policy
from domain.quality import Thresholds
from domain.usecases import consenting
from storage.database import Database

_log = logging.getLogger(__name__)
MODULES = (
    opening,
    helping,
    linking,
    inviting,
    privacy,
    data_rights,
    importing,
    templates,
    listing_questionnaires,
    answering,
    typing_answers,
    reviewing_answers,
    submitting,
    own_answers,
    asking_again,
    assigning,
    assessing,
    scoring,
    sending_files,
    correcting,
    planning,
    revising,
    reminding,
    requesting,
    deciding,
    broadcasting,
    mapping,
    profiling,
    publishing,
    opening_results,
    system,
)
_DRAIN = 10.0  # seconds a stop may take to finish what is in hand
_RARELY = (50_000, 20, 50)  # allocations between collections: a tap leaves little in cycles
_START_PAUSE = 2.0
_YEARS = range(2022, 2041)


def clock_of(config: Config) -> Clock:
    """Whose time counts, as configured."""
    return SimulatorClock(config.telegram.api_url) if config.clock.source == "simulator" else SystemClock()


def policy_of(config: Config, username: str = "") -> Policy:
    """Configuration as the domain sees it."""
    zone = config.agency.zone
    return Policy(
        contact=config.agency.contact,
        zone=zone,
        working_days=working_days(
            zone, _YEARS, added=config.calendar.extra_holidays, removed=config.calendar.working_days
        ),
        notice_version=privacy_notice(config.notice.file).version,
        ruleset=config.mapping.ruleset,
        two_admins=config.mapping.two_admins,
        objection_days=config.mapping.objection_days,
        bot_username=username,
        quality=Thresholds(**config.quality.model_dump()),
        besides=config.questionnaires.besides,
    )


class Intake(Protocol):
    """Takes updates in until cancelled."""

    async def run(self) -> None: ...


@dataclass(slots=True)
class TalentBot:
    """The bot from start to stop. `run` serves until cancelled."""

    application: "Application[Any, Any, Any, Any, Any, Any]"
    services: Services
    inbox: Inbox
    outbox: Outbox
    progress: Progress
    intake: Intake
    uptime: Uptime
    jobs: Jobs
    requests: AiohttpRequest
    running: "list[asyncio.Task[None]]"

    async def run(self) -> None:
        """Serve until cancelled, then finish what is in hand."""
        try:
            await self.start()
            await asyncio.gather(*self.running)
        finally:
            await self.stop()

    async def start(self) -> None:
        """Replay what a crash left, then take updates in and send what is queued; what can wait comes after it."""
        await self.requests.initialize()
        await self.application.start()
        await self.services.write(consenting.announce_notice)
        await self.inbox.replay()
        self.uptime.works()
        self.jobs.start()
        parts = (self.outbox, self.progress, self.intake)
        self.running += [asyncio.create_task(part.run()) for part in parts]
        await asyncio.to_thread(  # loads the calendar, which would keep the loop waiting at the first tick
            self.services.policy.working_days.is_working_day, self.services.started_at.date()
        )
        await introduce(self.application.bot)
        gc.freeze()  # what was built at start is never garbage: do not look at it again
        gc.set_threshold(*_RARELY)

    async def stop(self) -> None:
        """Take nothing new, finish within ten seconds, let go."""
        for task in self.running:
            if not task.cancelling():  # a part that was told already may be finishing what is in hand
                task.cancel()
        await asyncio.gather(*self.running, return_exceptions=True)
        await asyncio.gather(self.inbox.drain(_DRAIN), self.outbox.drain(_DRAIN))
        if self.application.running:
            await self.application.stop()
        await self.application.shutdown()
        await self.requests.shutdown()

    async def settled(self) -> bool:
        """No update in hand, nothing due to be sent, and what is shown of it is true."""
        return self.inbox.idle and self.progress.idle and await self.outbox.idle()


async def build(config: Config, database: Database, clock: Clock | None = None) -> TalentBot:
    """Put the bot together over an opened database. Waits until Telegram can be reached."""
    clock = clock or clock_of(config)
    polling_request = AiohttpRequest(connections=1, proxy=config.telegram.proxy)
    application = _application(config, polling_request)
    try:
        await _reach_telegram(application, config.telegram)
    except BaseException:  # a stop while Telegram is away leaves nothing open either
        await asyncio.gather(application.bot.request.shutdown(), polling_request.shutdown())
        raise
    await clock.refresh()
    policy = policy_of(config, application.bot.username)
    store = WatchedStore(database, application.bot, clock, policy.zone)
    pacer = Pacer(config.messages.per_second, time.monotonic, chat_pause=config.messages.chat_pause)
    services = Services(store, clock, policy, config, clock.now(), replied=pacer.replied)
    routes = collect(MODULES)
    Router(routes).register(application)
    screens = Screens()
    turns = Turns(services, application, screens)
    inbox = Inbox(services, turns.handle, screens)
    outbox = Outbox(services, application.bot, routes.notices, pacer)
    progress = Progress(services, application.bot)
    outbox.on_settled, outbox.open_screen = progress.moved, turns.open_screen
    uptime = Uptime(services)
    intake = _intake(config.telegram, polling_request, inbox, uptime)
    tick_seconds = config.schedule.tick_seconds
    jobs = Jobs(services, outbox, application.job_queue, tick_seconds, first=(uptime.keep,))
    return TalentBot(
        application, services, inbox, outbox, progress, intake, uptime, jobs, polling_request, []
    )


def _application(
    config: Config, polling_request: AiohttpRequest
) -> "Application[Any, Any, Any, Any, Any, Any]":
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # PTB's next types; it warns at every 429 without
    telegram = config.telegram
    bot: ExtBot[None] = ExtBot(
        telegram.token.get_secret_value(),
        base_url=f"{telegram.api_url}/bot",
        base_file_url=f"{telegram.api_url}/file/bot",
        request=AiohttpRequest(proxy=telegram.proxy, unread=("/editMessageText", "/editMessageCaption")),
        get_updates_request=polling_request,
    )
    builder: Any = ApplicationBuilder().bot(bot).updater(None).job_queue(JobQueue())
    application: Application[Any, Any, Any, Any, Any, Any] = builder.context_types(
        ContextTypes(context=Context)
    ).build()
    return application


def _intake(telegram: Telegram, polling_request: AiohttpRequest, inbox: Inbox, uptime: Uptime) -> Intake:
    if telegram.mode == "webhook":
        from bot.delivery.webhook import Webhook  # brings a web server, which polling does without

        return Webhook(telegram, inbox.take, watch=uptime)
    base_url = f"{telegram.api_url}/bot{telegram.token.get_secret_value()}"
    return Polling(polling_request, base_url, inbox.take, watch=uptime)


async def _say_where_updates_go(bot: Bot, telegram: Telegram) -> None:
    if telegram.mode == "webhook":
        from bot.delivery.webhook import announce

        await announce(bot, telegram)
    else:
        await bot.delete_webhook()  # a webhook set before would refuse every poll


async def _reach_telegram(
    application: "Application[Any, Any, Any, Any, Any, Any]", telegram: Telegram
) -> None:
    while True:
        try:
            await application.initialize()
            await _say_where_updates_go(application.bot, telegram)
        except (NetworkError, RetryAfter) as error:
            reason = error.message if isinstance(error, BadRequest) else type(error).__name__
            _log.warning("Telegram is not reachable (%s), trying again", reason)
            asked = verdict(error).pause
            await asyncio.sleep(asked.total_seconds() if asked else _START_PAUSE)
        else:
            return
