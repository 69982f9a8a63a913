import { digestLater, encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import type { LicenceData } from '../metadata/data.ts'
import { licenceError } from '../verify/codes.ts'

/**
 * Knows to which licence each identifier was given. An authority has one, shared by all of its machines that issue: an
 * identifier is of one licence (GB/T 36904), and nobody who reads a licence can see that another one has it too.
 */
export interface IdentifierRegister {
  /**
   * Takes an identifier for a licence, in one step: of two that ask at once for two licences, one gets it. In a database
   * that is an `INSERT` into a table whose key is the identifier, and, where it is there already, a comparison.
   *
   * @param licence - a digest of what tells licences apart; the same licence may be issued again
   * @returns whether the identifier is that licence's, from now on or since before
   */
  claim(identifier: string, licence: string): boolean | Promise<boolean>
}

/** Keeps it as long as the process runs: for a batch that is issued in one go, and for tests. */
export function memoryIdentifierRegister(): IdentifierRegister {
  const licences = new Map<string, string>()
  return {
    claim(identifier, licence) {
      const known = licences.get(identifier)
      if (known === undefined) licences.set(identifier, licence)
      return known === undefined || known === licence
    },
  }
}

/**
 * Takes the identifier of a licence that is about to be issued.
 *
 * @throws LicenceError `ERR_LICENCE_IDENTIFIER_TAKEN`
 */
export async function claimIdentifier(
  register: IdentifierRegister,
  data: Pick<LicenceData, 'identifier' | 'number' | 'holders'>,
): Promise<void> {
  if ((await register.claim(data.identifier, await digestOf(data))) === true) return
  throw licenceError('ERR_LICENCE_IDENTIFIER_TAKEN')
}

/** SHA-256, in base64url, over the number and the holders, whatever their order: whose licence it is. */
async function digestOf({ number, holders }: Pick<LicenceData, 'number' | 'holders'>): Promise<string> {
  const each = holders.map(({ name, code, codeType }) => JSON.stringify([codeType, code, name])).sort()
  return encodeBase64Url(await digestLater('SHA-256', encodeUtf8(JSON.stringify([number, each]))))
}
