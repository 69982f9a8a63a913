import {
  type Certificate,
  createPrivateKey,
  createSigner,
  exportPrivateKey,
  type Signer,
  type Trust,
} from '@xinyin/core'
import { createLeaf, createRoot } from '@xinyin/core/ca'
import { createIdentifier, type LicenceData } from '@xinyin/e-license'

const DAY = 86_400_000
const NAME = '示例市城乡建设委员会'
const CODE = '11990100999900011E'
const TYPE_CODE = '11100000000013338W009'
const NUMBER = 'TEST2026060101'

/** An authority with a key of P-256, which every peer knows, and who trusts it for licences and their states. */
export interface Office {
  readonly signer: Signer
  readonly certificate: Certificate
  readonly trust: Trust
  /** PKCS #8, for a peer that is to sign in its place. */
  readonly privateKeyPem: string
}

export async function createOffice(): Promise<Office> {
  const validity = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + DAY) }
  const [rootKey, key] = [await createPrivateKey('P-256'), await createPrivateKey('P-256')]
  const root = await createRoot({
    key: rootKey,
    subject: { country: 'CN', commonName: '示例根' },
    ...validity,
  })
  const certificate = await createLeaf({
    issuer: { certificate: root, key: rootKey },
    publicKey: key.publicKey,
    subject: { country: 'CN', organization: NAME, organizationIdentifier: CODE, commonName: NAME },
    ...validity,
  })
  const base64 = Buffer.from(exportPrivateKey(key)).toString('base64')
  return {
    signer: createSigner(key),
    certificate,
    // The certificate itself is the anchor: what is looked at is the message, not a path.
    trust: {
      anchors: [{ certificate, roles: ['licence-issuer', 'status-issuer'] }],
      intermediates: [],
    },
    privateKeyPem: `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----\n`,
  }
}

/** The day that it is in China. */
const today = (): string => new Date(Date.now() + DAY / 3).toISOString().slice(0, 10)

/** A permit of that office for a company that does not exist. */
export const createPermit = (): LicenceData => ({
  name: '建筑工程施工许可证',
  typeCode: TYPE_CODE,
  number: NUMBER,
  identifier: createIdentifier({ typeCode: TYPE_CODE, issuerCode: CODE, serial: NUMBER }),
  issuers: [{ name: NAME, code: CODE }],
  issuedOn: today(),
  holders: [{ name: '示例置业有限公司', code: '91990100MA990001X7', codeType: '001' }],
  validFrom: today(),
  extensions: { GCMC: '滨江新城示例住宅小区', SGDW: '示例建设集团有限公司' },
})
