"""Who is on shift, on call, and handing over."""
