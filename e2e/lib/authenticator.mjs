// A virtual authenticator of Chromium, as in a laptop with a fingerprint reader. Its keys belong to the page's context.

/**
 * Gives the page an authenticator that verifies its owner without asking.
 *
 * Returns `keys()`, what it holds, and `verifies(yes)`, whether its owner is recognised from now on.
 */
export async function newAuthenticator(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    keys: async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    verifies: (isUserVerified) => session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  };
}

/** Makes a passkey on the page where that is done, and waits until it stands in the list. */
export async function makePasskey(page, name) {
  await page.goto('/mijn/passkeys');
  const form = page.locator('form[data-passkey="/mijn/passkeys/begin"]');
  await form.locator('input[name=naam]').fill(name);
  await form.locator('button[type=submit]').click();
  await page.getByRole('rowheader', { name }).waitFor();
}

/** The button that signs in with a passkey. */
export const passkeyButton = (page) => page.locator('form[data-passkey="/inloggen/passkey/begin"] button[type=submit]');
