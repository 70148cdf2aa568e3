"""`python -m bot` is `talenta`."""

from bot.cli import main

main()
