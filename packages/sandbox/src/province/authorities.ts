import {
  type Certificate,
  createPrivateKey,
  createSigner,
  encodePem,
  encodeUtf8,
  type KeyKind,
  type PrivateKey,
  type Signer,
} from '@xinyin/core'
import {
  createCrl,
  createIntermediate,
  createLeaf,
  createRoot,
  type RevokedCertificate,
} from '@xinyin/core/ca'

/** Somebody with a certificate and the key that belongs to it. */
export interface Holder {
  readonly certificate: Certificate
  readonly signer: Signer
}

export interface Authority {
  readonly certificate: Certificate
  readonly key: PrivateKey
}

export interface Period {
  readonly notBefore: Date
  readonly notAfter: Date
}

/** A file as `loadTrust` and `xinyin verify --trust` take it. */
export interface NamedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export const pemFile = (name: string, ...certificates: readonly Certificate[]): NamedFile => ({
  name,
  bytes: encodeUtf8(certificates.map((certificate) => encodePem('CERTIFICATE', certificate.raw)).join('')),
})

const subject = (organization: string, commonName: string) => ({ country: 'CN', organization, commonName })

/** A certification authority 认证机构 of the province, and what it issues. */
export async function createAuthority(
  kind: KeyKind,
  organization: string,
  commonName: string,
  period: Period,
): Promise<Authority> {
  const key = await createPrivateKey(kind)
  return {
    key,
    certificate: await createRoot({ subject: subject(organization, commonName), key, ...period }),
  }
}

export async function createSubordinate(
  issuer: Authority,
  organization: string,
  commonName: string,
  period: Period,
): Promise<Authority> {
  const key = await createPrivateKey(issuer.key.kind)
  const { publicKey } = createSigner(key)
  const name = subject(organization, commonName)
  return {
    key,
    certificate: await createIntermediate({ subject: name, issuer, publicKey, pathLength: 0, ...period }),
  }
}

/** An office 机构 of the province. */
export interface Office {
  readonly name: string
  /** Unified social credit code 统一社会信用代码; in its certificates, it ties what they sign to the office. */
  readonly code?: string
}

/** The certificate and key of an office that signs. */
export async function createHolder(
  issuer: Authority,
  office: Office,
  commonName: string,
  period: Period,
): Promise<Holder> {
  const signer = createSigner(await createPrivateKey(issuer.key.kind))
  const code = office.code === undefined ? {} : { organizationIdentifier: office.code }
  const name = { ...subject(office.name, commonName), ...code }
  return {
    signer,
    certificate: await createLeaf({ subject: name, issuer, publicKey: signer.publicKey, ...period }),
  }
}

/** When a revocation list was made and until when it holds, and its number, which goes up. */
export interface Edition {
  readonly number: number
  readonly thisUpdate: Date
  readonly nextUpdate: Date
}

/** An authority's list of those whose certificates it has revoked 证书吊销列表. */
export async function createListFile(
  name: string,
  issuer: Authority,
  revoked: readonly RevokedCertificate[],
  edition: Edition,
): Promise<NamedFile> {
  return { name: `revocation/${name}.crl`, bytes: await createCrl({ issuer, revoked, ...edition }) }
}
