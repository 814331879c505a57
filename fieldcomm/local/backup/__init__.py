"""`fieldcomm backup` and `fieldcomm restore`: PostgreSQL's own programs, and what must be true around
them."""
