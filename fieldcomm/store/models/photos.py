"""Pictures: of texts in and out, and of the people who come."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from fieldcomm.store.models.base import Base, Id, one_of, ref


class Photo(Base):
    """`content` is a JPEG that we made ourselves: whatever else came with the file is gone.

    It belongs to a text, or is a contractor's portrait. `link_hash` lets the provider fetch a
    picture that goes out, until `link_until`. Times are machine time.
    """

    __tablename__ = "photos"

    id: Mapped[Id]
    message_id: Mapped[int | None] = ref("messages", index=True)
    contractor_id: Mapped[int | None] = ref("contractors", unique=True)
    state: Mapped[str]
    source_url: Mapped[str | None]
    why: Mapped[str | None]  # why it was refused, or is gone
    width: Mapped[int | None]
    height: Mapped[int | None]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    link_hash: Mapped[str | None] = mapped_column(unique=True)
    link_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    next_try_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    __table_args__ = (
        one_of("state", ("wanted", "kept", "refused", "gone")),
        CheckConstraint("(state = 'kept') = (content IS NOT NULL)", name="kept_has_content"),
        CheckConstraint("(state = 'wanted') = (next_try_at IS NOT NULL)", name="wanted_is_tried"),
        # fetch_photos: WHERE next_try_at <= :machine ORDER BY next_try_at, id LIMIT :n
        Index(
            "ix_photos_wanted",
            "next_try_at",
            "id",
            postgresql_where=text("next_try_at IS NOT NULL"),
        ),
    )
