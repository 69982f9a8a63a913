import { encodeUtf8 } from '@xinyin/core'
import { type CborKey, type CborMap, type CborValue, encodeCbor, parseCbor } from '@xinyin/core/cbor'
import { createCoseSign1, createThumbprint, encodeThumbprint, parseCoseSign1 } from '@xinyin/core/cose'
import { expect } from 'vitest'
import { explain } from '../../src/checks.ts'
import type { LicenceData } from '../../src/metadata/data.ts'
import { decodeBase45, encodeBase45 } from '../../src/qr/base45.ts'
import { encodeQrContent, type QrContent } from '../../src/qr/content.ts'
import { packQrContent, unpackQrContent } from '../../src/qr/deflate.ts'
import { inspectLicenceQr, type LicenceQrPolicy } from '../../src/qr/inspect.ts'
import { AT, createProvince, type Member } from '../province.ts'
import { SAMPLE } from '../sample.ts'

/** Two provinces, one for each algorithm; their codes and certificates are of the same authority. */
export const provinces = { SM2: await createProvince('SM2'), ES256: await createProvince('P-256') }
export const province = provinces.ES256

export const CITIZEN: LicenceData = {
  ...SAMPLE,
  holders: [{ name: '张三', code: '11010519491231002X', codeType: '111' }],
}

/** The checks that did not pass, each of which has its sentences. */
export async function failures(text: string, change: Partial<LicenceQrPolicy> = {}) {
  const policy = { trust: province.trust, at: AT, certificates: [province.issuer.certificate], ...change }
  const report = await inspectLicenceQr(text, policy)
  for (const check of report.checks)
    for (const language of ['en', 'zh-CN'] as const)
      expect(explain(check, language)).not.toMatch(/[{}]|^\w+\.[\w-]+[:：]/)
  const wrong = report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
  if (wrong.length === 0) expect(report.verdict).toBe('passed')
  else expect(report.verdict).not.toBe('passed')
  return wrong.map(({ id, code }) => `${id} ${code}`)
}

export interface Forgery {
  readonly by?: Member
  readonly protectedHeader?: CborMap
  readonly unprotectedHeader?: CborMap
  readonly externalAad?: Uint8Array
  readonly isTagged?: boolean
  readonly isDetached?: boolean
  readonly pack?: (content: Uint8Array) => Uint8Array
}

/** A stream behind the number of octets that it is said to have. */
export const stated = (length: number, stream: Uint8Array) =>
  Uint8Array.of(length >> 8, length & 0xff, ...stream)

/** A code of the authority, over whatever octets. */
export async function signContent(content: Uint8Array, forgery: Forgery = {}): Promise<string> {
  const { by = province.issuer, pack = packQrContent, ...rest } = forgery
  const thumbprint = createThumbprint(by.certificate.raw, 'SHA-256/64')
  for (;;) {
    const bytes = await createCoseSign1({
      payload: pack(content),
      signer: by.signer,
      protectedHeader: new Map([[34, encodeThumbprint(thumbprint)]]),
      externalAad: encodeUtf8('XY1:'),
      isTagged: false,
      ...rest,
    })
    // Signatures with a large s are another matter.
    const { signature } = parseCoseSign1(bytes, { keyOrder: 'any' })
    if ((signature[32] ?? 0) < 0x7f || by.signer.publicKey.kind === 'SM2') return `XY1:${encodeBase45(bytes)}`
  }
}

export const signData = (change: Partial<LicenceData>, forgery?: Forgery) =>
  signContent(
    encodeQrContent({ data: { ...SAMPLE, extensions: {}, ...change }, digests: [] } as QrContent),
    forgery,
  )

/** The items of a code, changed and signed by the authority: what only its own program could do wrong. */
export function signItems(text: string, change: (items: Map<CborKey, CborValue>) => void, forgery?: Forgery) {
  const items = new Map(parseCbor(contentOf(text)) as CborMap)
  change(items)
  return signContent(encodeCbor(items), forgery)
}

export const messageOf = (text: string) => parseCoseSign1(decodeBase45(text.slice(4)))
export const contentOf = (text: string) => unpackQrContent(messageOf(text).payload!)
