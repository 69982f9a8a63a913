import {
  createPrivateKey,
  createSigner,
  encodePem,
  encodeUtf8,
  equalBytes,
  exportPrivateKey,
  inspectPath,
  parseCertificate,
  parsePrivateKey,
  signatureScheme,
} from '@xinyin/core'
import { createCsr, verifyCsr } from '@xinyin/core/ca'
import { decryptPrivateKey, encryptPrivateKey, parsePublicKeyPem } from '@xinyin/core/keys'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expectThat } from '../expect.ts'
import { back, both } from '../grid.ts'
import type { Case } from '../table.ts'
import { BOUNCY_CASTLE, bouncyCastle, bouncyCastleRefuses } from './bouncycastle.ts'
import { change, readCertificate } from './office.ts'

const KINDS = ['SM2', 'RSA', 'P-256', 'Ed25519'] as const
type Kind = (typeof KINDS)[number]
const MESSAGE = encodeUtf8('电子证照')
const PASSWORD = '口令-correct'

/** Whether something is refused: it throws. */
const isRefused = (work: Promise<unknown>) =>
  work.then(
    () => false,
    () => true,
  )

const signatureCase = (kind: Kind): Case => ({
  what: `${kind} keys are read both ways, and their signatures verify, but not changed or for another message`,
  with: BOUNCY_CASTLE,
  cells: [...both('private key', kind), ...both('signature', kind)],
  async run(workspace) {
    const [message, other] = [
      await workspace.write('message', MESSAGE),
      await workspace.write('other', encodeUtf8('另一份')),
    ]
    const ours = await createPrivateKey(kind)
    const [key, publicKey] = [
      await workspace.write('ours.key', encodePem('PRIVATE KEY', exportPrivateKey(ours))),
      await workspace.write('ours.pub', encodePem('PUBLIC KEY', ours.publicKey.spki)),
    ]
    const signer = createSigner(ours)
    const signed = await signer.sign(MESSAGE)
    const value = await workspace.write('value', signed)
    await bouncyCastle('verify', publicKey, message, value)
    await bouncyCastleRefuses('verify', publicKey, other, value)
    await bouncyCastleRefuses('verify', publicKey, message, await workspace.write('changed', change(signed)))

    const scheme = signatureScheme({ oid: signer.algorithm, parameters: undefined })
    const theirKey = [workspace.path('theirs.key'), workspace.path('theirs.pub')] as const
    await bouncyCastle('key-make', kind, ...theirKey)
    const theirs = parsePublicKeyPem(await workspace.read('theirs.pub'))
    const derived = parsePrivateKey(await workspace.read('theirs.key')).publicKey
    expectThat(equalBytes(derived.spki, theirs.spki), 'we derive another public key')
    // Our key in their hands, and theirs.
    for (const [files, verifying] of [
      [[key, publicKey], ours.publicKey],
      [theirKey, theirs],
    ] as const) {
      const [keyFile = '', publicFile = ''] = files
      await bouncyCastle('sign', keyFile, publicFile, message, workspace.path('signature'))
      const signature = await workspace.read('signature')
      expectThat((await scheme?.verify(verifying, MESSAGE, signature)) === true, 'we refuse it')
      expectThat((await scheme?.verify(verifying, encodeUtf8('另'), signature)) === false, 'another message')
      expectThat(
        (await scheme?.verify(verifying, MESSAGE, change(signature))) === false,
        'we take it changed',
      )
    }
  },
})

const encryptedCase = (kind: Kind): Case => ({
  what: `${kind} keys encrypted with a password open both ways, and not with another or changed (PKCS#8)`,
  with: BOUNCY_CASTLE,
  cells: both('encrypted key', kind),
  async run(workspace) {
    const key = await createPrivateKey(kind)
    const der = await encryptPrivateKey(key, PASSWORD, { iterations: 10_000 })
    const ours = await workspace.write('ours.pem', encodePem('ENCRYPTED PRIVATE KEY', der))
    const out = workspace.path('opened.pem')
    await bouncyCastle('key-decrypt', ours, out, PASSWORD)
    const opened = parsePrivateKey(await workspace.read('opened.pem'))
    expectThat(equalBytes(exportPrivateKey(opened), exportPrivateKey(key)), 'BouncyCastle reads another key')
    await bouncyCastleRefuses('key-decrypt', ours, out, 'another')
    const changed = encodePem('ENCRYPTED PRIVATE KEY', change(der, der.length - 17))
    await bouncyCastleRefuses('key-decrypt', await workspace.write('changed.pem', changed), out, PASSWORD)

    const plain = await workspace.write('plain.pem', encodePem('PRIVATE KEY', exportPrivateKey(key)))
    await bouncyCastle('key-encrypt', plain, workspace.path('theirs.pem'), PASSWORD)
    const theirs = await workspace.read('theirs.pem')
    const read = await decryptPrivateKey(theirs, PASSWORD)
    expectThat(equalBytes(exportPrivateKey(read), exportPrivateKey(key)), 'we read another key')
    expectThat(await isRefused(decryptPrivateKey(theirs, 'another')), 'we open it with another password')
  },
})

const requestCase = (kind: Kind): Case => ({
  what: `certificate requests with a ${kind} key verify both ways, and not changed`,
  with: BOUNCY_CASTLE,
  cells: both('request', kind),
  async run(workspace) {
    const key = await createPrivateKey(kind)
    const { raw } = await createCsr({ subject: { country: 'CN', commonName: '某局' }, key })
    await bouncyCastle('request-verify', await workspace.write('ours', raw))
    await bouncyCastleRefuses('request-verify', await workspace.write('changed', change(raw)))
    const files = [workspace.path('key'), workspace.path('public')]
    await bouncyCastle('key-make', kind, ...files)
    await bouncyCastle('request-make', ...files, workspace.path('theirs'))
    const theirs = await workspace.read('theirs')
    const request = await verifyCsr(theirs)
    expectThat(request.publicKey.kind === kind, 'we read another key')
    expectThat(await isRefused(verifyCsr(change(theirs))), 'we accept it changed')
  },
})

const certificateCase = (kind: Kind): Case => ({
  what: `makes ${kind} certificates that we accept, but not changed or under another authority`,
  with: BOUNCY_CASTLE,
  cells: back('certificate', kind),
  async run(workspace) {
    const files = (name: string) => [workspace.path(`${name}.key`), workspace.path(`${name}.pem`)]
    await bouncyCastle('make', kind, ...files('root'))
    await bouncyCastle('issue', kind, ...files('leaf'), ...files('root'))
    const leaf = await readCertificate(workspace, 'leaf.pem')
    const root = await readCertificate(workspace, 'root.pem')
    const verdict = async (certificate = leaf, anchor = root) => {
      const trust = {
        anchors: [{ certificate: anchor, roles: ['document-signer' as const] }],
        intermediates: [],
      }
      const report = await inspectPath(certificate, {
        trust,
        role: 'document-signer',
        at: new Date(),
        revocation: skipRevocation,
      })
      return report.verdict
    }
    expectThat((await verdict()) === 'passed', 'we refuse it')
    expectThat((await verdict(parseCertificate(change(leaf.raw)))) === 'failed', 'we accept it changed')
    // Another authority of that name.
    await bouncyCastle('make', kind, ...files('stranger'))
    const stranger = await readCertificate(workspace, 'stranger.pem')
    expectThat((await verdict(leaf, stranger)) !== 'passed', 'we accept it under another')
  },
})

/** Keys and what is signed with them outside messages. */
export const bouncyCastleKeyCases: readonly Case[] = [
  ...KINDS.map(signatureCase),
  ...KINDS.map(encryptedCase),
  ...KINDS.map(requestCase),
  ...KINDS.map(certificateCase),
]
