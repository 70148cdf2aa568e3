"""The declaration and the receipt."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.reply import Key, Reply
from bot.texts import Fact, Markup, formats, label, say
from bot.views.answer_buttons import Continue, OpenOverview, OpenStart, Submit
from bot.views.navigation import to_home
from bot.views.own_answers import to_pdf
from domain.steps import Draft
from domain.usecases.submitting import NextQuestionnaire, Submission


def declaration(draft: Draft) -> Reply:
    """What is declared by submitting."""
    text = say("questionnaires.declaration", questionnaire=formats.lower_first(draft.questionnaire.title))
    campaign = draft.campaign.id
    declare = Key(label("declare_and_submit"), Submit(campaign))
    return Reply(text, [[declare], [Key(label("back"), OpenOverview(campaign))]])


def submitted(draft: Draft) -> Markup:
    """What the screen becomes."""
    return say("questionnaires.submitted", questionnaire=draft.questionnaire.title)


def receipt(submission: Submission, zone: ZoneInfo) -> Reply:
    """The person's record, silent, with the way to what comes next."""
    draft, following = submission.draft, submission.following
    facts: dict[str, Fact] = {
        "receipt": draft.response.receipt or "",
        "questionnaire": draft.questionnaire.title,
        "version": str(draft.campaign.version),
        "submitted_at": formats.moment(draft.response.submitted_at or draft.response.active_at, zone),
        "answered": draft.progress.answered,
        "total": draft.progress.asked,
    }
    last = [to_pdf(draft.campaign.id), to_home()]
    if following is None:
        return Reply(say("questionnaires.receipt", **facts), [last], silent=True)
    text = say(
        "questionnaires.receipt_next",
        next_questionnaire=following.questionnaire.title,
        duration=formats.duration(timedelta(minutes=following.minutes)),
        **facts,
    )
    return Reply(text, [[_onward(following)], last], silent=True)


def _onward(following: NextQuestionnaire) -> Key:
    if following.begun:
        return Key(label("next"), Continue(following.campaign_id))
    return Key(label("begin"), OpenStart(following.campaign_id))
