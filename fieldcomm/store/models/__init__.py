"""All tables."""

from fieldcomm.store.models.accounts import (
    AccountEvent,
    HalfSignIn,
    RecoveryCode,
    SetUpLink,
)
from fieldcomm.store.models.base import Base
from fieldcomm.store.models.board import Claim, SavedFilter
from fieldcomm.store.models.broadcasts import Broadcast, Incident, IncidentUpdate, Recipient
from fieldcomm.store.models.deeds import Deed
from fieldcomm.store.models.door_notes import DoorNote
from fieldcomm.store.models.gestures import Gesture
from fieldcomm.store.models.heartbeats import Heartbeat
from fieldcomm.store.models.inbox import Inbox, Once
from fieldcomm.store.models.knocks import Knock
from fieldcomm.store.models.messages import Attempt, Delivery, Message, Sender
from fieldcomm.store.models.office import (
    Company,
    SignInAttempt,
    SignInLink,
    TrackingLink,
    WebSession,
)
from fieldcomm.store.models.people import (
    Consent,
    Contact,
    Contractor,
    Customer,
    OptOutHash,
    Phone,
    User,
)
from fieldcomm.store.models.photos import Photo
from fieldcomm.store.models.promises import Promise
from fieldcomm.store.models.restores import Restore
from fieldcomm.store.models.rota import DayOff, Shift
from fieldcomm.store.models.settings import SettingChange, Wording
from fieldcomm.store.models.work import Event, Job, Task, Update, Visit

__all__ = [
    "AccountEvent",
    "Attempt",
    "Base",
    "Broadcast",
    "Claim",
    "Company",
    "Consent",
    "Contact",
    "Contractor",
    "Customer",
    "DayOff",
    "Deed",
    "Delivery",
    "DoorNote",
    "Event",
    "Gesture",
    "HalfSignIn",
    "Heartbeat",
    "Inbox",
    "Incident",
    "IncidentUpdate",
    "Job",
    "Knock",
    "Message",
    "Once",
    "OptOutHash",
    "Phone",
    "Photo",
    "Promise",
    "Recipient",
    "RecoveryCode",
    "Restore",
    "SavedFilter",
    "Sender",
    "SetUpLink",
    "SettingChange",
    "Shift",
    "SignInAttempt",
    "SignInLink",
    "Task",
    "TrackingLink",
    "Update",
    "User",
    "Visit",
    "WebSession",
    "Wording",
]
