import { createSigner, createSm2KeyPair, exportPrivateKey, type Trust } from '@xinyin/core'
import { createCrl, createLeaf, createRoot } from '@xinyin/core/ca'
import { parseCrl } from '@xinyin/core/revocation'
import { createSeal, createSealPicture, inspectSeal, parseSeal } from '@xinyin/e-seal'
import { sm2Identity } from '../../../packages/core/src/crypto/sm2-identity.ts'
import { compare, type Job, type Result } from './compare.ts'
import type { Part } from './part.ts'
import { bareNode } from './peers.ts'
import { measureOfd } from './seal-ofd.ts'

const DAY = 86_400_000

export const parts: readonly Part[] = [measureSeals, measureOfd]

/** Seals beside the signature checks alone that no verifier can do without. */
async function measureSeals(): Promise<Result[]> {
  const [root, maker, signer] = [await createSm2KeyPair(), await createSm2KeyPair(), await createSm2KeyPair()]
  const validity = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + 365 * DAY) }
  const name = (commonName: string) => ({ country: 'CN', organization: '示例', commonName })
  const rootCertificate = await createRoot({ key: root.privateKey, subject: name('根'), ...validity })
  const issuer = { certificate: rootCertificate, key: root.privateKey }
  const leaf = (publicKey: typeof maker.publicKey, commonName: string) =>
    createLeaf({ issuer, publicKey, subject: name(commonName), ...validity })
  const makerCertificate = await leaf(maker.publicKey, '制章人')

  const { raw } = await createSeal({
    name: '示例专用章',
    picture: createSealPicture(),
    validFrom: validity.notBefore,
    validTo: validity.notAfter,
    signers: [await leaf(signer.publicKey, '签章人')],
    maker: { signer: createSigner(maker.privateKey), certificate: makerCertificate },
  })
  const dates = { thisUpdate: validity.notBefore, nextUpdate: validity.notAfter }
  const crl = parseCrl(await createCrl({ issuer, number: 1, revoked: [], ...dates }))
  const trust: Trust = {
    anchors: [{ certificate: rootCertificate, roles: ['seal-maker'] }],
    intermediates: [],
    revocation: { crls: [crl], ocspResponses: [] },
  }

  const bare = bareNode(
    exportPrivateKey(maker.privateKey),
    maker.publicKey.spki,
    sm2Identity(maker.publicKey),
  )
  const signature = bare.sign(raw)
  const job: Job = {
    name: 'Seal inspect',
    contestants: {
      Xinyin: async () => {
        const { verdict } = await inspectSeal(raw, { trust })
        if (verdict !== 'passed') throw new Error('a good seal did not pass')
      },
      // The maker's signature over the seal, and the root's over the maker's certificate and over its revocation list.
      'three bare createVerify': () => {
        for (let i = 0; i < 3; i++) if (!bare.verify(raw, signature)) throw new Error('refused')
      },
      'Xinyin, parsing alone': () => parseSeal(raw),
    },
  }
  return [await compare(job)]
}
