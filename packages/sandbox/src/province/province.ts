import { type Certificate, equalBytes } from '@xinyin/core'
import type { RevokedCertificate } from '@xinyin/core/ca'
import { createSeal, createSealPicture, type Seal, type SealPicture } from '@xinyin/e-seal'
import { sealStatusExtension } from '@xinyin/e-seal/maker'
import {
  type Authority,
  createAuthority,
  createHolder,
  createListFile,
  createSubordinate,
  type Holder,
  type NamedFile,
  type Office,
  pemFile,
} from './authorities.ts'
import { createSealStatusOffice, type SealStatusOffice } from './seal-status.ts'

/** An authority that issues licences 证照颁发机构. */
export type IssuingOffice = Required<Office>

export interface ProvinceOptions {
  readonly name?: string
  readonly office?: IssuingOffice
  /** When its certificates and its seal begin; now unless given. */
  readonly now?: Date
  /** How long its revocation lists hold: 30 days unless given. After that, nothing passes that leans on them. */
  readonly listDays?: number
  /** What the office's seal shows: a ring with a star and no text unless given. */
  readonly picture?: SealPicture
  /** Where the status of its seals is told, to be written into its seal; nowhere unless given. */
  readonly sealStatusUrl?: string
  /** What time it is for what is said of its seals; the machine's own unless given. */
  readonly clock?: () => Date
}

/** Since when and why a certificate is not to be relied on. */
export type RevocationNotice = Omit<RevokedCertificate, 'serialNumber' | 'certificateIssuer'>

/** A province with what it needs to seal and issue: authorities, a seal maker, an office with its seal. */
export interface Province {
  readonly name: string
  readonly office: IssuingOffice
  readonly seal: Seal
  /** Makes seals 制章人. */
  readonly sealMaker: Holder
  /** What the seal maker tells of his seals, that of the office among them. */
  readonly sealStatus: SealStatusOffice
  /** Signs with the seal 签章人. */
  readonly sealSigner: Holder
  /** Signs credentials; `chain` holds the certificates between its own and the root. */
  readonly licenceIssuer: Holder & { readonly chain: readonly Certificate[] }
  /** Signs the lists of what became of licences 状态发布方. */
  readonly statusIssuer: Holder
  /** What `loadTrust` and `xinyin verify --trust` take: anchors, and the authorities' revocation lists. */
  readonly trustFiles: readonly NamedFile[]
  /** Has a certificate revoked by its authority, and returns the files as they are from then on. */
  revoke(certificate: Certificate, notice: RevocationNotice): Promise<readonly NamedFile[]>
  /** The ECDSA chain, root first, for programs that know no SM2. */
  readonly chainFiles: readonly NamedFile[]
}

// Made up: the code's check characters are right, and no office has it.
const OFFICE: IssuingOffice = { name: '示例市住房和城乡建设局', code: '11330100999900011D' }

const DAY = 24 * 60 * 60 * 1000
const period = (from: Date, days: number) => ({
  notBefore: from,
  notAfter: new Date(from.getTime() + days * DAY),
})

/**
 * Sets up a province: an SM2 hierarchy in which one authority certifies seal makers and another one those who sign,
 * so that a signer cannot make seals; an ECDSA hierarchy for credentials; and an office's seal.
 */
export async function createProvince(options: ProvinceOptions = {}): Promise<Province> {
  const { name = '示例省', office = OFFICE, now = new Date(), listDays = 30, sealStatusUrl } = options
  // Clocks differ: what begins this second has not begun on the machine next door.
  const start = new Date(now.getTime() - DAY)
  const longTerm = period(start, 3650)
  const shortTerm = period(start, 730)

  const root = await createAuthority('SM2', name, `${name}政务电子认证根`, longTerm)
  const makerAuthority = await createSubordinate(root, name, `${name}印章制作认证`, longTerm)
  const signerAuthority = await createSubordinate(root, name, `${name}机构签章认证`, longTerm)
  const maker = await createHolder(
    makerAuthority,
    { name: `${name}电子印章中心` },
    `${name}电子印章中心`,
    shortTerm,
  )
  const sealSigner = await createHolder(signerAuthority, office, `${office.name}电子证照专用章`, shortTerm)

  const credentialRoot = await createAuthority('P-256', name, `${name}电子证照凭证根`, longTerm)
  const credentialAuthority = await createSubordinate(
    credentialRoot,
    name,
    `${name}电子证照凭证认证`,
    longTerm,
  )
  const issuer = await createHolder(credentialAuthority, office, office.name, shortTerm)
  const statusIssuer = await createHolder(credentialAuthority, { name }, `${name}电子证照状态发布`, shortTerm)

  const seal = await createSeal({
    name: `${office.name}电子证照专用章`,
    picture: options.picture ?? createSealPicture(),
    createdAt: now,
    validFrom: shortTerm.notBefore,
    validTo: shortTerm.notAfter,
    signers: [sealSigner.certificate],
    maker,
    extensions: sealStatusUrl === undefined ? [] : [sealStatusExtension(sealStatusUrl)],
  })
  const sealStatus = createSealStatusOffice(maker, options.clock ?? (() => new Date()))
  sealStatus.add(seal)
  const anchors = [
    pemFile('seal-maker/maker-authority.pem', makerAuthority.certificate),
    pemFile('seal-signer/signer-authority.pem', signerAuthority.certificate),
    pemFile('document-signer/signer-authority.pem', signerAuthority.certificate),
    pemFile('licence-issuer/credential-root.pem', credentialRoot.certificate),
    // Itself, and not who certified it: that one's other certificates say nothing of states.
    pemFile('status-issuer/licence-status.pem', statusIssuer.certificate),
    pemFile('intermediate/credential-authority.pem', credentialAuthority.certificate),
  ]
  const publish = createPublisher(
    {
      root,
      'maker-authority': makerAuthority,
      'signer-authority': signerAuthority,
      'credential-root': credentialRoot,
      'credential-authority': credentialAuthority,
    },
    listDays,
  )
  return {
    name,
    office,
    seal,
    sealMaker: maker,
    sealStatus,
    sealSigner,
    licenceIssuer: { ...issuer, chain: [credentialAuthority.certificate] },
    statusIssuer,
    trustFiles: [...anchors, ...(await publish(start))],
    async revoke(certificate, notice) {
      return [...anchors, ...(await publish(notice.revokedAt, { certificate, notice }))]
    },
    chainFiles: [
      pemFile('root.pem', credentialRoot.certificate),
      pemFile('intermediate.pem', credentialAuthority.certificate),
      pemFile('issuer.pem', issuer.certificate),
    ],
  }
}

/** Keeps what was revoked, and makes the lists of all authorities anew each time. */
function createPublisher(authorities: Readonly<Record<string, Authority>>, listDays: number) {
  const revoked = new Map<Authority, RevokedCertificate[]>()
  let number = 0
  return async (
    thisUpdate: Date,
    added?: { readonly certificate: Certificate; readonly notice: RevocationNotice },
  ): Promise<NamedFile[]> => {
    if (added !== undefined) {
      const { issuer, serialNumber } = added.certificate
      const authority = Object.values(authorities).find(({ certificate }) =>
        equalBytes(certificate.subject.raw, issuer.raw),
      )
      if (authority === undefined) throw new RangeError('certificate: of none of the authorities')
      revoked.set(authority, [...(revoked.get(authority) ?? []), { ...added.notice, serialNumber }])
    }
    number += 1
    const edition = { number, thisUpdate, nextUpdate: new Date(thisUpdate.getTime() + listDays * DAY) }
    return Promise.all(
      Object.entries(authorities).map(([name, authority]) =>
        createListFile(name, authority, revoked.get(authority) ?? [], edition),
      ),
    )
  }
}
