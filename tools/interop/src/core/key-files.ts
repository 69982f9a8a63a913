import {
  createPrivateKey,
  decodePem,
  encodePem,
  equalBytes,
  exportPrivateKey,
  type KeyKind,
  type PrivateKey,
  parsePrivateKey,
} from '@xinyin/core'
import { createRoot } from '@xinyin/core/ca'
import { createPkcs12, decryptPrivateKey, encryptPrivateKey, parsePkcs12 } from '@xinyin/core/keys'
import { expectThat } from '../expect.ts'
import { both } from '../grid.ts'
import { OPENSSL, type Program, refuse, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import { change } from './office.ts'

const KEYTOOL: Program = { command: 'keytool', probe: ['-help'], debian: 'default-jdk-headless' }
const PASSWORD = '口令-correct'
const DAY = 86_400_000
/** Enough to show that they are agreed on. */
const ITERATIONS = 20_000
const CIPHERS = ['AES-256', 'SM4'] as const

/** How `openssl genpkey` makes a key. */
const KINDS: readonly { kind: KeyKind; make: readonly string[] }[] = [
  { kind: 'SM2', make: ['SM2'] },
  { kind: 'P-256', make: ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256'] },
  { kind: 'RSA', make: ['RSA', '-pkeyopt', 'rsa_keygen_bits:3072'] },
  { kind: 'Ed25519', make: ['ED25519'] },
  { kind: 'Ed448', make: ['ED448'] },
]

/** Ways in which OpenSSL encrypts a private key. */
const WAYS: readonly (readonly string[])[] = [
  ['-v2', 'aes-256-cbc'],
  ['-v2', 'aes-128-cbc', '-v2prf', 'hmacWithSHA512'],
  ['-v2', 'sm4-cbc', '-v2prf', 'hmacWithSM3'],
  ['-v2', 'des3'],
  ['-scrypt'],
  ['-v1', 'PBE-SHA1-3DES'],
]

const sameKey = (a: PrivateKey, b: PrivateKey) => equalBytes(exportPrivateKey(a), exportPrivateKey(b))

const opens = (der: Uint8Array) =>
  decryptPrivateKey(der, PASSWORD).then(
    () => true,
    () => false,
  )

const encryptedCase = ({ kind, make }: (typeof KINDS)[number]): Case => ({
  what: `${kind} keys encrypted with a password open both ways, and not changed (PKCS#8: AES, SM4, triple DES, scrypt)`,
  with: OPENSSL,
  cells: both('encrypted key', kind),
  async run(workspace) {
    const key = await createPrivateKey(kind)
    for (const cipher of CIPHERS) {
      const der = await encryptPrivateKey(key, PASSWORD, { cipher, iterations: ITERATIONS })
      const ours = await workspace.write('ours.pem', encodePem('ENCRYPTED PRIVATE KEY', der))
      const open = (password: string) => ['pkey', '-in', ours, '-passin', `pass:${password}`]
      await succeed('openssl', [...open(PASSWORD), '-outform', 'DER', '-out', workspace.path('opened')])
      expectThat(sameKey(parsePrivateKey(await workspace.read('opened')), key), 'openssl reads another key')
      await refuse('openssl', [...open('wrong'), '-noout'])
      // The octet of the last block but one that ends up in the padding.
      const changed = encodePem('ENCRYPTED PRIVATE KEY', change(der, der.length - 17))
      const changedFile = await workspace.write('changed.pem', changed)
      await refuse('openssl', ['pkey', '-in', changedFile, '-passin', `pass:${PASSWORD}`, '-noout'])
    }
    const [plain, theirs] = [workspace.path('plain.pem'), workspace.path('theirs.pem')]
    await succeed('openssl', ['genpkey', '-algorithm', ...make, '-out', plain])
    const made = parsePrivateKey(await workspace.read('plain.pem'))
    for (const way of WAYS) {
      const encrypt = ['pkcs8', '-topk8', '-in', plain, '-passout', `pass:${PASSWORD}`]
      await succeed('openssl', [...encrypt, ...way, '-out', theirs])
      const opened = await decryptPrivateKey(await workspace.read('theirs.pem'), PASSWORD)
      expectThat(sameKey(opened, made), `${way.join(' ')}: we read another key`)
      const [block] = decodePem(await workspace.read('theirs.pem'))
      if (block === undefined) throw new Error('openssl wrote nothing')
      const size = way.includes('des3') || way.includes('PBE-SHA1-3DES') ? 8 : 16
      const changed = change(block.der, block.der.length - size - 1)
      expectThat(!(await opens(changed)), `${way.join(' ')}: we read it changed`)
    }
  },
})

async function certify(key: PrivateKey) {
  const period = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + 365 * DAY) }
  return createRoot({ subject: { commonName: '某局电子印章' }, key, ...period })
}

/** Ways in which OpenSSL protects a PKCS#12 file. */
const PROTECTIONS: readonly (readonly string[])[] = [
  [],
  ['-legacy'],
  ['-keypbe', 'SM4-CBC', '-certpbe', 'SM4-CBC', '-macalg', 'sm3'],
  ['-macalg', 'sha512'],
  ['-pbmac1_pbkdf2'],
]

const pkcs12Case = (kind: KeyKind): Case => ({
  what: `${kind} keys and their certificates open both ways, and not changed (PKCS#12: AES, SM4, old ciphers, PBMAC1)`,
  with: OPENSSL,
  cells: both('PKCS #12', kind),
  async run(workspace) {
    const privateKey = await createPrivateKey(kind)
    const certificate = await certify(privateKey)
    const content = { privateKey, certificates: [certificate], password: PASSWORD, iterations: ITERATIONS }
    for (const protection of [{}, { cipher: 'SM4' }, { mac: 'PBMAC1' }] as const) {
      const made = await createPkcs12({ ...content, friendlyName: '印章', ...protection })
      const ours = await workspace.write('ours.p12', made)
      const open = (password: string) => ['pkcs12', '-in', ours, '-passin', `pass:${password}`, '-noenc']
      await succeed('openssl', [...open(PASSWORD), '-nocerts', '-out', workspace.path('opened.pem')])
      expectThat(sameKey(parsePrivateKey(await workspace.read('opened.pem')), privateKey), 'another key')
      await refuse('openssl', [...open('wrong'), '-out', workspace.path('wrong')])
      const changed = await workspace.write('changed.p12', change(made, made.length >> 1))
      const look = ['pkcs12', '-in', changed, '-passin', `pass:${PASSWORD}`, '-noenc']
      await refuse('openssl', [...look, '-out', workspace.path('wrong')])
    }
    const key = await workspace.write('key.pem', encodePem('PRIVATE KEY', exportPrivateKey(privateKey)))
    const issued = await workspace.write('certificate.pem', encodePem('CERTIFICATE', certificate.raw))
    const files = ['-inkey', key, '-in', issued, '-name', '印章', '-out', workspace.path('theirs.p12')]
    for (const protection of PROTECTIONS) {
      await succeed('openssl', ['pkcs12', '-export', '-passout', `pass:${PASSWORD}`, ...files, ...protection])
      const theirs = await workspace.read('theirs.p12')
      const { keys } = await parsePkcs12(theirs, PASSWORD)
      const refused = await parsePkcs12(change(theirs, theirs.length >> 1), PASSWORD).then(
        () => false,
        () => true,
      )
      expectThat(refused, `${protection.join(' ')}: we read it changed`)
      const [read] = keys
      expectThat(
        read !== undefined && keys.length === 1 && sameKey(read.privateKey, privateKey),
        `${protection.join(' ')}: we read another key`,
      )
      const chain = read?.certificates ?? []
      expectThat(
        chain.length === 1 && chain.every(({ raw }) => equalBytes(raw, certificate.raw)),
        `${protection.join(' ')}: we read another certificate`,
      )
    }
  },
})

/** Java takes passwords of ASCII only on its command line. */
const ASCII = 'correct'

const javaCase = (kind: 'P-256' | 'RSA', make: readonly string[]): Case => ({
  what: `${kind} keys and their certificates open both ways in a key store (PKCS#12)`,
  with: KEYTOOL,
  async run(workspace) {
    const privateKey = await createPrivateKey(kind)
    const certificates = [await certify(privateKey)]
    const content = { privateKey, certificates, password: ASCII, iterations: ITERATIONS }
    const ours = await workspace.write('ours.p12', await createPkcs12({ ...content, friendlyName: 'seal' }))
    const list = ['-list', '-storetype', 'PKCS12', '-keystore', ours, '-storepass']
    const { text } = await succeed('keytool', [...list, ASCII])
    expectThat(/seal.*PrivateKeyEntry/.test(text), 'keytool finds no key')
    await refuse('keytool', [...list, 'wrong!'])
    for (const old of [[], ['-J-Dkeystore.pkcs12.legacy']]) {
      const theirs = workspace.path(`theirs${old.length}.p12`)
      const store = ['-storetype', 'PKCS12', '-keystore', theirs, '-storepass', ASCII]
      await succeed('keytool', [...old, '-genkeypair', '-alias', 'a', '-dname', 'CN=a', ...make, ...store])
      const { keys } = await parsePkcs12(await workspace.read(`theirs${old.length}.p12`), ASCII)
      const [read] = keys
      expectThat(read?.friendlyName === 'a' && read.privateKey.kind === kind, 'we read another key')
      expectThat(read?.certificates.length === 1, 'we read another certificate')
    }
  },
})

/** Private keys that are encrypted, alone and with their certificates. */
export const keyFileCases: readonly Case[] = [
  ...KINDS.map(encryptedCase),
  ...(['SM2', 'P-256', 'RSA', 'Ed25519'] as const).map(pkcs12Case),
  javaCase('P-256', ['-keyalg', 'EC', '-groupname', 'secp256r1']),
  javaCase('RSA', ['-keyalg', 'RSA', '-keysize', '2048']),
]
