"""The provider's values of the first run: kept in the data folder, and read anew by what runs there."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from fieldcomm.config import PROVIDER_FILE, names_provider
from fieldcomm.local.folders import make_data_folder
from fieldcomm.local.kept import write_private
from fieldcomm.local.run_file import running_pid


def provider_keeper(env: Mapping[str, str]) -> Callable[[Mapping[str, str]], bool] | None:
    """What keeps them; None where the environment names the provider, or no data folder."""
    folder = env.get("FIELDCOMM_DATA", "").strip()
    if not folder or names_provider(env):
        return None
    return partial(keep_provider, Path(folder))


def keep_provider(data: Path, values: Mapping[str, str]) -> bool:
    """Write them, mode 0600. Returns whether a supervisor was there to have them read."""
    data = make_data_folder(data)
    write_private(data / PROVIDER_FILE, json.dumps(dict(values), indent=2) + "\n")
    pid = running_pid(data)
    if pid is None:
        return False
    try:
        os.kill(pid, signal.SIGUSR1)
    except (ProcessLookupError, PermissionError):
        return False
    return True
