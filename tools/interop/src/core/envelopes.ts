import {
  createPrivateKey,
  encodePem,
  encodeUtf8,
  equalBytes,
  exportPrivateKey,
  type KeyKind,
  parseCertificates,
  parsePrivateKey,
} from '@xinyin/core'
import { createRoot } from '@xinyin/core/ca'
import {
  type ContentCipher,
  createEnvelopedData,
  type DecryptionKey,
  decryptEnvelopedData,
  parseEnvelopedData,
} from '@xinyin/core/cms'
import { expectThat } from '../expect.ts'
import { back, both, there } from '../grid.ts'
import { OPENSSL, refuse, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import type { Workspace } from '../workspace.ts'
import { BOUNCY_CASTLE, bouncyCastle, bouncyCastleRefuses } from './bouncycastle.ts'
import { changePart } from './office.ts'

const CONTENT = encodeUtf8('只给持证人，不给别人；多于两个分组')
const DAY = 86_400_000
const CURVES: Partial<Record<KeyKind, string>> = { 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512' }

/** One who has a key and a certificate, here and as files. */
async function createRecipient(workspace: Workspace, kind: KeyKind) {
  const privateKey = await createPrivateKey(kind)
  const certificate = await createRoot({
    subject: { commonName: '收件人' },
    key: privateKey,
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + DAY),
    keyUsage: ['keyEncipherment', 'keyAgreement', 'keyCertSign'],
  })
  return {
    privateKey,
    certificate,
    keyFile: await workspace.write('key.pem', encodePem('PRIVATE KEY', exportPrivateKey(privateKey))),
    certificateFile: await workspace.write('certificate.pem', encodePem('CERTIFICATE', certificate.raw)),
    contentFile: await workspace.write('content', CONTENT),
  }
}

/** A message whose ciphertext was changed so that no cipher takes it: in the tag's reach, or in the last padding. */
function changeCiphertext(message: Uint8Array): Uint8Array {
  const { ciphertext } = parseEnvelopedData(message)
  return changePart(message, ciphertext, ciphertext.length - 17)
}

const opens = (message: Uint8Array, key: DecryptionKey) =>
  decryptEnvelopedData(parseEnvelopedData(message), key).then(
    () => true,
    () => false,
  )

const isContent = (bytes: Uint8Array) => equalBytes(bytes, CONTENT)

const withOpenssl = (kind: KeyKind, cipher: ContentCipher): Case => ({
  what: `messages for a ${kind} key under ${cipher} are decrypted both ways, and not changed`,
  with: OPENSSL,
  cells: both('enveloped message', kind),
  async run(workspace) {
    const { privateKey, certificate, ...files } = await createRecipient(workspace, kind)
    const ours = await createEnvelopedData({ content: CONTENT, recipients: [certificate], cipher })
    const decrypt = [
      'cms',
      '-decrypt',
      '-inform',
      'DER',
      '-recip',
      files.certificateFile,
      '-inkey',
      files.keyFile,
    ]
    const out = ['-out', workspace.path('decrypted'), '-in']
    await succeed('openssl', [...decrypt, ...out, await workspace.write('ours', ours)])
    expectThat(isContent(await workspace.read('decrypted')), 'openssl reads something else')
    const changed = await workspace.write('changed', changeCiphertext(ours))
    await refuse('openssl', [...decrypt, ...out, changed])

    const hash = CURVES[kind]
    const options =
      hash === undefined
        ? ['-keyopt', 'rsa_padding_mode:oaep', '-keyopt', 'rsa_oaep_md:sha256']
        : ['-keyopt', `ecdh_kdf_md:${hash}`]
    const encrypt = ['cms', '-encrypt', '-binary', '-outform', 'DER', `-${cipher.toLowerCase()}`]
    const inOut = ['-in', files.contentFile, '-out', workspace.path('theirs')]
    await succeed('openssl', [...encrypt, ...inOut, '-recip', files.certificateFile, ...options])
    const theirs = parseEnvelopedData(await workspace.read('theirs'))
    const { content, authenticated } = await decryptEnvelopedData(theirs, { privateKey, certificate })
    expectThat(isContent(content), 'we read something else')
    expectThat(authenticated === cipher.endsWith('GCM'), 'we take it for what it is not')
    expectThat(
      !(await opens(changeCiphertext(theirs.raw), { privateKey, certificate })),
      'we read it changed',
    )
  },
})

const withBouncyCastle = (kind: KeyKind, cipher: ContentCipher): Case => ({
  what: `messages for a ${kind} key under ${cipher} are decrypted both ways, and not changed`,
  with: BOUNCY_CASTLE,
  cells: both('enveloped message', kind),
  async run(workspace) {
    const { privateKey, certificate, ...files } = await createRecipient(workspace, kind)
    const ours = await createEnvelopedData({ content: CONTENT, recipients: [certificate], cipher })
    const oursFile = await workspace.write('ours', ours)
    await bouncyCastle('cms-decrypt', files.keyFile, oursFile, workspace.path('decrypted'))
    expectThat(isContent(await workspace.read('decrypted')), 'BouncyCastle reads something else')
    const changed = await workspace.write('changed', changeCiphertext(ours))
    await bouncyCastleRefuses('cms-decrypt', files.keyFile, changed, workspace.path('decrypted'))
    const theirsFile = workspace.path('theirs')
    await bouncyCastle('cms-encrypt', files.certificateFile, files.contentFile, theirsFile, cipher)
    const theirs = parseEnvelopedData(await workspace.read('theirs'))
    expectThat(
      isContent((await decryptEnvelopedData(theirs, { privateKey, certificate })).content),
      'we read something else',
    )
    expectThat(
      !(await opens(changeCiphertext(theirs.raw), { privateKey, certificate })),
      'we read it changed',
    )
  },
})

const sm2WithOpenssl = (cipher: ContentCipher): Case => ({
  what: `cms -decrypt opens our message for an SM2 key under ${cipher}, and not changed`,
  with: OPENSSL,
  cells: there('enveloped message'),
  async run(workspace) {
    const { certificate, keyFile, certificateFile } = await createRecipient(workspace, 'SM2')
    const ours = await createEnvelopedData({ content: CONTENT, recipients: [certificate], cipher })
    const recipient = ['-recip', certificateFile, '-inkey', keyFile, '-out', workspace.path('decrypted')]
    const decrypt = ['cms', '-decrypt', ...recipient, '-inform', 'DER', '-in']
    await succeed('openssl', [...decrypt, await workspace.write('ours', ours)])
    expectThat(isContent(await workspace.read('decrypted')), 'openssl reads something else')
    await refuse('openssl', [...decrypt, await workspace.write('changed', changeCiphertext(ours))])
  },
})

const theirKey = (kind: 'SM2' | 'RSA' | 'P-256'): Case => ({
  what: `a ${kind} key and certificate that BouncyCastle made open a message of ours`,
  with: BOUNCY_CASTLE,
  cells: back('private key', kind),
  async run(workspace) {
    await bouncyCastle('make', kind, workspace.path('key.pem'), workspace.path('certificate.pem'), 'end')
    const [certificate] = parseCertificates(await workspace.read('certificate.pem'))
    if (certificate === undefined) throw new Error('no certificate')
    const privateKey = parsePrivateKey(await workspace.read('key.pem'))
    const message = await createEnvelopedData({ content: CONTENT, recipients: [certificate] })
    const { content } = await decryptEnvelopedData(parseEnvelopedData(message), { privateKey, certificate })
    expectThat(isContent(content), 'we read something else')
  },
})

// OpenSSL makes no messages for SM2 keys; BouncyCastle none with SM4 but where the peer's own code decrypts.
export const envelopeCases: readonly Case[] = [
  ...(['RSA', 'P-256', 'P-384', 'P-521'] as const).flatMap((kind) => [
    withOpenssl(kind, 'AES-256-CBC'),
    withOpenssl(kind, 'AES-256-GCM'),
  ]),
  withOpenssl('RSA', 'SM4-CBC'),
  sm2WithOpenssl('SM4-CBC'),
  sm2WithOpenssl('AES-256-CBC'),
  ...(['RSA', 'P-256'] as const).flatMap((kind) => [
    withBouncyCastle(kind, 'AES-256-CBC'),
    withBouncyCastle(kind, 'AES-128-GCM'),
  ]),
  withBouncyCastle('SM2', 'SM4-CBC'),
  withBouncyCastle('SM2', 'AES-256-CBC'),
  ...(['SM2', 'RSA', 'P-256'] as const).map(theirKey),
]
