"""A burst-pipe week in virtual time: real services and store, simulated people, a faulty provider.

`play.play` runs it, `measures` says whether fieldcomm kept its word, `report` shows it.
"""
