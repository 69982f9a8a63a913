import { createDigest, type DigestName, digest, encodeHex, equalBytes, hmac, randomBytes } from '@xinyin/core'
import { expectThat } from '../expect.ts'
import { both } from '../grid.ts'
import { OPENSSL, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import { inEachProvider } from './provider.ts'
import { SM4_MODES, type Sm4Mode } from './sm4-modes.ts'

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
  cells: name === 'SM3' ? both('SM3') : [],
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

/** The modes that `openssl enc` has: those with a tag it refuses. */
const sm4Case = (mode: Sm4Mode): Case => ({
  what: `SM4-${mode.name} works both ways`,
  with: OPENSSL,
  cells: both(`SM4-${mode.name}`),
  run: () =>
    inEachProvider(async (provider) => {
      for (const length of LENGTHS) {
        const plaintext = randomBytes(length)
        const parameters = mode.parameters(length)
        const { key, iv } = parameters
        const vector = iv.length === 0 ? [] : ['-iv', encodeHex(iv)]
        const options = [`-sm4-${mode.name.toLowerCase()}`, '-K', encodeHex(key), ...vector]
        const theirs = (await succeed('openssl', ['enc', '-e', ...options], { input: plaintext })).stdout
        const ours = mode.encrypt(parameters, plaintext)
        const where = `${provider}, ${length} octets`
        expectThat(equalBytes(ours, theirs), `${where}: another ciphertext`)
        expectThat(equalBytes(mode.decrypt(parameters, theirs), plaintext), `${where}: another text came out`)
        const back = (await succeed('openssl', ['enc', '-d', ...options], { input: ours })).stdout
        expectThat(equalBytes(back, plaintext), `${where}: another text came out of openssl`)
      }
    }),
})

export const cipherCases: readonly Case[] = [
  ...DIGESTS.map(digestCase),
  ...SM4_MODES.filter(({ isAuthenticated }) => !isAuthenticated).map(sm4Case),
]
