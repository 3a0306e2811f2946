"""Passkeys (WebAuthn level 2): what a page asks of a device, and whether its answer is right.

The ceremony itself is py_webauthn's. The question is kept in the signed cookie for five minutes and
used once; the site is the one that the browser names, so a look-alike elsewhere gets nothing.
"""

import json
import time
from importlib.util import find_spec
from typing import Any, Final

from flask import request, session

from pipeline.errors import CannotRead, Refused
from pipeline.records import passkeys, people
from pipeline.records.passkeys import NewPasskey, Passkey
from pipeline.records.values import Person
from web.parts import parts

QUESTION: Final = "passkey"
LASTS_S: Final = 300.0
LONGEST_ANSWER: Final = 20_000
LONGEST_NAME: Final = 60
MOST: Final = 10
"""So many passkeys somebody can have."""


def are_there() -> bool:
    """Return whether this installation knows passkeys: the package is optional."""
    return find_spec("webauthn") is not None


def question_for_new(person: Person) -> str:
    """Return what a device is asked that shall keep a passkey for somebody, as JSON."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers import structs as words

    with parts().book.reading() as records:
        known = passkeys.of_person(records, person.id)
    if len(known) >= MOST:
        raise Refused("These are many passkeys. Take one away first.")
    options = generate_registration_options(
        rp_id=_site(),
        rp_name="Claquette",
        user_id=f"person {person.id}".encode(),
        user_name=person.name,
        user_display_name=person.name,
        authenticator_selection=words.AuthenticatorSelectionCriteria(
            resident_key=words.ResidentKeyRequirement.REQUIRED,
            user_verification=words.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            words.PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential))
            for one in known
        ],
    )
    _keep(options.challenge, "new", person.id)
    return str(options_to_json(options))


def keep_new(person: Person, answer: str, name: str) -> None:
    """Keep the passkey that a device has made. Raise Refused for an answer that is not right."""
    from webauthn import verify_registration_response
    from webauthn.helpers import bytes_to_base64url
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        made = verify_registration_response(
            credential=_read(answer),
            expected_challenge=_asked("new", person.id),
            expected_rp_id=_site(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as fault:
        raise Refused(
            "This device did not make a passkey. Try again.", detail=str(fault)
        ) from fault
    new = NewPasskey(
        person_id=person.id,
        credential=bytes_to_base64url(made.credential_id),
        public_key=bytes_to_base64url(made.credential_public_key),
        uses=made.sign_count,
        name=" ".join(name.split())[:LONGEST_NAME] or "Passkey",
    )
    with parts().book.writing() as records:
        if passkeys.with_credential(records, new.credential):
            raise Refused("This passkey is known already.")
        passkeys.add(records, new)


def question_at_door() -> str:
    """Return what a device is asked at the door, where nobody has said a name, as JSON."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=_site(), user_verification=UserVerificationRequirement.REQUIRED
    )
    _keep(options.challenge, "door", 0)
    return str(options_to_json(options))


def who_answers(answer: str) -> Person:
    """Return whose passkey has answered. Raise Refused for an answer that is not right."""
    from webauthn import verify_authentication_response
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.exceptions import WebAuthnException

    given, challenge = _read(answer), _asked("door", 0)
    known = _known(str(given.get("id", "")))
    try:
        seen = verify_authentication_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=_site(),
            expected_origin=_origin(),
            credential_public_key=base64url_to_bytes(known.public_key),
            credential_current_sign_count=known.uses,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as fault:
        raise Refused(WRONG, detail=str(fault)) from fault
    with parts().book.writing() as records:
        if not passkeys.used(records, known, seen.new_sign_count):
            raise Refused(WRONG)
        return people.person_with_id(records, known.person_id)


WRONG: Final = "This passkey does not open. Log in with your name and password."


def _known(credential: str) -> Passkey:
    with parts().book.reading() as records:
        found = passkeys.with_credential(records, credential)
    if found is None:
        raise Refused(WRONG)
    return found


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST_ANSWER:
        raise CannotRead("This is too long for a passkey.")
    try:
        plain = json.loads(answer)
    except ValueError as fault:
        raise CannotRead("This is no passkey.", detail=str(fault)) from fault
    if not isinstance(plain, dict):
        raise CannotRead("This is no passkey.")
    return plain


def _keep(challenge: bytes, what: str, person_id: int) -> None:
    session[QUESTION] = [challenge.hex(), what, person_id, time.time()]


def _asked(what: str, person_id: int) -> bytes:
    """Return the question that was asked, once. Raise Refused for another, or an old one."""
    kept = session.pop(QUESTION, None)
    if not kept or kept[1:3] != [what, person_id] or time.time() - kept[3] > LASTS_S:
        raise Refused("That took too long. Press the button again.")
    return bytes.fromhex(kept[0])


def _site() -> str:
    """Return the name of the site, without a port: what a passkey is bound to."""
    return request.host.rsplit(":", 1)[0]


def _origin() -> str:
    return request.host_url.rstrip("/")
