import { encodeUtf8 } from '@xinyin/core'
import { type CmsProfile, createSignedData, inspectSignedData } from '@xinyin/core/cms'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expectThat } from '../expect.ts'
import { back, there } from '../grid.ts'
import type { Case } from '../table.ts'
import { BOUNCY_CASTLE, bouncyCastle, bouncyCastleRefuses } from './bouncycastle.ts'
import { change, createOffice } from './office.ts'

type Kind = 'SM2' | 'RSA' | 'P-256' | 'Ed25519'
const CONTENT = encodeUtf8('准予施工')
const OTHER = encodeUtf8('不准施工')

const ours = (kind: Kind, profile: CmsProfile): Case => ({
  what: `verifies our ${kind} messages, attached and detached, ${profile}, and refuses other content and signers`,
  with: BOUNCY_CASTLE,
  cells: there('signed message', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const { key, certificate } = await office.create('signer')
    const stranger = await office.create('stranger')
    const [content, other] = [
      await workspace.write('content', CONTENT),
      await workspace.write('other', OTHER),
    ]
    const trusted = office.root.certificateFile
    for (const detached of [false, true]) {
      const signers = [{ key, certificate, signingTime: new Date() }]
      const message = await createSignedData({ content: CONTENT, detached, profile, signers })
      const file = await workspace.write('message', message)
      const given = detached ? [content] : []
      await bouncyCastle('cms-verify', file, trusted, ...given)
      await bouncyCastleRefuses('cms-verify', file, stranger.certificateFile, ...given)
      if (detached) await bouncyCastleRefuses('cms-verify', file, trusted, other)
      const changed = await workspace.write('changed', change(message))
      await bouncyCastleRefuses('cms-verify', changed, trusted, ...given)
    }
  },
})

const theirs = (kind: Kind): Case => ({
  what: `signs ${kind} messages, attached and detached, that we verify, and we refuse them changed`,
  with: BOUNCY_CASTLE,
  cells: back('signed message', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const { keyFile, certificateFile } = await office.create('signer')
    const content = await workspace.write('content', CONTENT)
    const file = workspace.path('message')
    for (const form of ['attached', 'detached']) {
      await bouncyCastle('cms-sign', keyFile, certificateFile, content, file, form)
      const message = await workspace.read('message')
      const verdict = async (
        bytes: Uint8Array,
        beside: Uint8Array,
        role: 'document-signer' | 'seal-maker',
      ) => {
        const { verdict } = await inspectSignedData(bytes, {
          trust: office.trust(role),
          at: new Date(),
          // The library does not name the certificate in the signature.
          policy: { signingCertificate: 'optional' },
          revocation: skipRevocation,
          ...(form === 'detached' && { content: beside }),
        })
        return verdict
      }
      expectThat((await verdict(message, CONTENT, 'document-signer')) === 'passed', `${form}: we refuse it`)
      expectThat(
        (await verdict(message, CONTENT, 'seal-maker')) !== 'passed',
        `${form}: another role will do`,
      )
      expectThat(
        (await verdict(change(message), CONTENT, 'document-signer')) === 'failed',
        `${form}: we accept another signature`,
      )
      if (form === 'detached')
        expectThat((await verdict(message, OTHER, 'document-signer')) === 'failed', 'we accept other content')
    }
  },
})

const KINDS = ['SM2', 'RSA', 'P-256', 'Ed25519'] as const

export const signedMessageCases: readonly Case[] = [
  ...KINDS.map((kind) => ours(kind, 'PKCS7')),
  ours('SM2', 'GMT0010'),
  ...KINDS.map(theirs),
]
