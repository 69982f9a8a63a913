import { hash } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { exportPrivateKey } from '@xinyin/core'
import { inspectOfd, listOfdSignatures, sealOfd } from '@xinyin/e-seal/ofd'
import { chooseProvider } from '../../../packages/core/src/crypto/provider/algorithm.ts'
import { sm2Identity } from '../../../packages/core/src/crypto/sm2-identity.ts'
import { openArchive } from '../../../packages/e-seal/src/carriers/ofd/zip/archive.ts'
import { chooseInflater } from '../../../packages/e-seal/src/carriers/ofd/zip/inflater.ts'
import { readStretches } from '../../../packages/e-seal/src/carriers/ofd/zip/stretch.ts'
import { compare, type Result } from './compare.ts'
import { bareNode } from './peers.ts'
import { createDocument } from './seal-documents.ts'
import { createSealProvince } from './seal-province.ts'

const STAMPS = [{ page: 1, box: [120, 200, 40, 40] }] as const

/** Inflates and hashes every entry natively: what no verifier of OFD can do without. */
function floorOf(ofd: Uint8Array): () => void {
  const entries = [...readStretches(ofd, openArchive(ofd.length)).entries.values()]
  return () => {
    for (const { entry, data } of entries) {
      const packed = ofd.subarray(data, data + entry.packedBytes)
      const content =
        entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: entry.bytes + 1 })
      if (hash('sm3', content, 'hex').length !== 64) throw new Error('no digest')
    }
  }
}

/** Runs with nothing native, as in a browser. */
async function portably<T>(work: () => Promise<T>): Promise<T> {
  chooseProvider('portable')
  chooseInflater('portable')
  try {
    return await work()
  } finally {
    chooseProvider('fastest')
    chooseInflater('fastest')
  }
}

/** Sealing and verifying OFD beside what nobody can do without. */
export async function measureOfd(): Promise<Result[]> {
  const province = await createSealProvince()
  const { trust, seal, signer, signerKey } = province
  const sealing = { seal, signer, stamps: STAMPS, compression: 'deflated' } as const
  const verifying = (ofd: Uint8Array) => async () => {
    const { verdict } = await inspectOfd(ofd, { trust })
    if (verdict !== 'passed') throw new Error('a good document did not pass')
  }
  const plain = createDocument({ count: 146, octets: 68_000 }, { count: 50, octets: 200_000 })
  const large = await sealOfd(plain, sealing)
  const small = await sealOfd(
    createDocument({ count: 1, octets: 12_000 }, { count: 1, octets: 12_000 }),
    sealing,
  )

  const bare = bareNode(
    exportPrivateKey(signerKey),
    signerKey.publicKey.spki,
    sm2Identity(signerKey.publicKey),
  )
  const message = seal.info.raw
  const signature = bare.sign(message)
  const smallFloor = floorOf(small)
  const verifyLarge = verifying(large)
  return [
    await compare(
      {
        name: 'OFD verify, 20 MB in 200 entries',
        bytes: 20e6,
        contestants: {
          Xinyin: verifyLarge,
          'Xinyin, portable': () => portably(verifyLarge),
          'bare inflate and SM3': floorOf(large),
        },
      },
      { slice: 300 },
    ),
    await compare(
      {
        name: 'OFD seal, 20 MB in 200 entries',
        bytes: 20e6,
        contestants: { Xinyin: () => sealOfd(plain, sealing), 'Xinyin, verifying it': verifyLarge },
      },
      { slice: 300 },
    ),
    await compare({
      name: 'OFD verify, a small one',
      contestants: {
        Xinyin: verifying(small),
        'two bare createVerify, inflate and SM3': () => {
          smallFloor()
          for (let i = 0; i < 2; i++) if (!bare.verify(message, signature)) throw new Error('refused')
        },
        'Xinyin, listing signatures': () => listOfdSignatures(small),
      },
    }),
    await compare({
      name: 'OFD list signatures, 20 MB in 200 entries',
      contestants: { Xinyin: () => listOfdSignatures(large), 'bare inflate and SM3': floorOf(large) },
    }),
  ]
}
