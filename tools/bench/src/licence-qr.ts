import { createPublicKey, createVerify, type KeyObject, verify } from 'node:crypto'
import {
  type Certificate,
  createPrivateKey,
  createSigner,
  type KeyKind,
  type Signer,
  type Trust,
} from '@xinyin/core'
import { createLeaf, createRoot } from '@xinyin/core/ca'
import { createLicenceQr, inspectLicenceQr, type LicenceData } from '@xinyin/e-license'
import { encodeSigStructure } from '../../../packages/core/src/cose/sign1.ts'
import { writeDerSignature } from '../../../packages/core/src/crypto/ec-signature-write.ts'
import { sm2Identity } from '../../../packages/core/src/crypto/sm2-identity.ts'
import { parseQrMessage, QR_EXTERNAL_AAD } from '../../../packages/e-license/src/qr/envelope.ts'
import { compare, type Result } from './compare.ts'
import { rotate } from './rotation.ts'

const DAY = 86_400_000
const VALIDITY = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + 365 * DAY) }
const CODE = '11990100999900011E'
const AUTHORITY = '示例市城乡建设委员会'
const TODAY = new Date(Date.now() + DAY / 3).toISOString().slice(0, 10)

/** A permit as it is printed: its essentials and three of its items. */
const PERMIT: LicenceData = {
  name: '建筑工程施工许可证',
  typeCode: '11100000000013338W009',
  number: '990100202605220101',
  identifier: '1.2.156.3005.2.11100000000013338W009.11990100999900011E.20260002.001.Z',
  issuers: [{ name: AUTHORITY, code: CODE }],
  issuedOn: TODAY,
  holders: [{ name: '示例置业有限公司', code: '91990100MA990001X7', codeType: '001' }],
  validFrom: TODAY,
  extensions: {
    GCMC: '滨江新城示例住宅小区（一期）及地下车库工程',
    JSDZ: '示例市滨江区示例路 18 号',
    SGDW: '示例建设集团有限公司',
  },
}

/** An authority whose certificate is an anchor itself: what is measured is the code, not a chain and its revocation lists. */
async function createIssuer(
  kind: KeyKind,
): Promise<{ signer: Signer; certificate: Certificate; trust: Trust }> {
  const [rootKey, key] = [await createPrivateKey(kind), await createPrivateKey(kind)]
  const root = await createRoot({
    key: rootKey,
    subject: { country: 'CN', commonName: '颁发根' },
    ...VALIDITY,
  })
  const certificate = await createLeaf({
    issuer: { certificate: root, key: rootKey },
    publicKey: key.publicKey,
    subject: {
      country: 'CN',
      organization: AUTHORITY,
      organizationIdentifier: CODE,
      commonName: AUTHORITY,
    },
    ...VALIDITY,
  })
  const trust: Trust = { anchors: [{ certificate, roles: ['licence-issuer'] }], intermediates: [] }
  return { signer: createSigner(key), certificate, trust }
}

/** The signature in a code checked by the platform alone, over what is signed: written out once, before. */
function bareCheck(text: string, { publicKey }: Certificate): () => void {
  const { message, payload } = parseQrMessage(text)
  const signed = encodeSigStructure(message.protectedBytes, payload, QR_EXTERNAL_AAD)
  const key: KeyObject = createPublicKey({ key: Buffer.from(publicKey.spki), format: 'der', type: 'spki' })
  const check =
    publicKey.kind === 'SM2'
      ? bareSm2(key, sm2Identity(publicKey), signed, writeDerSignature(message.signature))
      : () => verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, message.signature)
  return () => {
    if (!check()) throw new Error('a good signature did not verify')
  }
}

const bareSm2 = (key: KeyObject, z: Uint8Array, signed: Uint8Array, signature: Uint8Array) => () =>
  createVerify('sm3').update(z).update(signed).verify(key, signature)

/** Licences in QR codes beside the signature check alone that no verifier can do without. */
export async function measureQr(): Promise<Result[]> {
  const results: Result[] = []
  for (const [name, kind] of [
    ['SM2', 'SM2'],
    ['ES256', 'P-256'],
  ] as const) {
    const { signer, certificate, trust } = await createIssuer(kind)
    const extensions = Object.keys(PERMIT.extensions)
    const texts: string[] = []
    while (texts.length < 32) {
      const number = `9901002026052201${10 + texts.length}`
      texts.push(await createLicenceQr({ ...PERMIT, number }, { signer, certificate, extensions }))
    }
    const nextText = rotate(texts)
    const nextCheck = rotate(texts.map((text) => bareCheck(text, certificate)))
    const contestants = {
      Xinyin: async () => {
        const { verdict } = await inspectLicenceQr(nextText(), { trust })
        if (verdict !== 'passed') throw new Error('a good code did not pass')
      },
      'bare signature check': () => nextCheck()(),
    }
    results.push(await compare({ name: `QR verify, ${name}`, contestants }, { slice: 120 }))
  }
  return results
}
