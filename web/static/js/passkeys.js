// Passkeys: a button asks the server for a question, the device answers it, a plain form carries the answer.
(() => {
  if (!window.PublicKeyCredential) return;

  const bytesOf = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const textOf = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const withBytes = (list) => (list || []).map((one) => ({ ...one, id: bytesOf(one.id) }));

  const make = async (asked) => {
    const made = await navigator.credentials.create({ publicKey: {
      ...asked, challenge: bytesOf(asked.challenge), user: { ...asked.user, id: bytesOf(asked.user.id) },
      excludeCredentials: withBytes(asked.excludeCredentials),
    } });
    return plain(made, { attestationObject: textOf(made.response.attestationObject) });
  };

  const find = async (asked) => {
    const found = await navigator.credentials.get({ publicKey: {
      ...asked, challenge: bytesOf(asked.challenge), allowCredentials: withBytes(asked.allowCredentials),
    } });
    const { authenticatorData, signature, userHandle } = found.response;
    return plain(found, {
      authenticatorData: textOf(authenticatorData), signature: textOf(signature),
      userHandle: userHandle ? textOf(userHandle) : null,
    });
  };

  const plain = (credential, more) => ({
    id: credential.id, rawId: textOf(credential.rawId), type: credential.type, clientExtensionResults: {},
    response: { clientDataJSON: textOf(credential.response.clientDataJSON), ...more },
  });

  const ask = async (form) => {
    const answer = await fetch(form.dataset.question, { method: "POST", body: new FormData(form) });
    if (!answer.ok) throw new Error(answer.statusText);
    const asked = await answer.json();
    return form.dataset.passkey === "make" ? make(asked) : find(asked);
  };

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      if (form.elements.answer.value) return;
      event.preventDefault();
      const words = form.querySelector("[data-passkey-words]");
      words.hidden = true;
      try {
        form.elements.answer.value = JSON.stringify(await ask(form));
        form.submit();
      } catch {
        form.elements.answer.value = "";
        words.hidden = false;
      }
    });
  });
})();
