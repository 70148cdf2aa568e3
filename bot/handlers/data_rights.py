"""/datasaya and /tarik."""

from bot.context import Context
from bot.views import data_rights as views
from bot.views.navigation import OpenMyData
from domain.usecases import consenting


async def open_my_data(context: Context) -> None:
    """/datasaya: what was chosen and who answers."""
    reading = await context.read(consenting.standing)
    services = context.services
    await context.show(views.my_data(reading, dpo=services.config.agency.dpo, zone=services.policy.zone))


async def ask_withdrawal(context: Context) -> None:
    """/tarik: say what it does, then ask."""
    reading = await context.read(consenting.standing)
    consented = reading is not None and reading.consented
    await context.show(views.confirm_withdrawal() if consented else views.nothing_to_withdraw())


async def withdraw(context: Context) -> None:
    """The consent ends now; what was answered stays stored and is no longer processed."""
    reading = await context.write(consenting.withdraw)
    await context.show(views.withdrawn(reading, context.services.policy.zone))


COMMANDS = {"datasaya": open_my_data, "tarik": ask_withdrawal}
PRESSES = {OpenMyData: open_my_data, views.Withdraw: ask_withdrawal, views.ConfirmWithdrawal: withdraw}
