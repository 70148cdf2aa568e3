"""The open question as it is asked again after an outage."""

from bot.delivery.outbox import Rendered
from bot.reply import Screen
from bot.services import Services
from bot.views import questions as views
from domain.conversation import Queued
from domain.usecases import asking_again


async def _question(services: Services, message: Queued) -> Rendered:
    screen_id = int(str(message.facts["screen_id"]))
    step = await services.consult(
        asking_again.question_to_show,
        chat_id=message.chat_id,
        person_id=message.facts["person_id"],
        campaign_id=message.facts["campaign_id"],
        screen_id=screen_id,
    )
    return Screen(views.asked_again(step, services.policy.zone), replaces=screen_id) if step else None


NOTICES = {"question_again": _question}
