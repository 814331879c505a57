"""What the office decides about a job by itself, at the desk."""
