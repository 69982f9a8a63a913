import {
  type Certificate,
  createPrivateKey,
  createSigner,
  type KeyKind,
  type Role,
  type Signer,
  type Trust,
  type TrustAnchor,
} from '@xinyin/core'
import { createCrl, createLeaf, createRoot, type RevokedCertificate } from '@xinyin/core/ca'
import { createRevocationChecker, parseCrl } from '@xinyin/core/revocation'
import { createStatusList, type StatusListSigning, signStatusListJwt } from '../../src/status/index.ts'
import type { LicenceStatusContext } from '../../src/verify/status-checker.ts'

export const AT = new Date('2026-06-01T08:00:00Z')
export const URI = 'https://status.example.gov.cn/lists/1'
const VALID = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2028-01-01T00:00:00Z') }

/** A time so many seconds after the one at which the tests take place. */
export const after = (seconds: number): Date => new Date(AT.getTime() + seconds * 1000)

export interface Person {
  readonly signer: Signer
  readonly certificate: Certificate
}

/** A root, and who signs status lists below it. */
export interface Office {
  readonly root: Person
  readonly issuer: Person
  readonly signing: StatusListSigning
  readonly trust: Trust
}

export async function createOffice(
  kind: KeyKind = 'SM2',
  anchor: Partial<TrustAnchor> = {},
): Promise<Office> {
  const rootKey = await createPrivateKey(kind)
  const root = {
    signer: createSigner(rootKey),
    certificate: await createRoot({
      subject: { country: 'CN', commonName: '状态根' },
      key: rootKey,
      ...VALID,
    }),
  }
  const key = await createPrivateKey(kind)
  const issuer = {
    signer: createSigner(key),
    certificate: await createLeaf({
      subject: { country: 'CN', organization: '示例省', commonName: '证照状态发布' },
      publicKey: key.publicKey,
      issuer: { certificate: root.certificate, key: rootKey },
      ...VALID,
    }),
  }
  const trust = await trustIn(root, 'status-issuer', anchor)
  return { root, issuer, signing: { signer: issuer.signer, certificates: [issuer.certificate] }, trust }
}

/** Trust in one root for one role, with its revocation list. */
export async function trustIn(
  root: Person,
  role: Role,
  anchor: Partial<TrustAnchor> = {},
  revoked: readonly RevokedCertificate[] = [],
): Promise<Trust> {
  const crl = await createCrl({
    issuer: { certificate: root.certificate, key: root.signer },
    number: 1,
    revoked,
    thisUpdate: VALID.notBefore,
    nextUpdate: VALID.notAfter,
  })
  return {
    anchors: [{ certificate: root.certificate, roles: [role], ...anchor }],
    intermediates: [],
    revocation: { crls: [parseCrl(crl)], ocspResponses: [] },
  }
}

export const contextOf = (
  trust: Trust,
  change: Partial<LicenceStatusContext> = {},
): LicenceStatusContext => ({
  trust,
  revocation: createRevocationChecker({ now: () => AT }),
  at: AT,
  licenceType: '11100000000013338W009',
  region: '990100',
  ...change,
})

/** A signed list of 32 places of four bits, made a minute ago. */
export const signedList = (
  { signing }: Pick<Office, 'signing'>,
  change: Partial<Parameters<typeof signStatusListJwt>[0]> = {},
): Promise<string> =>
  signStatusListJwt(
    {
      uri: URI,
      list: createStatusList({ bits: 4, size: 32 }),
      issuedAt: after(-60),
      expiresAt: after(3600),
      ttl: 600,
      ...change,
    },
    signing,
  )
