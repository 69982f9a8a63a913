import { TrustError } from '@xinyin/core'
import { encodeIa5String, parseDer, readString, TAG } from '@xinyin/core/der'
import type { Seal, SealExtension } from '../seal/seal.ts'

/**
 * The extension by which a seal says where its status is told. No standard has one; the identifier is of the arc that
 * everybody may take one from (ITU-T X.667: `2.25` and a UUID).
 */
export const SEAL_STATUS_EXTENSION = '2.25.107373010588660939281235547364365311241'

const MAX_URL = 2000
const URL_TEXT = /^https?:\/\/[!-~]+$/

/**
 * Makes that extension. It is not critical: other software passes over it.
 *
 * @param url - where the status service is, `https://seals.example.gov.cn/status`; a seal's own status is told at
 *   `/seals/` and its identifier below that
 * @throws TypeError for anything but an address of `https` or `http`
 */
export function sealStatusExtension(url: string): SealExtension {
  if (!URL_TEXT.test(url) || url.length > MAX_URL)
    throw new TypeError('url: expected an address of https or http')
  return { oid: SEAL_STATUS_EXTENSION, critical: false, value: encodeIa5String(url.replace(/\/+$/, '')) }
}

/** Where a seal says that its status is told; nothing where it does not say it, or not in a form that can be read. */
export function readSealStatusUrl({ info }: Seal): string | undefined {
  const value = info.extensions.find(({ oid }) => oid === SEAL_STATUS_EXTENSION)?.value
  if (value === undefined || value.length > MAX_URL + 8) return undefined
  try {
    const node = parseDer(value)
    const url = node.tag === TAG.ia5String ? readString(node) : ''
    return URL_TEXT.test(url) ? url : undefined
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}
