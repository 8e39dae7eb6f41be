// Asks the authenticator what the server wants to know, and sends the form with its answer. The form stays hidden
// in browsers that have no passkeys.

type Json = Record<string, unknown>;

const fromText = (text: string): ArrayBuffer => {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
};

const toText = (buffer: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

/** The options with their binary members decoded: base64url is how JSON carries them. */
function decoded(options: Json): Json {
  const ids = (list: unknown): unknown =>
    Array.isArray(list) ? list.map((one: Json) => ({ ...one, id: fromText(one.id as string) })) : list;
  const user = options.user as Json | undefined;
  return {
    ...options,
    challenge: fromText(options.challenge as string),
    ...(user ? { user: { ...user, id: fromText(user.id as string) } } : {}),
    excludeCredentials: ids(options.excludeCredentials),
    allowCredentials: ids(options.allowCredentials),
  };
}

/** What the authenticator answered, as JSON with base64url. */
function encoded(credential: PublicKeyCredential): string {
  const response = credential.response;
  const members: Json = { clientDataJSON: toText(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    members.attestationObject = toText(response.attestationObject);
    members.transports = response.getTransports?.() ?? [];
  } else if (response instanceof AuthenticatorAssertionResponse) {
    members.authenticatorData = toText(response.authenticatorData);
    members.signature = toText(response.signature);
    members.userHandle = response.userHandle ? toText(response.userHandle) : null;
  }
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response: members,
    extensions: {},
  });
}

export function passkey(form: HTMLFormElement): void {
  const answer = form.elements.namedItem('antwoord') as HTMLInputElement | null;
  const token = form.elements.namedItem('csrf') as HTMLInputElement | null;
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]');
  const error = form.querySelector<HTMLElement>('[data-passkey-error]');
  if (!answer || !token || !button || !error || !window.PublicKeyCredential) return;
  form.hidden = false;
  form.parentElement?.querySelectorAll<HTMLElement>('[data-passkey-instead]').forEach((text) => (text.hidden = true));

  const ask = async (): Promise<string> => {
    const body = new URLSearchParams({ csrf: token.value });
    const told = await fetch(form.dataset.passkey ?? '', { method: 'POST', body });
    if (!told.ok || told.redirected) throw new Error(`${told.status}`);
    const options = decoded(await told.json());
    const publicKey = options as unknown as PublicKeyCredentialCreationOptions & PublicKeyCredentialRequestOptions;
    const credential = options.user
      ? await navigator.credentials.create({ publicKey })
      : await navigator.credentials.get({ publicKey });
    return encoded(credential as PublicKeyCredential);
  };

  let busy = false;
  form.addEventListener('submit', async (event) => {
    const name = form.elements.namedItem('naam') as HTMLInputElement | null;
    // With an answer it may go; without a name the server says what is missing.
    if (answer.value || (name && !name.value.trim())) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    error.textContent = '';
    try {
      answer.value = await ask();
      form.requestSubmit(button);
    } catch (reason) {
      const known = reason instanceof DOMException && reason.name === 'InvalidStateError';
      error.textContent = (known ? form.dataset.passkeyKnown : form.dataset.passkeyFailed) ?? '';
      button.focus();
    } finally {
      busy = false;
    }
  });
  // Back in the browser's history: that answer was used.
  addEventListener('pageshow', () => (answer.value = ''));
}
