import { createPrivateKey, createSigner, type PrivateKey, type Signer, type Trust } from '@xinyin/core'
import { createCrl, createLeaf, createRoot } from '@xinyin/core/ca'
import { parseCrl } from '@xinyin/core/revocation'
import { createSeal, createSealPicture, type Seal } from '@xinyin/e-seal'

const DAY = 86_400_000

/** Who makes seals and who signs with them, each under an own root, and the lists of those. */
export interface SealProvince {
  readonly trust: Trust
  readonly seal: Seal
  readonly makerKey: PrivateKey
  readonly signerKey: PrivateKey
  readonly signer: Signer
}

export async function createSealProvince(): Promise<SealProvince> {
  const validity = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + 365 * DAY) }
  const named = (commonName: string) => ({ country: 'CN', organization: '示例', commonName })
  const authority = async (name: string) => {
    const key = await createPrivateKey('SM2')
    const certificate = await createRoot({ key, subject: named(name), ...validity })
    const issuer = { certificate, key }
    const dates = { thisUpdate: validity.notBefore, nextUpdate: validity.notAfter }
    return { issuer, crl: parseCrl(await createCrl({ issuer, number: 1, revoked: [], ...dates })) }
  }
  const [makers, signers] = [await authority('制章根'), await authority('签章根')]
  const [makerKey, signerKey] = [await createPrivateKey('SM2'), await createPrivateKey('SM2')]
  const leaf = ({ issuer }: typeof makers, { publicKey }: PrivateKey, name: string) =>
    createLeaf({ issuer, publicKey, subject: named(name), ...validity })
  const signer = createSigner(signerKey)
  const seal = await createSeal({
    name: '示例专用章',
    picture: createSealPicture(),
    validFrom: validity.notBefore,
    validTo: validity.notAfter,
    signers: [await leaf(signers, signerKey, '签章人')],
    maker: { signer: createSigner(makerKey), certificate: await leaf(makers, makerKey, '制章人') },
  })
  const trust: Trust = {
    anchors: [
      { certificate: makers.issuer.certificate, roles: ['seal-maker'] },
      { certificate: signers.issuer.certificate, roles: ['seal-signer'] },
    ],
    intermediates: [],
    revocation: { crls: [makers.crl, signers.crl], ocspResponses: [] },
  }
  return { trust, seal, makerKey, signerKey, signer }
}
