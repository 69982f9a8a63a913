import {
  createPrivateKey,
  createSigner,
  decodePem,
  encodePem,
  encodeUtf8,
  equalBytes,
  exportPrivateKey,
  type KeyKind,
  parsePrivateKey,
  parsePublicKey,
  signatureScheme,
} from '@xinyin/core'
import { expectThat } from '../expect.ts'
import { both } from '../grid.ts'
import { OPENSSL, refuse, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import { change } from './office.ts'
import { inEachProvider } from './provider.ts'

const MESSAGE = encodeUtf8('电子证照')

/** How `openssl genpkey` makes a key, and how `openssl pkeyutl` signs a message with it. */
const KINDS: readonly { kind: KeyKind; make: readonly string[]; sign: readonly string[] }[] = [
  { kind: 'SM2', make: ['SM2'], sign: ['-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'] },
  { kind: 'P-256', make: ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256'], sign: ['-digest', 'sha256'] },
  { kind: 'P-384', make: ['EC', '-pkeyopt', 'ec_paramgen_curve:P-384'], sign: ['-digest', 'sha384'] },
  { kind: 'P-521', make: ['EC', '-pkeyopt', 'ec_paramgen_curve:P-521'], sign: ['-digest', 'sha512'] },
  { kind: 'RSA', make: ['RSA', '-pkeyopt', 'rsa_keygen_bits:3072'], sign: ['-digest', 'sha256'] },
  { kind: 'Ed25519', make: ['ED25519'], sign: [] },
  { kind: 'Ed448', make: ['ED448'], sign: [] },
]

function reads(der: Uint8Array): boolean {
  try {
    parsePrivateKey(der)
    return true
  } catch {
    return false
  }
}

const keyCase = ({ kind, make }: (typeof KINDS)[number]): Case => ({
  what: `${kind} keys are read both ways, private as PKCS#8 and public as SubjectPublicKeyInfo, and refused in part`,
  with: OPENSSL,
  cells: both('private key', kind),
  async run(workspace) {
    const key = await createPrivateKey(kind)
    const ours = await workspace.write('ours.pem', encodePem('PRIVATE KEY', exportPrivateKey(key)))
    const publicPath = await workspace.write('public.pem', encodePem('PUBLIC KEY', key.publicKey.spki))
    await succeed('openssl', ['pkey', '-in', ours, '-check', '-noout'])
    const derive = ['-pubout', '-outform', 'DER', '-out', workspace.path('derived')]
    await succeed('openssl', ['pkey', '-in', ours, ...derive])
    expectThat(
      equalBytes(await workspace.read('derived'), key.publicKey.spki),
      'openssl derives another public key',
    )
    await succeed('openssl', ['pkey', '-pubin', '-in', publicPath, '-pubcheck', '-noout'])

    const theirs = workspace.path('theirs.pem')
    await succeed('openssl', ['genpkey', '-algorithm', ...make, '-out', theirs])
    await succeed('openssl', ['pkey', '-in', theirs, '-pubout', '-out', workspace.path('theirs.pub')])
    const [spki] = decodePem(await workspace.read('theirs.pub'))
    if (spki === undefined) throw new Error('openssl wrote no public key')
    expectThat(parsePublicKey(spki.der).kind === kind, 'the public key is of another kind')
    const { publicKey } = parsePrivateKey(await workspace.read('theirs.pem'))
    expectThat(equalBytes(publicKey.spki, spki.der), 'we derive another public key')
    const der = exportPrivateKey(key)
    const part = await workspace.write('part.der', der.subarray(0, -1))
    await refuse('openssl', ['pkey', '-inform', 'DER', '-in', part, '-noout'])
    expectThat(!reads(der.subarray(0, -1)), 'we read a part of a key')
  },
})

const signatureCase = ({ kind, make, sign }: (typeof KINDS)[number]): Case => ({
  what: `${kind} signatures of signers and schemes work both ways, and fail for another message and changed`,
  with: OPENSSL,
  cells: both('signature', kind),
  async run(workspace) {
    const keyPath = workspace.path('key.pem')
    await succeed('openssl', ['genpkey', '-algorithm', ...make, '-out', keyPath])
    const key = parsePrivateKey(await workspace.read('key.pem'))
    const message = await workspace.write('message', MESSAGE)
    const other = await workspace.write('other', encodeUtf8('另一份'))
    const options = ['-inkey', keyPath, '-rawin', ...sign]
    const theirs = workspace.path('theirs')
    await succeed('openssl', ['pkeyutl', '-sign', ...options, '-in', message, '-out', theirs])
    const signature = await workspace.read('theirs')
    await inEachProvider(async (provider) => {
      const signer = createSigner(key)
      const scheme = signatureScheme({ oid: signer.algorithm, parameters: undefined })
      const verify = (content: Uint8Array, value = signature) => scheme?.verify(key.publicKey, content, value)
      expectThat((await verify(MESSAGE)) === true, `${provider}: refused a good signature`)
      expectThat((await verify(encodeUtf8('另一份'))) === false, `${provider}: accepted another message`)
      expectThat((await verify(MESSAGE, change(signature))) === false, `${provider}: accepted it changed`)
      const signed = await signer.sign(MESSAGE)
      const ours = await workspace.write('ours', signed)
      const changed = await workspace.write('changed', change(signed))
      await succeed('openssl', ['pkeyutl', '-verify', ...options, '-sigfile', ours, '-in', message])
      await refuse('openssl', ['pkeyutl', '-verify', ...options, '-sigfile', ours, '-in', other])
      await refuse('openssl', ['pkeyutl', '-verify', ...options, '-sigfile', changed, '-in', message])
    })
  },
})

export const keyCases: readonly Case[] = [...KINDS.map(keyCase), ...KINDS.map(signatureCase)]
