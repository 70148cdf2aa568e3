"""Pictures and spreadsheets, in and out."""
