import { hash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { exportPrivateKey } from '@xinyin/core'
import { inspectLicence, issueLicence, type LicenceData } from '@xinyin/e-license'
import { CONSTRUCTION_PERMIT_FACE } from '@xinyin/e-license/faces'
import { skipFace } from '@xinyin/e-license/unsafe'
import { inspectOfd, parseOfdPackage } from '@xinyin/e-seal/ofd'
import { sm2Identity } from '../../../packages/core/src/crypto/sm2-identity.ts'
import { compare, type Result } from './compare.ts'
import { createLicenceProvince, LICENCE } from './licence-province.ts'
import { bareNode } from './peers.ts'
import { rotate } from './rotation.ts'

const ISSUE_FLOOR = 'three bare signatures and deflate'
const VERIFY_FLOOR = 'two bare verifications, inflate and SM3'
const LEAST_FACE = 50_000

/** The permit on finer paper: a face of 50 kB, of which four fifths are lines of its ground. */
const FACE = {
  ...CONSTRUCTION_PERMIT_FACE,
  pages: CONSTRUCTION_PERMIT_FACE.pages.map((page) => ({
    ...page,
    items: [
      { kind: 'rosette', centre: [105, 168], radius: 88, petals: 130, colour: '#f3ecd8' } as const,
      ...page.items,
    ],
  })),
}

/** Different licences, so that nothing of one is of use for the next. */
const LICENCES: readonly LicenceData[] = Array.from({ length: 16 }, (_, i) => ({
  ...LICENCE,
  number: `9901002026052201${10 + i}`,
}))

/** Issuing a licence in three forms, and verifying its OFD, beside what nobody can do without. */
export async function measureProofs(): Promise<Result[]> {
  const { trust, issuing, seal, sealKey } = await createLicenceProvince()
  const nextLicence = rotate(LICENCES)
  const issue = () => issueLicence(nextLicence(), { ...issuing, template: FACE })
  const documents: Uint8Array[] = []
  while (documents.length < LICENCES.length) documents.push((await issue()).ofd)

  const packages = documents.map((ofd) => parseOfdPackage(ofd).files)
  const face = packages[0]?.get('Doc_0/Pages/Page_0/Content.xml')
  if (face === undefined || face.length < LEAST_FACE) throw new Error(`a face of ${face?.length} octets`)
  const nextFiles = rotate(packages.map((files) => [...files.values()]))
  const nextPacked = rotate(
    packages.map((files) => [...files.values()].map((bytes) => deflateRawSync(bytes))),
  )

  // What is signed is a digest of the package with the seal around it, and what the seal's maker signed is about as long.
  const bare = bareNode(exportPrivateKey(sealKey), sealKey.publicKey.spki, sm2Identity(sealKey.publicKey))
  const message = seal.info.raw
  const signature = bare.sign(message)

  const inspecting = (inspect: (ofd: Uint8Array) => ReturnType<typeof inspectLicence>) => {
    const next = rotate(documents)
    return async () => {
      const { verdict, checks } = await inspect(next())
      if (verdict !== 'passed') throw new Error(`a good licence did not pass: ${JSON.stringify(checks)}`)
    }
  }
  const nextSealed = rotate(documents)
  return [
    await compare(
      {
        name: 'Licence issue, three proofs',
        contestants: {
          Xinyin: issue,
          [ISSUE_FLOOR]: () => {
            for (let i = 0; i < 3; i++) if (bare.sign(message).length === 0) throw new Error('no signature')
            for (const bytes of nextFiles()) deflateRawSync(bytes)
          },
        },
      },
      { slice: 200 },
    ),
    await compare(
      {
        name: 'Licence verify, OFD',
        contestants: {
          Xinyin: inspecting((ofd) => inspectLicence(ofd, { trust })),
          [VERIFY_FLOOR]: () => {
            for (let i = 0; i < 2; i++) if (!bare.verify(message, signature)) throw new Error('refused')
            for (const packed of nextPacked())
              if (hash('sm3', inflateRawSync(packed), 'hex').length !== 64) throw new Error('no digest')
          },
          'Xinyin, its face not read': inspecting((ofd) => inspectLicence(ofd, { trust, face: skipFace })),
          'Xinyin, the seal alone': async () => {
            const { verdict } = await inspectOfd(nextSealed(), { trust })
            if (verdict !== 'passed') throw new Error('a good seal did not pass')
          },
        },
      },
      { slice: 200 },
    ),
  ]
}
