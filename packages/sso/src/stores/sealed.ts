import { SsoError } from '../errors.ts'
import { keepIn, type Writing } from './kept.ts'
import type { RecordStore } from './records.ts'
import { type OpenKey, openSessionKey, type SessionKey } from './session-key.ts'
import type { Store } from './store.ts'

/** What every store on a database is told. */
export interface SealedStoreOptions {
  /**
   * The first seals what is written; all open what is read. A new key goes to the end first, on all machines, and to the
   * front when they all have it; an old one goes when no session is left that it sealed.
   */
  readonly keys: readonly [SessionKey, ...SessionKey[]]
  /** How long the database may take for one step, in milliseconds: 5000. */
  readonly milliseconds?: number
}

/** `1.<key id>.<initial vector, ciphertext, tag>` */
const SEALED = /^1\.([\w-]{1,32})\.([\w-]+)$/

/** @throws TypeError, RangeError about `keys` */
export function openKeys(keys: readonly SessionKey[]): readonly [OpenKey, ...OpenKey[]] {
  if (!Array.isArray(keys)) throw new TypeError('keys: a list of session keys is needed')
  const [newest, ...others] = keys.map(openSessionKey)
  if (newest === undefined) throw new RangeError('keys: at least one is needed')
  if (new Set(keys.map(({ id }) => id)).size !== keys.length) throw new RangeError('keys: two have one id')
  return [newest, ...others]
}

function sealWith(keys: readonly [OpenKey, ...OpenKey[]]): Writing {
  const [newest] = keys
  return {
    // By every key, in what is written as in what is ended: machines that do not all have the newest yet still end each
    // other's sessions.
    names: (group) => keys.map((key) => key.name(group)),
    write: async (key, text) => `1.${newest.id}.${await newest.seal(key, text)}`,
    async read(key, value) {
      const [, id, sealed] = SEALED.exec(value) ?? []
      if (id === undefined || sealed === undefined) throw new SsoError('ERR_SSO_STORE_RECORD')
      return keys.find((one) => one.id === id)?.open(key, sealed)
    },
  }
}

/**
 * Keeps sessions in a database, sealed: who reads it learns neither names nor tokens, nor who is signed in; who writes
 * into it can end sessions, but make none, and not put one in the place of another.
 *
 * @throws TypeError, RangeError about `keys`. The store's methods throw SsoError `ERR_SSO_STORE_UNAVAILABLE` when the
 * database fails or takes too long, `ERR_SSO_STORE_RECORD` about a record that was changed
 */
export function sealedStore(records: RecordStore, { keys, milliseconds = 5000 }: SealedStoreOptions): Store {
  return keepIn(records, sealWith(openKeys(keys)), milliseconds)
}
