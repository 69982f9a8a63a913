import { createDigest, type DigestName, digest, encodeHex, equalBytes, hmac, randomBytes } from '@xinyin/core'
import {
  decryptSm4Cbc,
  decryptSm4Ctr,
  decryptSm4Gcm,
  encryptSm4Cbc,
  encryptSm4Ctr,
  encryptSm4Gcm,
} from '@xinyin/core/gm'
import { expectThat } from '../expect.ts'
import { BOTAN, OPENSSL, refuse, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import { inEachProvider } from './provider.ts'

/** Around the sizes of blocks, and one of many blocks. */
const LENGTHS = [0, 1, 15, 16, 17, 55, 56, 63, 64, 65, 127, 128, 1_000_003]

const DIGESTS: readonly [DigestName, string][] = [
  ['SM3', 'sm3'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]

const digestCase = ([name, option]: (typeof DIGESTS)[number]): Case => ({
  what: `${name} is the same, in one piece, in several and with a key`,
  with: OPENSSL,
  run: () =>
    inEachProvider(async (provider) => {
      for (const length of LENGTHS) {
        const input = randomBytes(length)
        const theirs = (await succeed('openssl', ['dgst', `-${option}`, '-binary'], { input })).stdout
        const middle = length >> 1
        const hasher = createDigest(name)
        hasher.update(input.subarray(0, middle))
        hasher.update(input.subarray(middle))
        const where = `${provider}, ${length} octets`
        expectThat(equalBytes(digest(name, input), theirs), `${where}: another digest`)
        expectThat(equalBytes(hasher.digest(), theirs), `${where}: another digest in two pieces`)
        const key = randomBytes(1 + (length % 100))
        const keyed = ['dgst', `-${option}`, '-mac', 'HMAC', '-macopt', `hexkey:${encodeHex(key)}`, '-binary']
        const theirMac = (await succeed('openssl', keyed, { input })).stdout
        expectThat(equalBytes(hmac(name, key, input), theirMac), `${where}: another HMAC`)
      }
    }),
})

const sm4Case = (mode: 'cbc' | 'ctr'): Case => ({
  what: `SM4-${mode.toUpperCase()} works both ways`,
  with: OPENSSL,
  run: () =>
    inEachProvider(async (provider) => {
      const [encrypt, decrypt] =
        mode === 'cbc' ? [encryptSm4Cbc, decryptSm4Cbc] : [encryptSm4Ctr, decryptSm4Ctr]
      for (const length of LENGTHS) {
        const plaintext = randomBytes(length)
        const parameters = { key: randomBytes(16), iv: randomBytes(16) }
        const options = [`-sm4-${mode}`, '-K', encodeHex(parameters.key), '-iv', encodeHex(parameters.iv)]
        const theirs = (await succeed('openssl', ['enc', '-e', ...options], { input: plaintext })).stdout
        const ours = encrypt(parameters, plaintext)
        const where = `${provider}, ${length} octets`
        expectThat(equalBytes(ours, theirs), `${where}: another ciphertext`)
        expectThat(equalBytes(decrypt(parameters, theirs), plaintext), `${where}: another text came out`)
        const back = (await succeed('openssl', ['enc', '-d', ...options], { input: ours })).stdout
        expectThat(equalBytes(back, plaintext), `${where}: another text came out of openssl`)
      }
    }),
})

const sm4Gcm: Case = {
  what: 'SM4-GCM works both ways, and a changed tag is refused',
  with: BOTAN,
  optional: true,
  run: (workspace) =>
    inEachProvider(async (provider) => {
      for (const length of LENGTHS) {
        const plaintext = randomBytes(length)
        const parameters = {
          key: randomBytes(16),
          iv: randomBytes(12),
          associatedData: randomBytes(length % 50),
        }
        const options = [
          '--cipher=SM4/GCM',
          `--key=${encodeHex(parameters.key)}`,
          `--nonce=${encodeHex(parameters.iv)}`,
          `--ad=${encodeHex(parameters.associatedData)}`,
        ]
        const ours = encryptSm4Gcm(parameters, plaintext)
        const plain = await workspace.write('plain', plaintext)
        const theirs = (await succeed('botan', ['cipher', ...options, plain])).stdout
        const where = `${provider}, ${length} octets`
        expectThat(equalBytes(ours, theirs), `${where}: another ciphertext`)
        expectThat(
          equalBytes(decryptSm4Gcm(parameters, theirs), plaintext),
          `${where}: another text came out`,
        )
        const changed = ours.map((octet, at) => (at === ours.length - 1 ? octet ^ 1 : octet))
        const path = await workspace.write('changed', changed)
        await refuse('botan', ['cipher', '--decrypt', ...options, path])
      }
    }),
}

const botanSm3: Case = {
  what: 'SM3 is the same',
  with: BOTAN,
  optional: true,
  run: (workspace) =>
    inEachProvider(async (provider) => {
      for (const length of LENGTHS) {
        const input = randomBytes(length)
        const path = await workspace.write('input', input)
        const { text } = await succeed('botan', ['hash', '--algo=SM3', path])
        const theirs = text.trim().split(' ')[0]?.toLowerCase()
        expectThat(
          encodeHex(digest('SM3', input)) === theirs,
          `${provider}, ${length} octets: another digest`,
        )
      }
    }),
}

export const cipherCases: readonly Case[] = [
  ...DIGESTS.map(digestCase),
  sm4Case('cbc'),
  sm4Case('ctr'),
  sm4Gcm,
  botanSm3,
]
