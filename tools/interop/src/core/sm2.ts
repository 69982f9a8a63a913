import {
  createSm2KeyPair,
  decodePem,
  encodePem,
  encodeUtf8,
  equalBytes,
  exportPrivateKey,
  parsePrivateKey,
  parsePublicKey,
  signSm2,
  verifySm2,
} from '@xinyin/core'
import { decryptSm2, encryptSm2 } from '@xinyin/core/gm'
import { expectThat } from '../expect.ts'
import { back, both, there } from '../grid.ts'
import { OPENSSL, refuse, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import type { Workspace } from '../workspace.ts'
import { inEachProvider } from './provider.ts'

const MESSAGE = encodeUtf8('建设工程施工许可证 330106202611240101')
const DEFAULT_ID = '1234567812345678'
const SHORT_ID = 'Alice'

/** What `openssl pkeyutl` needs for SM2 over a message with an id. */
const sm2Options = (id: string) => ['-rawin', '-digest', 'sm3', '-pkeyopt', `distid:${id}`]

/** A key pair that OpenSSL made: its files, and its two halves as the product reads them. */
async function opensslKeyPair(workspace: Workspace) {
  const privatePath = workspace.path('key.pem')
  const publicPath = workspace.path('public.pem')
  await succeed('openssl', ['genpkey', '-algorithm', 'SM2', '-out', privatePath])
  await succeed('openssl', ['pkey', '-in', privatePath, '-pubout', '-out', publicPath])
  const [spki] = decodePem(await workspace.read('public.pem'))
  if (spki === undefined) throw new Error('openssl wrote no public key')
  return {
    privatePath,
    publicPath,
    privateKey: parsePrivateKey(await workspace.read('key.pem')),
    publicKey: parsePublicKey(spki.der),
  }
}

/** A key pair of ours, with its files for OpenSSL. */
async function ownKeyPair(workspace: Workspace) {
  const pair = await createSm2KeyPair()
  return {
    ...pair,
    privatePath: await workspace.write(
      'key.pem',
      encodePem('PRIVATE KEY', exportPrivateKey(pair.privateKey)),
    ),
    publicPath: await workspace.write('public.pem', encodePem('PUBLIC KEY', pair.publicKey.spki)),
  }
}

const oursAccepted: Case = {
  what: 'openssl pkeyutl accepts our SM2 signature, and refuses it for another message or id',
  with: OPENSSL,
  cells: there('signature'),
  run: (workspace) =>
    inEachProvider(async () => {
      const { privateKey, publicPath } = await ownKeyPair(workspace)
      const message = await workspace.write('message', MESSAGE)
      const other = await workspace.write('other', encodeUtf8('另一份'))
      for (const id of [DEFAULT_ID, SHORT_ID]) {
        const signed = await signSm2(privateKey, MESSAGE, { userId: encodeUtf8(id) })
        const signature = await workspace.write('signature', signed)
        const verify = ['pkeyutl', '-verify', '-pubin', '-inkey', publicPath, '-sigfile', signature]
        await succeed('openssl', [...verify, '-in', message, ...sm2Options(id)])
        await refuse('openssl', [...verify, '-in', other, ...sm2Options(id)])
        await refuse('openssl', [...verify, '-in', message, ...sm2Options('Bob')])
      }
      const signature = await workspace.write('signature', await signSm2(privateKey, MESSAGE))
      const verify = ['pkeyutl', '-verify', '-pubin', '-inkey', publicPath, '-sigfile', signature]
      await succeed('openssl', [...verify, '-in', message, ...sm2Options(DEFAULT_ID)])
    }),
}

const theirsAccepted: Case = {
  what: 'we accept the SM2 signature of openssl pkeyutl, native and portable, and refuse it for another message or id',
  with: OPENSSL,
  cells: back('signature'),
  async run(workspace) {
    const { privatePath, publicKey } = await opensslKeyPair(workspace)
    const message = await workspace.write('message', MESSAGE)
    for (const id of [DEFAULT_ID, SHORT_ID]) {
      const sign = [
        'pkeyutl',
        '-sign',
        '-inkey',
        privatePath,
        '-in',
        message,
        '-out',
        workspace.path('signature'),
      ]
      await succeed('openssl', [...sign, ...sm2Options(id)])
      const signature = await workspace.read('signature')
      await inEachProvider(async (provider) => {
        const verify = (content: Uint8Array, userId: string) =>
          verifySm2(publicKey, content, signature, { userId: encodeUtf8(userId) })
        expectThat(await verify(MESSAGE, id), `${provider}: refused a good signature`)
        expectThat(!(await verify(encodeUtf8('另一份'), id)), `${provider}: accepted another message`)
        expectThat(!(await verify(MESSAGE, 'Bob')), `${provider}: accepted another id`)
      })
    }
  },
}

const emptyId: Case = {
  what: 'the empty id, which openssl takes unless told otherwise, works both ways',
  with: OPENSSL,
  async run(workspace) {
    const { privatePath, publicPath, privateKey, publicKey } = await opensslKeyPair(workspace)
    const message = await workspace.write('message', MESSAGE)
    const options = ['-rawin', '-digest', 'sm3', '-in', message]
    const userId = new Uint8Array(0)
    const path = workspace.path('signature')
    await succeed('openssl', ['pkeyutl', '-sign', '-inkey', privatePath, '-out', path, ...options])
    const signature = await workspace.read('signature')
    await inEachProvider(async (provider) => {
      expectThat(
        await verifySm2(publicKey, MESSAGE, signature, { userId }),
        `${provider}: refused a good signature`,
      )
      expectThat(!(await verifySm2(publicKey, MESSAGE, signature)), `${provider}: accepted the default id`)
      const ours = await workspace.write('ours', await signSm2(privateKey, MESSAGE, { userId }))
      await succeed('openssl', [
        'pkeyutl',
        '-verify',
        '-pubin',
        '-inkey',
        publicPath,
        '-sigfile',
        ours,
        ...options,
      ])
    })
  },
}

const encryption: Case = {
  what: 'SM2 encryption works both ways, and a changed ciphertext is refused',
  with: OPENSSL,
  cells: both('encryption'),
  run: (workspace) =>
    inEachProvider(async (provider) => {
      const { privatePath, publicPath, privateKey, publicKey } = await ownKeyPair(workspace)
      const plain = await workspace.write('plain', MESSAGE)
      const theirs = workspace.path('theirs')
      await succeed('openssl', [
        'pkeyutl',
        '-encrypt',
        '-pubin',
        '-inkey',
        publicPath,
        '-in',
        plain,
        '-out',
        theirs,
      ])
      const decrypted = await decryptSm2(privateKey, await workspace.read('theirs'), { encoding: 'DER' })
      expectThat(equalBytes(decrypted, MESSAGE), `${provider}: another text came out`)

      const encrypted = await encryptSm2(publicKey, MESSAGE, { encoding: 'DER' })
      const ours = await workspace.write('ours', encrypted)
      const { stdout } = await succeed('openssl', ['pkeyutl', '-decrypt', '-inkey', privatePath, '-in', ours])
      expectThat(equalBytes(stdout, MESSAGE), `${provider}: another text came out of openssl`)

      const last = encrypted.length - 1
      const changed = encrypted.map((octet, at) => (at === last ? octet ^ 1 : octet))
      await refuse('openssl', [
        'pkeyutl',
        '-decrypt',
        '-inkey',
        privatePath,
        '-in',
        await workspace.write('changed', changed),
      ])
      const refused = await decryptSm2(privateKey, changed, { encoding: 'DER' }).then(
        () => false,
        () => true,
      )
      expectThat(refused, `${provider}: decrypted a changed ciphertext`)
    }),
}

export const sm2Cases: readonly Case[] = [oursAccepted, theirsAccepted, emptyId, encryption]
