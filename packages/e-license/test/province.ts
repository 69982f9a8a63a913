import {
  type Certificate,
  createPrivateKey,
  createSigner,
  type KeyKind,
  type Signer,
  type Trust,
} from '@xinyin/core'
import { createCrl, createLeaf, createRoot, type RevokedCertificate } from '@xinyin/core/ca'
import { parseCrl, type RevocationMaterial } from '@xinyin/core/revocation'
import { createSeal, type Seal } from '@xinyin/e-seal'
import { CONSTRUCTION_PERMIT_FACE } from '../src/faces/construction-permit.ts'
import { type IssueLicenceOptions, issueLicence } from '../src/issue.ts'
import type { LicenceData } from '../src/metadata/data.ts'
import { SAMPLE } from './sample.ts'

export const AT = new Date('2026-06-01T08:00:00Z')
const VALID = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2028-01-01T00:00:00Z') }

export interface Member {
  readonly signer: Signer
  readonly certificate: Certificate
}

export const AUTHORITY = SAMPLE.issuers[0]!.name

/** A root for each role, an authority with a seal and a certificate to issue with, and the trust in the roots. */
export interface Province {
  readonly roots: { readonly maker: Member; readonly signer: Member; readonly issuer: Member }
  readonly maker: Member
  readonly office: Member
  readonly issuer: Member
  readonly seal: Seal
  readonly trust: Trust
}

export async function createAuthority(commonName: string, kind: KeyKind = 'SM2'): Promise<Member> {
  const key = await createPrivateKey(kind)
  const certificate = await createRoot({ subject: { country: 'CN', commonName }, key, ...VALID })
  return { signer: createSigner(key), certificate }
}

type Subject = Parameters<typeof createLeaf>[0]['subject']

/** `change` is for what else the name of its certificate says, or says otherwise: the code is the sample's unless given. */
export async function createMember(
  commonName: string,
  root: Member,
  kind: KeyKind = 'SM2',
  change: { readonly [Part in keyof Subject]?: Subject[Part] | undefined } = {},
): Promise<Member> {
  const key = await createPrivateKey(kind)
  const certificate = await createLeaf({
    subject: {
      country: 'CN',
      organization: commonName,
      organizationIdentifier: SAMPLE.issuers[0]!.code,
      commonName,
      ...change,
    } as Subject,
    publicKey: key.publicKey,
    issuer: { certificate: root.certificate, key: root.signer },
    ...VALID,
  })
  return { signer: createSigner(key), certificate }
}

/** What authorities say of those to whom they gave certificates. */
export async function createLists(
  roots: readonly Member[],
  revoked: readonly RevokedCertificate[] = [],
): Promise<RevocationMaterial> {
  const dates = { thisUpdate: VALID.notBefore, nextUpdate: VALID.notAfter }
  const lists = roots.map(({ certificate, signer }) =>
    createCrl({ issuer: { certificate, key: signer }, number: 1, revoked, ...dates }),
  )
  return { crls: (await Promise.all(lists)).map((crl) => parseCrl(crl)), ocspResponses: [] }
}

const PIXEL = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGM4wcDwHwAEJAHIBqHEeAAAAABJRU5ErkJggg=='),
  (character) => character.charCodeAt(0),
)

export function createOfficeSeal(name: string, maker: Member, office: Member): Promise<Seal> {
  return createSeal({
    name,
    picture: { type: 'png', data: PIXEL, width: 42, height: 42 },
    createdAt: VALID.notBefore,
    validFrom: VALID.notBefore,
    validTo: VALID.notAfter,
    signers: [office.certificate],
    maker,
  })
}

export async function createProvince(kind: KeyKind = 'P-256'): Promise<Province> {
  const roots = {
    maker: await createAuthority('制章根'),
    signer: await createAuthority('签章根'),
    issuer: await createAuthority('颁发根', kind),
  }
  const maker = await createMember('示例省制章中心', roots.maker)
  const office = await createMember(AUTHORITY, roots.signer)
  const issuer = await createMember(AUTHORITY, roots.issuer, kind)
  const trust: Trust = {
    anchors: [
      { certificate: roots.maker.certificate, roles: ['seal-maker'] },
      { certificate: roots.signer.certificate, roles: ['seal-signer'] },
      { certificate: roots.issuer.certificate, roles: ['licence-issuer'] },
    ],
    intermediates: [],
    revocation: await createLists(Object.values(roots)),
  }
  const seal = await createOfficeSeal(`${AUTHORITY}电子证照专用章`, maker, office)
  return { roots, maker, office, issuer, seal, trust }
}

export function issueIn(
  { seal, office, issuer }: Province,
  data: LicenceData = SAMPLE,
  change: Partial<IssueLicenceOptions> = {},
) {
  return issueLicence(data, {
    seal,
    sealSigner: office.signer,
    issuerSigner: issuer.signer,
    issuerCertificates: [issuer.certificate],
    template: CONSTRUCTION_PERMIT_FACE,
    at: AT,
    ...change,
  })
}
