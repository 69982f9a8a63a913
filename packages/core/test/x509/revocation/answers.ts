import { type Certificate, createSigner, type PrivateKey } from '@xinyin/core'
import { type CertificateState, createLeaf, createOcspResponse, type LeafOptions } from '@xinyin/core/ca'
import {
  encodeBitString,
  encodeContext,
  encodeElement,
  encodeGeneralizedTime,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '@xinyin/core/der'
import { type OcspDigest, type OcspResponse, parseOcspResponse, requestOcsp } from '@xinyin/core/ocsp'
import { KEYS, PERIOD } from '../path/province.ts'
import { hours } from './lists.ts'

interface Answer {
  readonly certificate: Certificate
  readonly issuer: Certificate
  readonly key: PrivateKey
  /** Who signs, with `key`; the issuer unless given. */
  readonly responder?: Certificate
  readonly state?: CertificateState
  readonly now?: Date
  readonly nextUpdate?: Date
  readonly digest?: OcspDigest
  readonly archiveCutoff?: Date
}

/** An answer of an hour ago that holds for a day: `good`, unless the caller wants something else. */
export async function createAnswer(answer: Answer): Promise<OcspResponse> {
  const { certificate, issuer, key, responder = issuer, state = { state: 'good' }, digest = 'SHA-1' } = answer
  const { now = hours(-1), nextUpdate = hours(23), archiveCutoff } = answer
  const response = await createOcspResponse({
    request: requestOcsp({ certificate, issuer, nonce: false, digest }).der,
    issuer,
    responder: { certificate: responder, key },
    lookup: () => state,
    now,
    nextUpdate,
    ...(archiveCutoff === undefined ? {} : { archiveCutoff }),
  })
  return parseOcspResponse(response)
}

/** One to whom an authority gave a certificate for answering; his key is {@link KEYS}.other. */
export function createDelegate(
  certificate: Certificate,
  key: PrivateKey,
  changes: Partial<LeafOptions> = {},
): Promise<Certificate> {
  return createLeaf({
    issuer: { certificate, key },
    subject: { country: 'CN', commonName: '状态查询' },
    publicKey: KEYS.other.publicKey,
    extendedKeyUsage: ['1.3.6.1.5.5.7.3.9'],
    extensions: [{ oid: '1.3.6.1.5.5.7.48.1.5', critical: false, value: encodeNull() }],
    ...PERIOD,
    ...changes,
  })
}

/** The parts of an answer, DER each, so that any of them can be wrong. */
export interface AnswerParts {
  readonly status?: Uint8Array
  readonly type?: string
  readonly version?: readonly Uint8Array[]
  readonly responder?: Uint8Array
  readonly producedAt?: Uint8Array
  readonly certStatus?: Uint8Array
  readonly singles?: readonly Uint8Array[]
  readonly singleExtensions?: readonly Uint8Array[]
  readonly extensions?: readonly Uint8Array[]
  readonly certificates?: readonly Uint8Array[]
  readonly after?: readonly Uint8Array[]
}

/** An answer about a certificate, signed with the issuer's key, of parts that no responder of ours would write. */
export async function forgeAnswer(
  certificate: Certificate,
  issuer: Certificate,
  key: PrivateKey,
  parts: AnswerParts = {},
): Promise<Uint8Array> {
  const signer = createSigner(key)
  const { certId } = requestOcsp({ certificate, issuer })
  const { singleExtensions = [], extensions = [], certificates = [] } = parts
  const single = encodeSequence(
    certId.raw,
    parts.certStatus ?? encodeElement(0x80),
    encodeGeneralizedTime(hours(-1)),
    encodeContext(0, encodeGeneralizedTime(hours(23))),
    ...(singleExtensions.length === 0 ? [] : [encodeContext(1, encodeSequence(...singleExtensions))]),
  )
  const tbs = encodeSequence(
    ...(parts.version ?? []),
    parts.responder ?? encodeContext(1, issuer.subject.raw),
    parts.producedAt ?? encodeGeneralizedTime(hours(-1)),
    encodeSequence(...(parts.singles ?? [single])),
    ...(extensions.length === 0 ? [] : [encodeContext(1, encodeSequence(...extensions))]),
  )
  const basic = encodeSequence(
    tbs,
    encodeSequence(encodeOid(signer.algorithm)),
    encodeBitString(await signer.sign(tbs)),
    ...(certificates.length === 0 ? [] : [encodeContext(0, encodeSequence(...certificates))]),
    ...(parts.after ?? []),
  )
  return encodeSequence(
    parts.status ?? encodeElement(0x0a, Uint8Array.of(0)),
    encodeContext(
      0,
      encodeSequence(encodeOid(parts.type ?? '1.3.6.1.5.5.7.48.1.1'), encodeOctetString(basic)),
    ),
  )
}
