import { digest, encodeHex, equalBytes, randomBytes } from '@xinyin/core'
import { expectThat } from '../expect.ts'
import { both } from '../grid.ts'
import { BOTAN, refuse, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import { change } from './office.ts'
import { inEachProvider } from './provider.ts'
import { SM4_MODES, type Sm4Mode } from './sm4-modes.ts'

const LENGTHS = [1, 15, 16, 17, 64, 65, 1_000_003]

const sm3: Case = {
  what: 'SM3 is the same, and another for a changed octet',
  with: BOTAN,
  cells: both('SM3'),
  run: (workspace) =>
    inEachProvider(async (provider) => {
      for (const length of [0, ...LENGTHS]) {
        const input = randomBytes(length)
        const path = await workspace.write('input', input)
        const { text } = await succeed('botan', ['hash', '--algo=SM3', path])
        const theirs = text.trim().split(' ')[0]?.toLowerCase()
        const where = `${provider}, ${length} octets`
        expectThat(encodeHex(digest('SM3', input)) === theirs, `${where}: another digest`)
        if (length > 0)
          expectThat(encodeHex(digest('SM3', change(input))) !== theirs, `${where}: the same when changed`)
      }
    }),
}

const sm4 = (mode: Sm4Mode): Case => ({
  what: `SM4-${mode.name} works both ways${mode.isAuthenticated ? ', and a changed ciphertext is refused' : ''}`,
  with: BOTAN,
  cells: both(`SM4-${mode.name}`),
  run: (workspace) =>
    inEachProvider(async (provider) => {
      for (const length of LENGTHS) {
        const plaintext = randomBytes(length)
        const parameters = mode.parameters(length)
        const { key, iv, associatedData } = parameters
        const options = [
          `--cipher=SM4/${mode.name}`,
          `--key=${encodeHex(key)}`,
          `--nonce=${encodeHex(iv)}`,
          ...(mode.isAuthenticated ? [`--ad=${encodeHex(associatedData)}`] : []),
        ]
        const where = `${provider}, ${length} octets`
        const ours = mode.encrypt(parameters, plaintext)
        const plain = await workspace.write('plain', plaintext)
        const theirs = (await succeed('botan', ['cipher', ...options, plain])).stdout
        expectThat(equalBytes(ours, theirs), `${where}: another ciphertext`)
        expectThat(equalBytes(mode.decrypt(parameters, theirs), plaintext), `${where}: another text here`)
        const file = await workspace.write('ours', ours)
        const read = (await succeed('botan', ['cipher', '--decrypt', ...options, file])).stdout
        expectThat(equalBytes(read, plaintext), `${where}: another text there`)
        await mode.refusesChanges(parameters, ours, async (changed) => {
          const path = await workspace.write('changed', changed)
          await refuse('botan', ['cipher', '--decrypt', ...options, path])
        })
      }
    }),
})

export const botanCipherCases: readonly Case[] = [
  sm3,
  ...SM4_MODES.filter(({ name }) => name !== 'ECB').map(sm4),
]
