"""After a restore: nothing leaves and nothing falls due until the provider's list is read in."""
