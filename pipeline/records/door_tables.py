"""The tables of who comes in by another door than a card or a password, and whose mentor is who."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from pipeline.records.base import Base


class GroupMentorRow(Base):
    """A mentor who accompanies a group; a group may have several, a mentor too."""

    __tablename__ = "group_mentor"
    group_id: Mapped[int] = mapped_column(ForeignKey("film_group.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)


class GuestLinkRow(Base):
    """A link for a visitor: one group or all, until a day, perhaps with a password."""

    __tablename__ = "guest_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("film_group.id"))
    """Empty: the films of all groups."""
    name: Mapped[str] = mapped_column(String(80))
    may_write: Mapped[bool] = mapped_column(default=False)
    """Whether a visitor may leave notes."""
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    password_hash: Mapped[str | None]
    expires_at: Mapped[datetime]
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class GuestRow(Base):
    """A visitor who came in by a link; the person row has the role guest."""

    __tablename__ = "guest"
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, autoincrement=False
    )
    link_id: Mapped[int] = mapped_column(ForeignKey("guest_link.id"), index=True)
    came_at: Mapped[datetime]
    """The last time that he or she came in."""


class PasskeyRow(Base):
    """A passkey (WebAuthn credential) of a mentor or coordinator."""

    __tablename__ = "passkey"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    credential: Mapped[str] = mapped_column(String(512), unique=True)
    """The credential's id, base64url."""
    public_key: Mapped[str]
    """COSE key, base64url."""
    uses: Mapped[int] = mapped_column(default=0)
    """The signature counter."""
    name: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]


class ApiTokenRow(Base):
    """A word by which a program of a group asks instead of a person."""

    __tablename__ = "api_token"
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("film_group.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """As whom it sends: a row of its own, with the role of a guest, who can never log in."""
    name: Mapped[str] = mapped_column(String(80))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    """The last time that its program asked, true to the hour; empty where it never did."""
