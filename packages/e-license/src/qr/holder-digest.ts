import { encodeUtf8, equalSecrets } from '@xinyin/core'
import type { Holder } from '../metadata/data.ts'
import type { PartialLicenceData } from '../metadata/validate.ts'
import { foldNumber } from '../verify/holder.ts'
import type { QrContent } from './content.ts'
import { HOLDER_DIGEST_BYTES } from './holder-digest-bytes.ts'

/** A few milliseconds for who compares one number, and ten thousand times the effort for who tries many. */
const ITERATIONS = 10_000

/**
 * The digest that stands for a holder's code in a QR code: PBKDF2 (RFC 8018) with HMAC-SHA-256 over the code, salted with
 * the licence's identifier, which no other licence has, and with the kind of code.
 *
 * It keeps the number from who scans the code, and lets who was told the number compare it. It does not keep it from who
 * tries: citizens' numbers are so few that whoever knows a day of birth and a region is soon done. Where that matters, the
 * code is to be left out.
 */
export async function digestHolderCode(
  code: string,
  codeType: string,
  identifier: string,
): Promise<Uint8Array> {
  // Most who verify compare no numbers.
  const { pbkdf2 } = await import('./pbkdf2.ts')
  const salt = encodeUtf8(`XY1 ${codeType} ${identifier}`)
  return pbkdf2('SHA-256', encodeUtf8(foldNumber(code)), salt, ITERATIONS, HOLDER_DIGEST_BYTES)
}

/** Equal to no number that can be given: one of nothing is refused. */
const OTHER = ''

/**
 * Puts the number that was given in place of the digests that are its own, and in place of others one that it is not, so
 * that holders can be compared as those of any licence are.
 */
export async function revealHolders(
  { data, digests }: QrContent,
  number: string,
): Promise<PartialLicenceData> {
  // Holders whose codes are of one kind are compared with one digest of the number.
  const given = new Map<string, Promise<Uint8Array>>()
  const reveal = async (holder: Partial<Holder>, digest: Uint8Array | undefined) => {
    const { codeType } = holder
    if (digest === undefined || codeType === undefined) return holder
    const own = given.get(codeType) ?? digestHolderCode(number, codeType, data.identifier)
    given.set(codeType, own)
    return { ...holder, code: equalSecrets(await own, digest) ? number : OTHER }
  }
  const holders = await Promise.all(data.holders.map((holder, i) => reveal(holder, digests[i])))
  return { ...data, holders }
}
