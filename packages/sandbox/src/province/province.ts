import type { Certificate } from '@xinyin/core'
import { createSeal, createSealPicture, type Seal } from '@xinyin/e-seal'
import {
  createAuthority,
  createHolder,
  createSubordinate,
  type Holder,
  type NamedFile,
  type Office,
  pemFile,
} from './authorities.ts'

/** An authority that issues licences 证照颁发机构. */
export type IssuingOffice = Required<Office>

export interface ProvinceOptions {
  readonly name?: string
  readonly office?: IssuingOffice
  /** When its certificates and its seal begin; now unless given. */
  readonly now?: Date
}

/** A province with what it needs to seal and issue: authorities, a seal maker, an office with its seal. */
export interface Province {
  readonly name: string
  readonly office: IssuingOffice
  readonly seal: Seal
  /** Signs with the seal 签章人. */
  readonly sealSigner: Holder
  /** Signs credentials; `chain` holds the certificates between its own and the root. */
  readonly licenceIssuer: Holder & { readonly chain: readonly Certificate[] }
  /** What `loadTrust` and `xinyin verify --trust` take. */
  readonly trustFiles: readonly NamedFile[]
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
  const { name = '示例省', office = OFFICE, now = new Date() } = options
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

  const seal = await createSeal({
    name: `${office.name}电子证照专用章`,
    picture: createSealPicture(),
    createdAt: now,
    validFrom: shortTerm.notBefore,
    validTo: shortTerm.notAfter,
    signers: [sealSigner.certificate],
    maker,
  })
  return {
    name,
    office,
    seal,
    sealSigner,
    licenceIssuer: { ...issuer, chain: [credentialAuthority.certificate] },
    trustFiles: [
      pemFile('seal-maker/maker-authority.pem', makerAuthority.certificate),
      pemFile('seal-signer/signer-authority.pem', signerAuthority.certificate),
      pemFile('licence-issuer/credential-root.pem', credentialRoot.certificate),
      pemFile('intermediate/credential-authority.pem', credentialAuthority.certificate),
    ],
    chainFiles: [
      pemFile('root.pem', credentialRoot.certificate),
      pemFile('intermediate.pem', credentialAuthority.certificate),
      pemFile('issuer.pem', issuer.certificate),
    ],
  }
}
