import type { JsonObject } from '../../json/parse.ts'
import { keysError } from '../codes.ts'
import { listMember, textMember } from './member.ts'

/** What a key is to be used for (RFC 7517, 4.3). */
export type JwkOperation =
  | 'sign'
  | 'verify'
  | 'encrypt'
  | 'decrypt'
  | 'wrapKey'
  | 'unwrapKey'
  | 'deriveKey'
  | 'deriveBits'

const SIGNING: readonly string[] = ['sign', 'verify'] satisfies JwkOperation[]
const PRIVATE: readonly string[] = ['sign', 'decrypt', 'unwrapKey'] satisfies JwkOperation[]

/** What a JWK says of its use. */
export interface JwkUse {
  /** `sig`, `enc`, or another that parties agreed on. */
  readonly use: string | undefined
  readonly operations: readonly string[] | undefined
}

/**
 * Reads `use` and `key_ops` (RFC 7517, 4.2 and 4.3), which have to say the same where both are there.
 *
 * @throws CoreError `ERR_KEYS_JWK`
 */
export function readUse(jwk: JsonObject): JwkUse {
  const use = textMember(jwk, 'use')
  const operations = listMember(jwk, 'key_ops')
  const isSigning = (operation: string) => SIGNING.includes(operation)
  const contradicts =
    (use === 'sig' && operations?.some((operation) => !isSigning(operation))) ||
    (use === 'enc' && operations?.some(isSigning))
  if (contradicts === true) throw keysError('ERR_KEYS_JWK', { member: 'key_ops' })
  return { use, operations }
}

/** @throws CoreError `ERR_KEYS_JWK_USE` where the key is not for this, or lacks what this takes */
export function assertOperation(
  { use, operations }: JwkUse,
  operation: JwkOperation,
  hasPrivateKey: boolean,
): void {
  const wanted = SIGNING.includes(operation) ? 'sig' : 'enc'
  const isAllowed =
    (use === undefined || use === wanted) &&
    (operations === undefined || operations.includes(operation)) &&
    (hasPrivateKey || !PRIVATE.includes(operation))
  if (!isAllowed) throw keysError('ERR_KEYS_JWK_USE', { operation })
}
