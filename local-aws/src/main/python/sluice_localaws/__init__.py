"""LocalEmu as Sluice's tests need it: repaired, on loopback only, and never outliving whoever started it."""
