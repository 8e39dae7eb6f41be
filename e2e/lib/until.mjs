// Waiting for what happens in the background.
import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until `ask` gives something true, and gives that; fails after `limit` milliseconds. */
export async function until(what, ask, { limit = 15_000, pause = 100 } = {}) {
  const end = performance.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`${what} did not come within ${limit / 1000} s`);
    await sleep(pause);
  }
}
