import { SsoError } from '../errors.ts'
import type { Store } from '../stores/store.ts'

export interface LockOptions {
  /** After so many seconds others may go on, though the work has not ended: longer than it may take, by what clocks differ. */
  readonly seconds: number
  /** How long to wait for whoever has the lock, in seconds. */
  readonly patience: number
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/**
 * Does something that one process at a time may do, such as using a refresh token, which counts once.
 *
 * Who waited finds the work done: look again before doing it. What is written must carry the lock's number as its
 * `fence`, so that who was held up until the lock was no longer theirs overwrites nothing ({@link Store.replace}).
 *
 * @throws SsoError `ERR_SSO_STORE_BUSY` when the lock was not to be had in time
 */
export async function withLock<T>(
  { store, now }: { readonly store: Store; readonly now: () => number },
  name: string,
  { seconds, patience }: LockOptions,
  work: (fence: number) => Promise<T>,
): Promise<T> {
  const start = performance.now()
  for (let wait = 10; ; wait = Math.min(200, wait * 2)) {
    const fence = await store.lock(name, now() + seconds)
    if (fence !== undefined) return workUnder(store, name, fence, work)
    if (performance.now() - start > patience * 1000) {
      throw new SsoError('ERR_SSO_STORE_BUSY', { seconds: patience })
    }
    // Not all at the same moments.
    await pause(wait * (0.5 + Math.random()))
  }
}

async function workUnder<T>(
  store: Store,
  name: string,
  fence: number,
  work: (fence: number) => Promise<T>,
): Promise<T> {
  try {
    return await work(fence)
  } finally {
    // The work is done or has failed, whatever becomes of the lock: it ends by itself.
    await store.unlock(name, fence).catch(() => {})
  }
}
