import type { KeyKind, Trust, TrustAnchor } from '@xinyin/core'
import type { CborValue } from '@xinyin/core/cbor'
import { COSE_HEADER, createThumbprint, encodeThumbprint } from '@xinyin/core/cose'
import type { Grant } from '@xinyin/core/trust'
import type { Seal } from '@xinyin/e-seal'
import { sealOfd } from '@xinyin/e-seal/ofd'
import { issueSdJwt } from '../../../src/credential/issue.ts'
import { encodeX5c } from '../../../src/credential/x5c.ts'
import { CONSTRUCTION_PERMIT_FACE } from '../../../src/faces/construction-permit.ts'
import { createLicenceOfd } from '../../../src/file/ofd.ts'
import { encodeClaims, selectiveClaims } from '../../../src/metadata/claims.ts'
import type { LicenceData, LicenceForm } from '../../../src/metadata/data.ts'
import { encodeQrContent, type QrContent } from '../../../src/qr/content.ts'
import { createStatusChecker, type LicenceStatusChecker } from '../../../src/status/index.ts'
import type { LicencePolicy } from '../../../src/verify/policy.ts'
import { createTestIssuer, type TestIssuer } from '../../credential/forge.ts'
import {
  AT,
  AUTHORITY,
  createAuthority,
  createLists,
  createMember,
  createOfficeSeal,
  createProvince,
  issueIn,
  type Member,
  type Province,
} from '../../province.ts'
import { signContent } from '../../qr/offices.ts'
import { SAMPLE } from '../../sample.ts'
import { createOffice, type Office, signedList, URI } from '../../status/office.ts'

/** Who issues licences: with a certificate for credentials, and a seal with another for documents. */
export type Body = Pick<Province, 'issuer' | 'office' | 'seal'>

/** Everybody who has a part in a licence, and those who would like to. */
export interface World {
  /** Of the keys with which credentials and codes are signed. */
  readonly kind: KeyKind
  readonly province: Province
  /** The licence that is attacked, in each form, as a verifier takes it. */
  readonly licence: { readonly ofd: Uint8Array; readonly 'sd-jwt': string; readonly qr: string }
  readonly policy: LicencePolicy
  readonly trust: Trust
  /** An authority that is trusted as well, but not for what is ours. */
  readonly neighbour: Body
  /** Has given himself certificates and a seal with all the right names. */
  readonly forger: Province
  /** Works for the authority, and may sign documents, without a seal. */
  readonly clerk: Member
  /** Says what became of licences. */
  readonly registry: Office
  readonly holder: TestIssuer
  /** Has the licence of somebody else. */
  readonly thief: TestIssuer
}

export const NEIGHBOUR = '邻市城乡建设委员会'
export const DATA: LicenceData = { ...SAMPLE, status: { uri: URI, index: 7 } }
export const DAY = 86_400_000
export const at = (days: number): Date => new Date(AT.getTime() + days * DAY)

/** A world whose credentials and QR codes are signed with keys of this kind; seals have SM2 in any. */
export async function createWorld(kind: KeyKind): Promise<World> {
  const province = await createProvince(kind)
  const { roots, maker, issuer } = province
  const [forger, registry] = [await createProvince(kind), await createOffice(kind)]
  const documents = await createAuthority('文档签名根')
  const clerk = await createMember('经办人', documents, 'SM2', { organization: AUTHORITY })
  const office = await createMember(NEIGHBOUR, roots.signer)
  const neighbour = {
    issuer: await createMember(NEIGHBOUR, roots.issuer, kind),
    office,
    seal: await createOfficeSeal(`${NEIGHBOUR}电子证照专用章`, maker, office),
  }
  const lists = await createLists([...Object.values(roots), documents])
  const crls = [...lists.crls, ...(registry.trust.revocation?.crls ?? [])]
  const signers: TrustAnchor = { certificate: documents.certificate, roles: ['document-signer'] }
  const trust: Trust = {
    anchors: [...province.trust.anchors, ...registry.trust.anchors, signers],
    intermediates: [],
    revocation: { crls, ocspResponses: [] },
  }
  const [holder, thief] = [await createTestIssuer(), await createTestIssuer()]
  const { ofd, sdJwt, qr = '' } = await issueIn(province, DATA, { holderKey: holder.key })
  const status = listed(await signedList(registry))
  return {
    kind,
    province,
    licence: { ofd, 'sd-jwt': sdJwt, qr },
    policy: { trust, at: AT, certificates: [issuer.certificate], status },
    trust,
    neighbour,
    forger,
    clerk,
    registry,
    holder,
    thief,
  }
}

/** A checker with lists at hand and no network. */
export const listed = (...lists: readonly (string | Uint8Array)[]): LicenceStatusChecker =>
  createStatusChecker({ lists, clock: () => AT })

/** Whatever data in any form, signed by whoever has the keys for it: nothing is looked at that would stand against it. */
export async function signedBy(
  { issuer, office, seal }: Body,
  form: LicenceForm,
  data: LicenceData = DATA,
): Promise<Uint8Array | string> {
  if (form === 'ofd') return sealedBy({ office, seal }, data)
  if (form === 'qr') return codeBy(issuer, data)
  return issueSdJwt({
    claims: encodeClaims(data, AT),
    selective: selectiveClaims(data),
    signer: issuer.signer,
    header: encodeX5c([issuer.certificate]),
  })
}

/** A code that brings the certificate of who signed it, and perhaps those above. */
export const codeBy = (
  by: Member,
  data: LicenceData = DATA,
  above: readonly Member[] = [],
): Promise<string> => {
  const { raw } = by.certificate
  const chain = [raw, ...above.map(({ certificate }) => certificate.raw)]
  const hint = encodeThumbprint(createThumbprint(raw, 'SHA-256/64'))
  const content = encodeQrContent({ data: { ...data, extensions: {} }, digests: [] } as QrContent)
  const protectedHeader = new Map<number, CborValue>([
    [COSE_HEADER.x5chain, above.length === 0 ? raw : chain],
    [COSE_HEADER.x5t, hint],
  ])
  return signContent(content, { by, protectedHeader })
}

export const sealedBy = (
  { office, seal }: { readonly office: Pick<Member, 'signer'>; readonly seal: Seal },
  data: LicenceData = DATA,
  change: Partial<Parameters<typeof sealOfd>[1]> = {},
): Promise<Uint8Array> =>
  sealOfd(createLicenceOfd(data, CONSTRUCTION_PERMIT_FACE), {
    seal,
    signer: office.signer,
    stamps: [],
    protect: 'whole',
    at: AT,
    ...change,
  })

/** A credential of the authority over whatever claims. */
export const credentialOf = (
  { province: { issuer } }: World,
  claims: object,
  selective: readonly string[] = [],
  holder?: TestIssuer,
  type = 'dc+sd-jwt',
): Promise<string> =>
  issueSdJwt({
    claims: { ...encodeClaims(DATA, AT), ...claims } as Record<string, never>,
    selective,
    signer: issuer.signer,
    type,
    header: encodeX5c([issuer.certificate]),
    ...(holder === undefined ? {} : { holderKey: holder.key }),
  })

/** The trust, with what those below each anchor are granted. */
export const granting = (trust: Trust, grant: Omit<Grant, 'role'>): Trust => ({
  ...trust,
  anchors: trust.anchors.map((anchor) => ({
    ...anchor,
    grants: anchor.roles.map((role) => ({ role, ...grant })),
  })),
})
