import { CoreError } from '@xinyin/core'
import { children, contextTag, openDer, parseBer, readOid, readSmallInteger, TAG } from '@xinyin/core/der'

/** `signedData` of GB/T 35275-2017, and of PKCS #7, which some writers use in its place. */
const SIGNED_DATA: ReadonlySet<string> = /* @__PURE__ */ new Set([
  '1.2.156.10197.6.1.4.2.2',
  '1.2.840.113549.1.7.2',
])

/** Whether bytes have the shape of a `SignedData` (GB/T 35275-2017, 8): content info, version, digest algorithms. */
export function isSignedData(bytes: Uint8Array): boolean {
  try {
    const info = openDer(parseBer(bytes))
    if (!SIGNED_DATA.has(readOid(info.next()))) return false
    const [signedData, ...others] = children(info.next(contextTag(0)))
    info.end()
    if (signedData === undefined || others.length > 0) return false
    const fields = openDer(signedData)
    readSmallInteger(fields.next())
    return fields.next().tag === TAG.set && fields.next().tag === TAG.sequence
  } catch (error) {
    if (error instanceof CoreError) return false
    throw error
  }
}
