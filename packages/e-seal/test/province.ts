import { type Certificate, createPrivateKey, createSigner, type Signer, type Trust } from '@xinyin/core'
import { createCrl, createLeaf, createRoot, type RevokedCertificate } from '@xinyin/core/ca'
import { parseCrl, type RevocationMaterial } from '@xinyin/core/revocation'
import { createSeal, type NewSeal, type Seal } from '../src/index.ts'

export const AT = new Date('2026-06-01T08:00:00Z')
const VALID = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2028-01-01T00:00:00Z') }

export interface Member {
  readonly signer: Signer
  readonly certificate: Certificate
}

/** A seal maker's root, a signers' root, an office, and the trust in both roots. */
export interface Province {
  readonly makerRoot: Member
  readonly signerRoot: Member
  readonly maker: Member
  readonly office: Member
  readonly trust: Trust
  readonly seal: Seal
}

const named = (commonName: string) => ({ country: 'CN', organization: '示例省', commonName })

async function createAuthority(name: string): Promise<Member> {
  const key = await createPrivateKey('SM2')
  const certificate = await createRoot({ subject: named(name), key, ...VALID })
  return { signer: createSigner(key), certificate }
}

export async function createMember(
  name: string,
  issuer: Member,
  validity: { notBefore: Date; notAfter: Date } = VALID,
): Promise<Member> {
  const key = await createPrivateKey('SM2')
  const certificate = await createLeaf({
    subject: named(name),
    publicKey: key.publicKey,
    issuer: { certificate: issuer.certificate, key: issuer.signer },
    ...validity,
  })
  return { signer: createSigner(key), certificate }
}

/** Several lists as one trust has them. */
export const join = (...materials: readonly RevocationMaterial[]): RevocationMaterial => ({
  crls: materials.flatMap(({ crls }) => crls),
  ocspResponses: [],
})

/** What an authority says of those to whom it gave certificates. */
export async function createList(
  { certificate, signer }: Member,
  revoked: readonly RevokedCertificate[] = [],
  { thisUpdate, nextUpdate } = { thisUpdate: VALID.notBefore, nextUpdate: VALID.notAfter },
): Promise<RevocationMaterial> {
  const issuer = { certificate, key: signer }
  const crl = await createCrl({ issuer, number: 1, thisUpdate, nextUpdate, revoked })
  return { crls: [parseCrl(crl)], ocspResponses: [] }
}

/** The smallest picture: one red pixel. */
export const PIXEL = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGM4wcDwHwAEJAHIBqHEeAAAAABJRU5ErkJggg=='),
  (character) => character.charCodeAt(0),
)

export function sealOptions(maker: Member, signers: readonly Certificate[]): NewSeal {
  return {
    name: '示例市电子证照专用章',
    id: '0123456789abcdef0123456789abcdef',
    picture: { type: 'png', data: PIXEL, width: 40, height: 40 },
    createdAt: new Date('2026-02-01T00:00:00Z'),
    validFrom: new Date('2026-02-01T00:00:00Z'),
    validTo: new Date('2027-02-01T00:00:00Z'),
    signers,
    maker,
  }
}

export async function createProvince(): Promise<Province> {
  const makerRoot = await createAuthority('制章根')
  const signerRoot = await createAuthority('签章根')
  const maker = await createMember('制章人', makerRoot)
  const office = await createMember('示例市住建局', signerRoot)
  const trust: Trust = {
    anchors: [
      { certificate: makerRoot.certificate, roles: ['seal-maker'] },
      { certificate: signerRoot.certificate, roles: ['seal-signer'] },
    ],
    intermediates: [],
    revocation: join(await createList(makerRoot), await createList(signerRoot)),
  }
  const seal = await createSeal(sealOptions(maker, [office.certificate]))
  return { makerRoot, signerRoot, maker, office, trust, seal }
}
