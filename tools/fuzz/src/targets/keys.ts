import { exportPrivateKey, parsePrivateKey, parsePublicKey, TrustError } from '@xinyin/core'
import { decryptPrivateKey, parseJwk, parseJwkSet, parsePkcs12 } from '@xinyin/core/keys'
import { parseLegacyPublicKey } from '@xinyin/core/unsafe'
import { makeFileOf, PASSWORD as STORE_PASSWORD } from '../../../../packages/core/test/keys/pkcs12-made.ts'
import { PASSWORD, readMember } from '../authority.ts'
import { mutateBer } from '../mutation/ber.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateJson } from '../mutation/json.ts'
import { mutateText } from '../mutation/text.ts'
import { mutateTlv } from '../mutation/tlv.ts'
import { type Outcome, refusing, type Target } from '../target.ts'
import { decodeText } from '../text.ts'

const coded = (error: unknown) => error instanceof TrustError

/** Enough for the seeds; what asks for more has to be refused before it is done. */
const LIMITS = { maxIterations: 20_000, maxScrypt: 4 * 1024 * 1024 }

/** Reads in every way that is given: what one of them takes was read. */
async function readAny(reads: readonly (() => unknown)[]): Promise<Outcome> {
  let outcome: Outcome = 'refused'
  for (const read of reads) {
    try {
      await read()
      outcome = 'read'
    } catch (error) {
      if (!coded(error)) throw error
    }
  }
  return outcome
}

/** Private and public keys of every kind. */
export const key: Target = {
  take: (input) =>
    readAny([
      () => exportPrivateKey(parsePrivateKey(input)),
      () => parsePublicKey(input),
      () => parseLegacyPublicKey(input),
    ]),
  mutations: [mutateTlv, mutateTlv, mutateBytes],
}

/** Encrypted private keys. Nothing in them shows a change, unless it makes them unreadable. */
export const encryptedKey: Target = {
  take: refusing(coded, (input) => decryptPrivateKey(input, PASSWORD, LIMITS)),
  mutations: [mutateTlv, mutateTlv, mutateBytes],
}

/** Stores of keys, each with a MAC: what opens holds what was put in. */
export const pkcs12: Target = {
  async take(input) {
    try {
      const { keys, certificates } = await parsePkcs12(input, PASSWORD, LIMITS)
      const known = ['signer', 'sm2', 'middle', 'root'].map((name) => readMember(name).raw)
      const isKnown = (raw: Uint8Array) => known.some((other) => Buffer.from(other).equals(raw))
      const isSame = keys.length === 1 && certificates.every(({ raw }) => isKnown(raw))
      if (!isSame) throw new Error('opened, and holds something else')
      return 'read'
    } catch (error) {
      if (coded(error)) return 'refused'
      throw error
    }
  },
  mutations: [mutateTlv, mutateBer, mutateBytes],
}

/** What is in a store, changed before the MAC was made: the readers behind it. The MAC takes the password of its maker. */
export const pkcs12Content: Target = {
  async take(input) {
    try {
      await parsePkcs12(await makeFileOf(input), STORE_PASSWORD, LIMITS)
      return 'read'
    } catch (error) {
      if (coded(error)) return 'refused'
      throw error
    }
  },
  mutations: [mutateTlv, mutateBer, mutateBytes],
}

const SM2 = { crv: 'SM2', alg: 'SM2' }

/** JSON Web Keys and sets of them. */
export const jwk: Target = {
  take: (input) =>
    readAny([
      () => parseJwk(decodeText(input), { sm2: SM2 }),
      () => parseJwk(input, { sm2: SM2, operation: 'verify' }),
      () => parseJwkSet(input, { sm2: SM2 }),
    ]),
  mutations: [mutateJson, mutateJson, mutateText, mutateBytes],
}
