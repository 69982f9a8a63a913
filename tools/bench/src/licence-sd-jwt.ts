import {
  createPrivateKey,
  createPublicKey,
  hash,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import { SDJwtInstance } from '@sd-jwt/core'
import { createPrivateKey as createKey, createSigner, exportPrivateKey } from '@xinyin/core'
import { issueSdJwt, presentSdJwt, verifySdJwt } from '@xinyin/e-license'
import { compare, type Job, type Result } from './compare.ts'
import { rotate } from './rotation.ts'

const AUDIENCE = 'https://counter.example.gov.cn'
const NONCE = 'n-0S6_WzA2Mj'
const PEER = '@sd-jwt/core, sync node:crypto'
const FLOOR = 'one verification, the hashes, the JSON'

/** A claim set with ten members to disclose, of the sizes that a licence has. */
const SELECTIVE = {
  number: '330100202605220101',
  holder: '杭州某某置业有限公司',
  holder_code: '91330100MA2B00000X',
  project: '某某路住宅及配套工程',
  site: '杭州市某某区某某路 1 号',
  scale: '48,200 平方米',
  price: 26_300,
  builder: { name: '浙江某某建设集团有限公司', code: '91330000700000000Y' },
  designer: '浙江某某建筑设计院',
  duration: ['2026-05-22', '2028-05-21'],
}
const CLAIMS = {
  iss: 'https://zjj.example.gov.cn',
  iat: 1_780_000_000,
  vct: 'urn:example:permit',
  ...SELECTIVE,
}
const NAMES = Object.keys(SELECTIVE)

/** SD-JWT beside @sd-jwt/core, with the fastest signer and hasher that it can be given. */
export async function measureSdJwt(): Promise<Result[]> {
  const privateKey = await createKey('P-256')
  const signer = createSigner(privateKey)
  const selective = NAMES.map((name) => `/${name}`)
  const peer = createPeer(exportPrivateKey(privateKey))
  const issuePeer = () => peer.issue(CLAIMS, { _sd: NAMES as never[] })
  const issueOurs = () => issueSdJwt({ claims: CLAIMS, selective, signer })

  const credentials: string[] = []
  while (credentials.length < 64) credentials.push(await issueOurs())
  const [ours, bare, theirs] = [rotate(credentials), rotate(credentials), rotate(credentials)]
  const bound: string[] = []
  while (bound.length < 512) {
    // Each of another holder: a key that was met before would tell nothing of a counter, where everybody is new.
    const holder = await createKey('P-256')
    const credential = await issueSdJwt({ claims: CLAIMS, selective, signer, holderKey: holder.publicKey })
    const keyBinding = { signer: createSigner(holder), audience: AUDIENCE, nonce: NONCE }
    bound.push(await presentSdJwt(credential, { disclose: 'all', keyBinding }))
  }
  const [ourBound, theirBound] = [rotate(bound), rotate(bound)]
  const keyBinding = { audience: AUDIENCE, nonce: NONCE, maxAge: 86_400 }
  const floor = createFloor(exportPrivateKey(privateKey))
  const jobs: Job[] = [
    {
      name: 'SD-JWT verify, 10 disclosures',
      contestants: {
        Xinyin: async () => {
          const { claims } = await verifySdJwt(ours(), { key: privateKey.publicKey })
          if (Object.keys(claims).length !== Object.keys(CLAIMS).length) throw new Error('claims were lost')
        },
        [FLOOR]: () => {
          if (floor(bare()) !== NAMES.length) throw new Error('disclosures were lost')
        },
        [PEER]: async () => {
          const { payload } = await peer.verify(theirs())
          if (Object.keys(payload as object).length !== Object.keys(CLAIMS).length)
            throw new Error('claims were lost')
        },
      },
    },
    {
      name: 'SD-JWT verify with key binding, 10 disclosures',
      contestants: {
        Xinyin: async () => {
          const { claims } = await verifySdJwt(ourBound(), { key: privateKey.publicKey, keyBinding })
          if (Object.keys(claims).length !== Object.keys(CLAIMS).length + 1)
            throw new Error('claims were lost')
        },
        [PEER]: async () => {
          const { payload } = await peer.verify(theirBound(), { keyBindingNonce: NONCE })
          if (Object.keys(payload as object).length !== Object.keys(CLAIMS).length + 1)
            throw new Error('claims were lost')
        },
      },
    },
    { name: 'SD-JWT issue, 10 disclosures', contestants: { Xinyin: issueOurs, [PEER]: issuePeer } },
  ]
  const results: Result[] = []
  for (const job of jobs) results.push(await compare(job, { slice: 120 }))
  return results
}

/** What nobody can do without, and nothing else: no check of any form, no claim put in its place. */
function createFloor(pkcs8: Uint8Array): (credential: string) => number {
  const key: KeyObject = createPublicKey(
    createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }),
  )
  return (credential) => {
    const [jwt = '', ...disclosures] = credential.split('~')
    const [header = '', payload = '', signature = ''] = jwt.split('.')
    JSON.parse(Buffer.from(header, 'base64url').toString())
    const signed = Buffer.from(`${header}.${payload}`)
    const value = Buffer.from(signature, 'base64url')
    if (!verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, value)) throw new Error('refused')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { _sd: string[] }
    const digests = new Set(claims._sd)
    let found = 0
    for (const disclosure of disclosures) {
      if (disclosure === '') continue
      JSON.parse(Buffer.from(disclosure, 'base64url').toString())
      if (digests.has(hash('sha256', disclosure, 'base64url'))) found++
    }
    return found
  }
}

function createPeer(pkcs8: Uint8Array) {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key)
  return new SDJwtInstance({
    signAlg: 'ES256',
    signer: (data) =>
      sign('sha256', Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
    verifier: (data, signature) =>
      verify(
        'sha256',
        Buffer.from(data),
        { key: publicKey, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      ),
    hashAlg: 'sha-256',
    hasher: (data) => hash('sha256', typeof data === 'string' ? data : new Uint8Array(data), 'buffer'),
    kbVerifier: (data, signature, payload) =>
      verify(
        'sha256',
        Buffer.from(data),
        {
          key: createPublicKey({ key: (payload['cnf'] as { jwk: JsonWebKey }).jwk, format: 'jwk' }),
          dsaEncoding: 'ieee-p1363',
        },
        Buffer.from(signature, 'base64url'),
      ),
    saltGenerator: () => randomBytes(16).toString('base64url'),
  })
}
