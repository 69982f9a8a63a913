import { createPublicKey, createVerify, type KeyObject } from 'node:crypto'
import {
  type Certificate,
  createPrivateKey,
  inspectPath,
  type KeyKind,
  type PrivateKey,
  parseCertificate,
  type Trust,
} from '@xinyin/core'
import { createIntermediate, createLeaf, createRoot } from '@xinyin/core/ca'
import { skipRevocation } from '@xinyin/core/unsafe'
import { sm2Identity } from '../../../packages/core/src/crypto/sm2-identity.ts'
import type { Job, Work } from './compare.ts'

const PERIOD = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }
const AT = new Date('2027-06-01T12:00:00Z')
const HOST = 'seal.example.gov.cn'

interface Chain {
  readonly root: Certificate
  readonly middle: Certificate
  readonly leaf: Certificate
}

async function createChain(kind: KeyKind): Promise<Chain> {
  const keys = await Promise.all([createPrivateKey(kind), createPrivateKey(kind), createPrivateKey(kind)])
  const [rootKey, middleKey, leafKey] = keys as [PrivateKey, PrivateKey, PrivateKey]
  const named = (commonName: string) => ({ country: 'CN', organization: '某省', commonName })
  const root = await createRoot({ subject: named('某省根'), key: rootKey, ...PERIOD })
  const middle = await createIntermediate({
    issuer: { certificate: root, key: rootKey },
    subject: named('某省运营'),
    publicKey: middleKey.publicKey,
    pathLength: 0,
    ...PERIOD,
  })
  const leaf = await createLeaf({
    issuer: { certificate: middle, key: middleKey },
    subject: named(HOST),
    publicKey: leafKey.publicKey,
    subjectAltName: { dns: [HOST] },
    extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'],
    ...PERIOD,
  })
  return { root, middle, leaf }
}

/** One signature as bare Node verifies it, its key imported before. */
function bareVerify(certificate: Certificate, issuer: Certificate): () => boolean {
  const { kind, spki } = issuer.publicKey
  const key: KeyObject = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  const z = kind === 'SM2' ? sm2Identity(issuer.publicKey) : undefined
  const { tbs, signature } = certificate
  return () => {
    const state = createVerify(z === undefined ? 'sha256' : 'sm3')
    if (z !== undefined) state.update(z)
    return state.update(tbs).verify(key, signature)
  }
}

function pathJob(name: string, { root, middle, leaf }: Chain): Job {
  const trust: Trust = { anchors: [{ certificate: root, roles: ['tls-server'] }], intermediates: [] }
  const [middleBytes, leafBytes] = [middle.raw, leaf.raw]
  const ours: Work = async () => {
    const report = await inspectPath(parseCertificate(leafBytes), {
      intermediates: [parseCertificate(middleBytes)],
      trust,
      role: 'tls-server',
      target: 'server',
      at: AT,
      name: { dns: HOST },
      // Neither does the bare side look at revocation.
      revocation: skipRevocation,
    })
    if (report.verdict !== 'passed') throw new Error('a good path was refused')
  }
  const verifiers = [bareVerify(leaf, middle), bareVerify(middle, root)]
  const bare: Work = () => {
    if (!verifiers.every((verify) => verify())) throw new Error('a good signature was refused')
  }
  return { name, contestants: { Xinyin: ours, 'two bare verifications': bare } }
}

/** So many anchors and as many intermediates, none of which the path needs, each of a name of its own. */
async function createStrangers(count: number): Promise<{ roots: Certificate[]; middles: Certificate[] }> {
  const key = await createPrivateKey('P-256')
  const certificates = (what: string) =>
    Promise.all(
      Array.from({ length: count }, (_, number) =>
        createRoot({
          subject: { country: 'CN', organization: '某省', commonName: `${what} ${number}` },
          key,
          ...PERIOD,
        }),
      ),
    )
  return { roots: await certificates('根'), middles: await certificates('运营') }
}

/** A path of three among the certificates of a trust that a service keeps: their number must not matter. */
async function poolJob({ root, middle, leaf }: Chain): Promise<Job> {
  const { roots, middles } = await createStrangers(500)
  const among = (count: number): Work => {
    const strangers = roots
      .slice(0, count / 2)
      .map((certificate) => ({ certificate, roles: ['tls-server'] as const }))
    const trust: Trust = {
      anchors: [...strangers, { certificate: root, roles: ['tls-server'] }],
      intermediates: [...middles.slice(0, count / 2), middle],
    }
    return async () => {
      const report = await inspectPath(parseCertificate(leaf.raw), {
        trust,
        role: 'tls-server',
        at: AT,
        name: { dns: HOST },
        revocation: skipRevocation,
      })
      if (report.verdict !== 'passed') throw new Error('a good path was refused')
    }
  }
  return {
    name: 'Path of three certificates among those of a trust',
    contestants: { 'among 1,000': among(1000), 'among 10': among(10) },
  }
}

/** Whole validation of a server's path of three, parsing of two of them included, beside its two signatures alone. */
export async function pathJobs(): Promise<Job[]> {
  const ecdsa = await createChain('P-256')
  return [
    pathJob('Path of three certificates, ECDSA P-256', ecdsa),
    pathJob('Path of three certificates, SM2', await createChain('SM2')),
    await poolJob(ecdsa),
  ]
}
