"""A real phase played on a local Telegram, by the bot as it really runs: `talenta play` and `talenta demo`."""
