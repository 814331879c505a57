"""Finding a job from anywhere."""
