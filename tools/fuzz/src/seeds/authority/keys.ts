import { createPrivateKey, encodePem, exportPrivateKey, type KeyKind } from '@xinyin/core'
import { createCsr } from '@xinyin/core/ca'
import { encodeSequence } from '@xinyin/core/der'
import { createPkcs12, encryptPrivateKey, exportJwk } from '@xinyin/core/keys'
import {
  BAG,
  bag,
  certificateBag,
  friendlyName,
  localKeyId,
  oldShroudedKey,
  part,
  PASSWORD as STORE_PASSWORD,
} from '../../../../../packages/core/test/keys/pkcs12-made.ts'
import { PASSWORD } from '../../authority.ts'
import type { Seed } from '../../corpus.ts'
import type { Members } from './members.ts'

const KINDS = [
  'RSA',
  'P-256',
  'P-384',
  'P-521',
  'SM2',
  'Ed25519',
  'Ed448',
] as const satisfies readonly KeyKind[]

/** Few, for what is looked at here is the reading, and every input costs as much. */
const CHEAP = { password: PASSWORD, iterations: 1000 }

const utf8 = (text: string) => new TextEncoder().encode(text)

/** Private keys of every kind, and the public keys of some. */
export async function createKeys(): Promise<Seed[]> {
  const keys = await Promise.all(KINDS.map((kind) => createPrivateKey(kind)))
  return keys.flatMap((key, at) => [
    { name: `valid-${KINDS[at]}`, bytes: exportPrivateKey(key) },
    { name: `public-${KINDS[at]}`, bytes: key.publicKey.spki },
  ])
}

export async function createEncryptedKeys({ signer, sm2 }: Members): Promise<Seed[]> {
  const aes = await encryptPrivateKey(signer.key, PASSWORD, CHEAP)
  const sm4 = await encryptPrivateKey(sm2.key, PASSWORD, { ...CHEAP, cipher: 'SM4' })
  return [
    { name: 'valid-aes', bytes: aes },
    { name: 'valid-sm4', bytes: sm4 },
    { name: 'valid-pem', bytes: utf8(encodePem('ENCRYPTED PRIVATE KEY', aes)) },
  ]
}

export async function createKeyStores({ signer, sm2, middle, root }: Members): Promise<Seed[]> {
  const above = [middle.certificate, root.certificate]
  const store = ({ key, certificate }: typeof signer) => ({
    privateKey: key,
    certificates: [certificate, ...above],
    friendlyName: '电子印章',
    ...CHEAP,
  })
  return [
    { name: 'valid-aes', bytes: await createPkcs12(store(signer)) },
    { name: 'valid-sm4', bytes: await createPkcs12({ ...store(sm2), cipher: 'SM4' }) },
    { name: 'valid-pbmac1', bytes: await createPkcs12({ ...store(signer), mac: 'PBMAC1' }) },
  ]
}

/** What is in stores: a key and certificates in the clear, all that is left out, and what is encrypted. */
export async function createStoreContents({ signer, middle }: Members): Promise<Seed[]> {
  const id = localKeyId(1)
  const name = friendlyName(Uint8Array.of(0x53, 0x70, 0x7a, 0xe0))
  const own = certificateBag(signer.certificate.raw, id, name)
  const pkcs8 = exportPrivateKey(signer.key)
  const left = [bag(BAG.crl, encodeSequence()), bag(BAG.secret, encodeSequence())]
  const safe = bag(BAG.safe, encodeSequence(certificateBag(middle.certificate.raw)))
  const shrouded = await encryptPrivateKey(signer.key, STORE_PASSWORD, { iterations: 1000 })
  return [
    { name: 'valid-plain', bytes: encodeSequence(part(bag(BAG.key, pkcs8, id, name)), part(own, safe)) },
    { name: 'valid-left-out', bytes: encodeSequence(part(...left), part(own)) },
    { name: 'valid-shrouded', bytes: encodeSequence(part(bag(BAG.shrouded, shrouded, id), own)) },
    { name: 'old', bytes: encodeSequence(part(oldShroudedKey(1000))) },
  ]
}

export async function createJwks(): Promise<Seed[]> {
  const sm2 = { crv: 'SM2', alg: 'SM2' } as const
  const keys = await Promise.all(KINDS.map((kind) => createPrivateKey(kind)))
  const members = keys.map((key) => exportJwk(key, { sm2 }))
  const set = { keys: keys.map((key, at) => ({ ...exportJwk(key.publicKey, { sm2 }), kid: String(at) })) }
  return [
    ...members.map((jwk, at) => ({ name: `valid-${KINDS[at]}`, bytes: utf8(JSON.stringify(jwk)) })),
    { name: 'set', bytes: utf8(JSON.stringify(set)) },
  ]
}

export async function createRequests({ signer, sm2 }: Members): Promise<Seed[]> {
  const subject = { country: 'CN', organization: '测试市', commonName: '测试市印章' }
  const csrs = {
    'valid-plain': await createCsr({ subject, key: signer.key }),
    'valid-names': await createCsr({
      subject,
      key: sm2.key,
      keyUsage: ['digitalSignature'],
      subjectAltName: {
        dns: ['a.example'],
        email: ['a@a.example'],
        uri: ['https://a.example/'],
        ip: ['::1'],
      },
    }),
  }
  return Object.entries(csrs).map(([name, { raw }]) => ({ name, bytes: raw }))
}
