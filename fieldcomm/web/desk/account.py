"""My own account: password, second factor, sessions."""
