import {
  type Certificate,
  createSigner,
  inspectPath,
  type PathOptions,
  type PrivateKey,
  type Trust,
} from '@xinyin/core'
import { type CrlOptions, createCrl } from '@xinyin/core/ca'
import {
  encodeBitString,
  encodeContext,
  encodeInteger,
  encodeOid,
  encodeSequence,
  encodeTime,
} from '@xinyin/core/der'
import type { OcspResponse } from '@xinyin/core/ocsp'
import { type Crl, createRevocationChecker, parseCrl, type RevocationPolicy } from '@xinyin/core/revocation'
import type { Check } from '../../../src/report.ts'
import { NOON } from '../path/province.ts'

const HOUR = 3_600_000

/** A time so many hours from the noon at which paths are judged. */
export const hours = (count: number) => new Date(NOON.getTime() + count * HOUR)

/** A list of an hour ago that holds for a day, with what the caller wants otherwise. */
export async function createList(
  certificate: Certificate,
  key: PrivateKey,
  changes: Partial<Omit<CrlOptions, 'issuer'>> = {},
): Promise<Crl> {
  const update = { thisUpdate: hours(-1), nextUpdate: hours(23), number: 1, revoked: [] }
  return parseCrl(await createCrl({ issuer: { certificate, key }, ...update, ...changes }))
}

/** A list with fields that no authority of ours would write, properly signed. */
export async function forgeList(
  issuer: Certificate,
  key: PrivateKey,
  parts: { readonly entries?: readonly Uint8Array[]; readonly extensions?: readonly Uint8Array[] },
): Promise<Crl> {
  const signer = createSigner(key)
  const algorithm = encodeSequence(encodeOid(signer.algorithm))
  const { entries = [], extensions = [] } = parts
  const tbs = encodeSequence(
    encodeInteger(1),
    algorithm,
    issuer.subject.raw,
    encodeTime(hours(-1)),
    encodeTime(hours(23)),
    ...(entries.length === 0 ? [] : [encodeSequence(...entries)]),
    ...(extensions.length === 0 ? [] : [encodeContext(0, encodeSequence(...extensions))]),
  )
  return parseCrl(encodeSequence(tbs, algorithm, encodeBitString(await signer.sign(tbs))))
}

interface Question extends Partial<Omit<PathOptions, 'trust' | 'role' | 'revocation'>> {
  readonly leaf: Certificate
  readonly root: Certificate
  readonly pool?: readonly Certificate[]
  readonly crls?: readonly Crl[]
  readonly ocspResponses?: readonly OcspResponse[]
  readonly policy?: RevocationPolicy
}

/** The check `path.revocation` of a path, everything else of which is in order. The clock stands at noon. */
export async function checkOf(question: Question): Promise<Check> {
  const { leaf, root, pool = [], crls = [], ocspResponses = [], policy = {}, ...options } = question
  const trust: Trust = {
    anchors: [{ certificate: root, roles: ['document-signer'] }],
    intermediates: pool,
    revocation: { crls, ocspResponses },
  }
  const report = await inspectPath(leaf, {
    trust,
    role: 'document-signer',
    at: NOON,
    revocation: createRevocationChecker({ now: () => NOON, ...policy }),
    ...options,
  })
  const check = report.checks.find(({ id }) => id === 'path.revocation')
  if (check === undefined) throw new Error('path.revocation was left out')
  return check
}
