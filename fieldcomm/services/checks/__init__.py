"""What can be wrong between us and the provider, looked at by the doctor and by the first run."""
