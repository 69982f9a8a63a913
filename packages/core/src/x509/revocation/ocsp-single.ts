import { type DerNode, expectTag, openDer, readExplicit } from '../../der/read.ts'
import { contextTag, TAG } from '../../der/tag.ts'
import { readTime } from '../../der/value.ts'
import type { Extension } from '../certificate.ts'
import { readExtensions, readExtensionValue } from '../extension.ts'
import { type CertId, readCertId } from './ocsp-cert-id.ts'
import { ocspError } from './ocsp-codes.ts'
import { type CrlReason, readReason } from './reason.ts'

/** What an OCSP answer says about one certificate (RFC 6960, 4.2.1). */
export interface SingleResponse {
  readonly certId: CertId
  readonly status: CertStatus
  readonly thisUpdate: Date
  readonly nextUpdate: Date | undefined
  readonly extensions: readonly Extension[]
  /** Since when the responder keeps what it knows of expired certificates (RFC 6960, 4.4.4). */
  readonly archiveCutoff: Date | undefined
  /** From when on the certificate was no longer to be relied on (RFC 6960, 4.4.5; RFC 5280, 5.3.2). */
  readonly invalidAt: Date | undefined
  readonly unknownCritical: string | undefined
}

/** `unknown`: the responder does not know the certificate, or does not answer for its issuer. */
export type CertStatus =
  | { readonly state: 'good' | 'unknown' }
  | { readonly state: 'revoked'; readonly revokedAt: Date; readonly reason: CrlReason | undefined }

/** Object identifiers of the extensions of single responses. */
const SINGLE_EXTENSION = {
  archiveCutoff: '1.3.6.1.5.5.7.48.1.6',
  /** Which list the answer rests on (RFC 6960, 4.4.2): changes nothing. */
  crlReferences: '1.3.6.1.5.5.7.48.1.3',
  invalidityDate: '2.5.29.24',
} as const

const PROCESSED: ReadonlySet<string> = /* @__PURE__ */ new Set(Object.values(SINGLE_EXTENSION))

export function readSingleResponse(node: DerNode): SingleResponse {
  const cursor = openDer(node)
  const certId = readCertId(cursor.next())
  const status = readCertStatus(cursor.next())
  const thisUpdate = readGeneralizedTime(cursor.next())
  const next = cursor.optional(contextTag(0))
  const nextUpdate = next === undefined ? undefined : readGeneralizedTime(readExplicit(next))
  const tagged = cursor.optional(contextTag(1))
  const extensions = tagged === undefined ? [] : readExtensions(readExplicit(tagged))
  cursor.end()
  return {
    certId,
    status,
    thisUpdate,
    nextUpdate,
    extensions,
    archiveCutoff: readExtensionValue(extensions, SINGLE_EXTENSION.archiveCutoff, readGeneralizedTime),
    invalidAt: readExtensionValue(extensions, SINGLE_EXTENSION.invalidityDate, readGeneralizedTime),
    unknownCritical: extensions.find(({ oid, critical }) => critical && !PROCESSED.has(oid))?.oid,
  }
}

const readGeneralizedTime = (node: DerNode): Date => readTime(expectTag(node, TAG.generalizedTime))

function readCertStatus(node: DerNode): CertStatus {
  if (node.tag === contextTag(1)) {
    const cursor = openDer(node, node.tag)
    const revokedAt = readGeneralizedTime(cursor.next())
    const reason = cursor.optional(contextTag(0))
    cursor.end()
    return {
      state: 'revoked',
      revokedAt,
      reason: reason === undefined ? undefined : readReason(readExplicit(reason)),
    }
  }
  const state =
    node.tag === contextTag(0, 'primitive')
      ? 'good'
      : node.tag === contextTag(2, 'primitive')
        ? 'unknown'
        : undefined
  if (state === undefined || node.content.length > 0)
    throw ocspError('ERR_OCSP_FORMAT', { reason: 'certStatus' })
  return { state }
}
