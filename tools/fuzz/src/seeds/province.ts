import {
  type Certificate,
  createPrivateKey,
  createSigner,
  encodePem,
  type KeyKind,
  type Signer,
} from '@xinyin/core'
import { createCrl, createIntermediate, createLeaf, createRoot } from '@xinyin/core/ca'
import type { Seed } from '../corpus.ts'

const VALIDITY = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }

export interface Party {
  readonly certificate: Certificate
  readonly signer: Signer
}

/** The certificates and keys that the seeds are made with. The keys are gone when the process ends. */
export interface Province {
  readonly certificates: readonly Certificate[]
  readonly maker: Party
  readonly sealSigner: Party
  readonly issuer: Party
  /** `role/name.pem`, and a bundle of the authorities' revocation lists. */
  readonly trust: readonly Seed[]
}

async function createAuthority(kind: KeyKind, name: string) {
  const rootKey = await createPrivateKey(kind)
  const subject = (commonName: string) => ({ country: 'CN', organization: commonName, commonName })
  // The code of the office that the licences name.
  const organizationIdentifier = '11330100999900011D'
  const root = await createRoot({ subject: subject(`${name}根`), key: rootKey, ...VALIDITY })
  const key = await createPrivateKey(kind)
  const authority = await createIntermediate({
    issuer: { certificate: root, key: rootKey },
    subject: subject(name),
    publicKey: key.publicKey,
    pathLength: 0,
    ...VALIDITY,
  })
  const createParty = async (commonName: string): Promise<Party> => {
    const partyKey = await createPrivateKey(kind)
    const certificate = await createLeaf({
      issuer: { certificate: authority, key },
      subject: { ...subject(commonName), organizationIdentifier },
      publicKey: partyKey.publicKey,
      ...VALIDITY,
    })
    return { certificate, signer: createSigner(partyKey) }
  }
  const list = (issuer: Parameters<typeof createCrl>[0]['issuer']) =>
    createCrl({
      issuer,
      number: 1,
      thisUpdate: VALIDITY.notBefore,
      nextUpdate: VALIDITY.notAfter,
      revoked: [],
    })
  const lists = await Promise.all([
    list({ certificate: root, key: rootKey }),
    list({ certificate: authority, key }),
  ])
  return { root, authority, createParty, lists }
}

const encoder = new TextEncoder()
const pem = (certificate: Certificate) => encoder.encode(encodePem('CERTIFICATE', certificate.raw))
const pemList = (crl: Uint8Array) => encodePem('X509 CRL', crl)

export async function createProvince(): Promise<Province> {
  const makers = await createAuthority('SM2', '测试制章机构')
  const signers = await createAuthority('SM2', '测试签章机构')
  const issuers = await createAuthority('P-256', '测试证照机构')
  const maker = await makers.createParty('测试制章人')
  const sealSigner = await signers.createParty('测试市住房和城乡建设局')
  const issuer = await issuers.createParty('测试市住房和城乡建设局')
  const authorities = [makers, signers, issuers]
  return {
    certificates: [
      ...authorities.flatMap(({ root, authority }) => [root, authority]),
      maker.certificate,
      sealSigner.certificate,
      issuer.certificate,
    ],
    maker,
    sealSigner,
    issuer,
    trust: [
      { name: 'seal-maker/root.pem', bytes: pem(makers.root) },
      { name: 'seal-signer/root.pem', bytes: pem(signers.root) },
      { name: 'document-signer/root.pem', bytes: pem(signers.root) },
      { name: 'licence-issuer/root.pem', bytes: pem(issuers.root) },
      {
        name: 'revocation/lists.pem',
        bytes: encoder.encode(authorities.flatMap(({ lists }) => lists.map(pemList)).join('')),
      },
      ...authorities.map(({ authority }, index) => ({
        name: `intermediate/authority-${index + 1}.pem`,
        bytes: pem(authority),
      })),
    ],
  }
}
