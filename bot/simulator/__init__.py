"""A local Telegram: a Bot API server, the people who use the bot, and the notation of their conversations."""
