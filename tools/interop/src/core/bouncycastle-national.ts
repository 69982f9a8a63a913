import {
  createPrivateKey,
  decodeHex,
  digest,
  encodeHex,
  encodePem,
  encodeUtf8,
  equalBytes,
  exportPrivateKey,
  type PrivateKey,
  randomBytes,
} from '@xinyin/core'
import { agreeSm2Key, decryptSm2, encryptSm2 } from '@xinyin/core/gm'
import { expectThat } from '../expect.ts'
import { both } from '../grid.ts'
import type { Case } from '../table.ts'
import type { Workspace } from '../workspace.ts'
import { BOUNCY_CASTLE, bouncyCastle, bouncyCastleRefuses } from './bouncycastle.ts'
import { change } from './office.ts'
import { inEachProvider } from './provider.ts'
import { SM4_MODES, type Sm4Mode } from './sm4-modes.ts'

const LENGTHS = [1, 15, 16, 17, 64, 65, 100_003]

/** The files of a key: private, and public. */
async function writeKey(workspace: Workspace, name: string, key: PrivateKey) {
  return {
    key: await workspace.write(`${name}.key`, encodePem('PRIVATE KEY', exportPrivateKey(key))),
    public: await workspace.write(`${name}.pub`, encodePem('PUBLIC KEY', key.publicKey.spki)),
  }
}

const sm3: Case = {
  what: 'SM3 is the same, and another for a changed octet',
  with: BOUNCY_CASTLE,
  cells: both('SM3'),
  run: (workspace) =>
    inEachProvider(async (provider) => {
      for (const length of [0, ...LENGTHS]) {
        const input = randomBytes(length)
        const file = await workspace.write('input', input)
        await bouncyCastle('digest', 'SM3', file, workspace.path('output'))
        const theirs = await workspace.read('output')
        expectThat(equalBytes(digest('SM3', input), theirs), `${provider}, ${length} octets: another digest`)
        if (length > 0)
          expectThat(!equalBytes(digest('SM3', change(input)), theirs), 'the same for a changed octet')
      }
    }),
}

const sm4 = (mode: Sm4Mode): Case => ({
  what: `SM4-${mode.name} works both ways${mode.isAuthenticated ? ', and a changed ciphertext is refused' : ''}`,
  with: BOUNCY_CASTLE,
  cells: both(`SM4-${mode.name}`),
  run: (workspace) =>
    inEachProvider(async (provider) => {
      for (const length of LENGTHS) {
        const plaintext = randomBytes(length)
        const parameters = mode.parameters(length)
        const { key, iv, associatedData } = parameters
        const options = [encodeHex(key), encodeHex(iv), encodeHex(associatedData)]
        const job = async (way: 'encrypt' | 'decrypt', input: Uint8Array) => {
          const file = await workspace.write('input', input)
          await bouncyCastle('cipher', mode.name, way, ...options, file, workspace.path('output'))
          return workspace.read('output')
        }
        const where = `${provider}, ${length} octets`
        const ours = mode.encrypt(parameters, plaintext)
        const theirs = await job('encrypt', plaintext)
        expectThat(equalBytes(ours, theirs), `${where}: another ciphertext`)
        expectThat(equalBytes(await job('decrypt', ours), plaintext), `${where}: another text came out`)
        expectThat(equalBytes(mode.decrypt(parameters, theirs), plaintext), `${where}: we read another text`)
        await mode.refusesChanges(parameters, theirs, async (changed) => {
          const file = await workspace.write('changed', changed)
          const out = workspace.path('output')
          await bouncyCastleRefuses('cipher', mode.name, 'decrypt', ...options, file, out)
        })
      }
    }),
})

const encryption: Case = {
  what: 'SM2 encryption works both ways, C1C3C2 and C1C2C3, and a changed ciphertext is refused',
  with: BOUNCY_CASTLE,
  cells: both('encryption'),
  run: (workspace) =>
    inEachProvider(async (provider) => {
      const key = await createPrivateKey('SM2')
      const files = await writeKey(workspace, 'ours', key)
      const message = encodeUtf8('只给持证人')
      const plain = await workspace.write('plain', message)
      const out = workspace.path('out')
      for (const encoding of ['C1C3C2', 'C1C2C3'] as const) {
        const ours = await encryptSm2(key.publicKey, message, { encoding })
        await bouncyCastle('sm2-decrypt', files.key, await workspace.write('ours', ours), out, encoding)
        expectThat(equalBytes(await workspace.read('out'), message), `${provider}: another text there`)
        const changed = await workspace.write('changed', change(ours))
        await bouncyCastleRefuses('sm2-decrypt', files.key, changed, out, encoding)

        await bouncyCastle('sm2-encrypt', files.public, plain, out, encoding)
        const theirs = await workspace.read('out')
        const read = await decryptSm2(key, theirs, { encoding })
        expectThat(equalBytes(read, message), `${provider}: another text here`)
        const refused = await decryptSm2(key, change(theirs), { encoding }).then(
          () => false,
          () => true,
        )
        expectThat(refused, `${provider}: we decrypt a changed ciphertext`)
      }
    }),
}

const exchange = (role: 'initiator' | 'responder'): Case => ({
  what: `SM2 key exchange: we as ${role} agree on a key and confirm it, and a changed confirmation is refused on both sides`,
  with: BOUNCY_CASTLE,
  cells: both('key exchange'),
  async run(workspace) {
    const [own, theirs, theirEphemeral] = [
      await createPrivateKey('SM2'),
      await createPrivateKey('SM2'),
      await createPrivateKey('SM2'),
    ]
    const [ourId, theirId] = ['ALICE123@YAHOO.COM', '某局']
    const files = {
      own: await writeKey(workspace, 'own', own),
      theirs: await writeKey(workspace, 'th', theirs),
    }
    const ephemeralFile = await writeKey(workspace, 'the', theirEphemeral)
    for (const length of [16, 48]) {
      const ephemeral = await createPrivateKey('SM2')
      const ourEphemeral = await writeKey(workspace, 'owe', ephemeral)
      const agreement = agreeSm2Key({
        ...{ role, privateKey: own, userId: encodeUtf8(ourId), ephemeral, length },
        peer: {
          publicKey: theirs.publicKey,
          userId: encodeUtf8(theirId),
          ephemeral: theirEphemeral.publicKey.point ?? new Uint8Array(0),
        },
      })
      const theirRole = role === 'initiator' ? 'responder' : 'initiator'
      const keys = [files.theirs.key, ephemeralFile.key, files.own.public, ourEphemeral.public]
      const job = ['sm2-exchange', theirRole, ...keys, theirId, ourId, String(length)] as const
      const text = await bouncyCastle(...job, encodeHex(agreement.confirmation))
      const [key = '', confirmation = ''] = text.replace('agreed: ', '').split(' ')
      expectThat(key === encodeHex(agreement.key), `another key: ${text}`)
      expectThat(agreement.confirms(decodeHex(confirmation)), 'we do not take its confirmation')
      expectThat(!agreement.confirms(change(decodeHex(confirmation))), 'we take a changed confirmation')
      await bouncyCastleRefuses(...job, encodeHex(change(agreement.confirmation)))
    }
  },
})

export const bouncyCastleNationalCases: readonly Case[] = [
  sm3,
  ...SM4_MODES.map(sm4),
  encryption,
  exchange('initiator'),
  exchange('responder'),
]
