import { hash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { encodeUtf8, exportPrivateKey } from '@xinyin/core'
import { inspectLicence, issueLicence } from '@xinyin/e-license'
import { CONSTRUCTION_PERMIT_FACE } from '@xinyin/e-license/faces'
import { parseOfdPackage } from '@xinyin/e-seal/ofd'
import { sm2Identity } from '../../../packages/core/src/crypto/sm2-identity.ts'
import { compare, type Result } from './compare.ts'
import { createLicenceProvince, LICENCE } from './licence-province.ts'
import { bareNode } from './peers.ts'

const ISSUE_FLOOR = 'three bare signatures and deflate'
const VERIFY_FLOOR = 'two bare verifications, inflate and SM3'

/** Issuing a licence in three forms, and verifying its OFD, beside what nobody can do without. */
export async function measureProofs(): Promise<Result[]> {
  const { trust, issuing, sealKey } = await createLicenceProvince()
  const issue = () => issueLicence(LICENCE, { ...issuing, template: CONSTRUCTION_PERMIT_FACE })
  const { ofd } = await issue()
  const files = [...parseOfdPackage(ofd).files.values()].map((bytes) => ({
    bytes,
    packed: deflateRawSync(bytes),
  }))
  const bare = bareNode(exportPrivateKey(sealKey), sealKey.publicKey.spki, sm2Identity(sealKey.publicKey))
  const message = encodeUtf8('x'.repeat(1200))
  const signature = bare.sign(message)
  return [
    await compare(
      {
        name: 'Licence issue, three proofs',
        contestants: {
          Xinyin: issue,
          [ISSUE_FLOOR]: () => {
            for (let i = 0; i < 3; i++) if (bare.sign(message).length === 0) throw new Error('no signature')
            for (const { bytes } of files) deflateRawSync(bytes)
          },
        },
      },
      { slice: 200 },
    ),
    await compare(
      {
        name: 'Licence verify, OFD',
        contestants: {
          Xinyin: async () => {
            const { verdict, checks } = await inspectLicence(ofd, { trust })
            if (verdict !== 'passed')
              throw new Error(`a good licence did not pass: ${JSON.stringify(checks)}`)
          },
          [VERIFY_FLOOR]: () => {
            for (let i = 0; i < 2; i++) if (!bare.verify(message, signature)) throw new Error('refused')
            for (const { packed } of files)
              if (hash('sm3', inflateRawSync(packed), 'hex').length !== 64) throw new Error('no digest')
          },
        },
      },
      { slice: 200 },
    ),
  ]
}
