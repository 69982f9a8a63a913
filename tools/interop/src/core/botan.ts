import {
  createPrivateKey,
  createSigner,
  decodeBase64,
  decodePem,
  encodeBase64,
  encodePem,
  encodeUtf8,
  equalBytes,
  exportPrivateKey,
  type KeyKind,
  type PrivateKey,
  parsePrivateKey,
  signatureScheme,
  signSm2,
} from '@xinyin/core'
import { decryptPrivateKey, encryptPrivateKey, parsePublicKeyPem } from '@xinyin/core/keys'
import { expectThat } from '../expect.ts'
import { both, there } from '../grid.ts'
import { BOTAN, refuse, run, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import type { Workspace } from '../workspace.ts'
import { botanForm } from './botan-sm2.ts'
import { change } from './office.ts'

const MESSAGE = encodeUtf8('电子证照')
const OTHER = encodeUtf8('另一份')
const PASSWORD = 'correct'

/** How Botan makes a key of a kind, and how it signs with one so that the signature is as X.509 has it. */
const KINDS: readonly { kind: KeyKind; make: readonly string[]; sign: readonly string[] }[] = [
  { kind: 'RSA', make: ['RSA', '--params=2048'], sign: ['--hash=SHA-256', '--padding=PKCS1v15'] },
  { kind: 'P-256', make: ['ECDSA', '--params=secp256r1'], sign: ['--hash=SHA-256', '--der-format'] },
  { kind: 'P-384', make: ['ECDSA', '--params=secp384r1'], sign: ['--hash=SHA-384', '--der-format'] },
  { kind: 'P-521', make: ['ECDSA', '--params=secp521r1'], sign: ['--hash=SHA-512', '--der-format'] },
  { kind: 'SM2', make: ['SM2', '--params=sm2p256v1'], sign: ['--hash=SM3', '--der-format'] },
  { kind: 'Ed25519', make: ['Ed25519'], sign: ['--hash='] },
  { kind: 'Ed448', make: ['Ed448'], sign: ['--hash='] },
]

/** Botan takes the name of the digest for the id of the signer. */
const idOf = (kind: KeyKind) => (kind === 'SM2' ? { userId: encodeUtf8('SM3') } : {})

/** The files of a key, for SM2 in the form of Botan. */
async function writeKey(workspace: Workspace, name: string, key: PrivateKey) {
  const form = key.kind === 'SM2' ? botanForm : (der: Uint8Array) => der
  return {
    key: await workspace.write(`${name}.key`, encodePem('PRIVATE KEY', form(exportPrivateKey(key)))),
    public: await workspace.write(`${name}.pub`, encodePem('PUBLIC KEY', form(key.publicKey.spki))),
  }
}

const signatureCase = ({ kind, sign }: (typeof KINDS)[number]): Case => ({
  what: `${kind} signatures verify both ways, and not changed or for another message`,
  with: BOTAN,
  cells: both('signature', kind),
  async run(workspace) {
    const key = await createPrivateKey(kind)
    const files = await writeKey(workspace, 'ours', key)
    const [message, other] = [
      await workspace.write('message', MESSAGE),
      await workspace.write('other', OTHER),
    ]
    const signer = createSigner(key)
    const scheme = signatureScheme({ oid: signer.algorithm, parameters: undefined })
    const { stdout } = await succeed('botan', ['sign', ...sign, files.key, message])
    const theirs = decodeBase64(new TextDecoder().decode(stdout).trim())
    const verify = (content: Uint8Array, value: Uint8Array) =>
      scheme?.verify(key.publicKey, content, value, idOf(kind))
    expectThat((await verify(MESSAGE, theirs)) === true, 'we refuse it')
    expectThat((await verify(OTHER, theirs)) === false, 'we accept another message')
    expectThat((await verify(MESSAGE, change(theirs))) === false, 'we accept it changed')

    const signed = kind === 'SM2' ? await signSm2(key, MESSAGE, idOf(kind)) : await signer.sign(MESSAGE)
    // It ends well whatever it finds.
    const told = async (content: string, value: Uint8Array) => {
      const file = await workspace.write('value', encodeBase64(value))
      return (await run('botan', ['verify', ...sign, files.public, content, file])).text
    }
    const isValid = async (content: string, value: Uint8Array) =>
      (await told(content, value)).includes('Signature is valid')
    expectThat(await isValid(message, signed), `botan said: ${await told(message, signed)}`)
    expectThat(!(await isValid(other, signed)), 'botan accepts another message')
    expectThat(!(await isValid(message, change(signed))), 'botan accepts it changed')
  },
})

const keyCase = ({ kind, make }: (typeof KINDS)[number]): Case => ({
  what:
    kind === 'SM2'
      ? 'reads our SM2 keys, and not a part of one'
      : `${kind} keys are read both ways, and not a part of one`,
  with: BOTAN,
  cells: kind === 'SM2' ? there('private key') : both('private key', kind),
  async run(workspace) {
    const key = await createPrivateKey(kind)
    const der = exportPrivateKey(key)
    const ours = await workspace.write('ours.key', encodePem('PRIVATE KEY', der))
    const { stdout } = await succeed('botan', ['pkcs8', '--pub-out', ours])
    const derived = parsePublicKeyPem(stdout)
    expectThat(equalBytes(derived.spki, key.publicKey.spki), 'botan derives another public key')
    const part = encodePem('PRIVATE KEY', der.subarray(0, -1))
    await refuse('botan', ['pkcs8', '--pub-out', await workspace.write('part.key', part)])
    if (kind === 'SM2') return
    const made = (await succeed('botan', ['keygen', `--algo=${make[0]}`, ...make.slice(1)])).stdout
    const theirs = parsePrivateKey(made)
    const theirPublic = await succeed('botan', ['pkcs8', '--pub-out', await workspace.write('theirs', made)])
    const expected = parsePublicKeyPem(theirPublic.stdout)
    expectThat(equalBytes(theirs.publicKey.spki, expected.spki), 'we derive another public key')
    const [block] = decodePem(made)
    expectThat(!reads(block?.der.subarray(0, -1)), 'we read a part of a key')
  },
})

function reads(der: Uint8Array | undefined): boolean {
  try {
    if (der !== undefined) parsePrivateKey(der)
    return true
  } catch {
    return false
  }
}

const encryptedCase = ({ kind }: (typeof KINDS)[number]): Case => ({
  what: `${kind} keys encrypted with a password open both ways, and not with another or changed (PKCS#8)`,
  with: BOTAN,
  cells: both('encrypted key', kind),
  async run(workspace) {
    const key = await createPrivateKey(kind)
    const plain = exportPrivateKey(key)
    const der = await encryptPrivateKey(key, PASSWORD, { iterations: 10_000 })
    const ours = await workspace.write('ours.pem', encodePem('ENCRYPTED PRIVATE KEY', der))
    const { stdout } = await succeed('botan', ['pkcs8', `--pass-in=${PASSWORD}`, ours])
    const opened = parsePrivateKey(stdout)
    expectThat(equalBytes(exportPrivateKey(opened), plain), 'botan reads another key')
    await refuse('botan', ['pkcs8', '--pass-in=another', ours])
    const changed = encodePem('ENCRYPTED PRIVATE KEY', change(der, der.length - 17))
    const changedFile = await workspace.write('changed.pem', changed)
    await refuse('botan', ['pkcs8', `--pass-in=${PASSWORD}`, changedFile])

    const file = await workspace.write('plain.pem', encodePem('PRIVATE KEY', plain))
    const encrypt = ['pkcs8', `--pass-out=${PASSWORD}`, '--pbkdf-iter=10000', file]
    const theirs = (await succeed('botan', encrypt)).stdout
    expectThat(equalBytes(exportPrivateKey(await decryptPrivateKey(theirs, PASSWORD)), plain), 'another key')
    const isOpen = (bytes: Uint8Array, password: string) =>
      decryptPrivateKey(bytes, password).then(
        () => true,
        () => false,
      )
    expectThat(!(await isOpen(theirs, 'another')), 'we open it with another password')
    const [block] = decodePem(theirs)
    if (block === undefined) throw new Error('botan wrote nothing')
    const broken = change(block.der, block.der.length - 17)
    expectThat(!(await isOpen(broken, PASSWORD)), 'we open it changed')
  },
})

export const botanKeyCases: readonly Case[] = [
  ...KINDS.map(keyCase),
  ...KINDS.map(signatureCase),
  ...KINDS.map(encryptedCase),
]
