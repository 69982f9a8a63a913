import { openDer, parseDer } from '../der/read.ts'
import { readNull, readOid, readSmallInteger } from '../der/value.ts'
import { TrustError } from '../errors.ts'
import { DIGEST_OIDS } from './digest-oid.ts'
import type { PublicKey } from './key.ts'
import type { RsaParameters, Sha2 } from './provider/provider.ts'

type PssParameters = Extract<RsaParameters, { padding: 'PSS' }>

const SHA2_NAMES: readonly Sha2[] = ['SHA-256', 'SHA-384', 'SHA-512']
export const MGF1 = '1.2.840.113549.1.1.8'

/**
 * `RSASSA-PSS-params` (RFC 4055, 3.1). What is left out stands for SHA-1, so hash and mask must be there.
 *
 * @returns nothing where it is malformed, or names what is not taken
 */
export function readPssParameters(parameters: Uint8Array): PssParameters | undefined {
  try {
    const fields = openDer(parseDer(parameters, { maxBytes: 256, maxDepth: 8, maxElements: 16 }))
    const hash = readHash(parseDer(fields.next(0xa0).content).raw)
    const mask = openDer(parseDer(fields.next(0xa1).content))
    const isMgf1 = readOid(mask.next()) === MGF1
    const maskHash = readHash(mask.next().raw)
    mask.end()
    const salt = fields.optional(0xa2)
    const saltLength = salt === undefined ? 20 : readSmallInteger(parseDer(salt.content))
    const trailer = fields.optional(0xa3)
    if (trailer !== undefined && readSmallInteger(parseDer(trailer.content)) !== 1) return undefined
    fields.end()
    if (hash === undefined || !isMgf1 || maskHash !== hash || saltLength < 0 || saltLength > 512)
      return undefined
    return { padding: 'PSS', hash, saltLength }
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}

/** A hash algorithm with parameters NULL or absent (RFC 4055, 2.1). */
function readHash(der: Uint8Array): Sha2 | undefined {
  const fields = openDer(parseDer(der))
  const oid = readOid(fields.next())
  const parameters = fields.optional(5)
  if (parameters !== undefined) readNull(parameters)
  fields.end()
  return SHA2_NAMES.find((hash) => DIGEST_OIDS[hash] === oid)
}

/** Whether a key lets itself be used so: one under `id-RSASSA-PSS` signs with PSS only, and as it says (RFC 4055, 3.3). */
export function allowsPadding({ pssOnly }: PublicKey, parameters: RsaParameters): boolean {
  if (pssOnly === undefined) return true
  if (parameters.padding !== 'PSS') return false
  const fits = pssOnly.hash === undefined || pssOnly.hash === parameters.hash
  return fits && parameters.saltLength >= pssOnly.minimumSalt
}
