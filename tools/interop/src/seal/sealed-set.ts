import { encodePem, parseCertificate } from '@xinyin/core'
import { inspectOfd } from '@xinyin/e-seal/ofd'
import { createSealedSet, type SealedDocument, type SealedSet } from '@xinyin/testkit/sealed'
import { BOUNCY_CASTLE, bouncyCastle, bouncyCastleRefuses } from '../core/bouncycastle.ts'
import { change, changePart } from '../core/office.ts'
import { verifySm2Signature } from '../core/openssl-sm2.ts'
import { expectThat } from '../expect.ts'
import { OPENSSL, type Program } from '../program.ts'
import type { Case } from '../table.ts'
import type { Workspace } from '../workspace.ts'
import { signedPartsOf } from './signed-parts.ts'

let made: Promise<SealedSet> | undefined

/** Documents that are sealed and signed here in every way there is. They are made once. */
export function sealedSet(): Promise<SealedSet> {
  made ??= createSealedSet()
  return made
}

/** Of one document: what was found, in words or as a number of files, or nothing where it has nothing of the kind. */
type Judge = (
  document: SealedDocument,
  workspace: Workspace,
  set: SealedSet,
) => Promise<string | number | undefined>

/** A case over the whole set. What is found in words is told by document, files are counted over all. */
export const overSet = (program: Program | string, what: string, judge: Judge): Case => ({
  what,
  with: program,
  async run(workspace) {
    const set = await sealedSet()
    const found: string[] = []
    const counts: number[] = []
    for (const document of set.documents) {
      const one = await judge(document, workspace, set).catch((error: unknown) => {
        throw new Error(`${document.name}: ${error instanceof Error ? error.message : String(error)}`)
      })
      if (typeof one === 'number') counts.push(one)
      else if (one !== undefined) found.push(`${document.name}: ${one}`)
    }
    expectThat(found.length + counts.length > 0, 'the set has none of the kind')
    if (counts.length === 0) return found.join('\n')
    return `${counts.length} documents, ${counts.reduce((a, b) => a + b, 0)} files`
  },
})

const ours = overSet('ours', 'we pass every document of ours', async ({ bytes, signatures }, _, set) => {
  const { trust, at } = set
  const { verdict, subject, checks } = await inspectOfd(bytes, { trust, at, signatures })
  const against = checks.flatMap(({ status, code }) => (status === 'passed' ? [] : (code ?? [])))
  expectThat(verdict === 'passed', `${verdict}: ${against.join(', ')}`)
  return subject?.signatures.map(({ type, clock }) => `${type}, clock: ${clock}`).join('; ')
})

const values = overSet(
  OPENSSL,
  'verifies the values of signers and makers in every document of ours over the bytes as they stand, and not changed',
  async ({ bytes }, workspace) => {
    const { values } = await signedPartsOf(bytes)
    for (const { certificate, message, signature } of values)
      await verifySm2Signature(workspace, parseCertificate(certificate).publicKey, message, signature)
    return values.map(({ by }) => by).join(', ')
  },
)

/** The certificates that are trusted, as one file. */
function writeAnchors(workspace: Workspace, { trust }: SealedSet): Promise<string> {
  const pem = trust.anchors.map(({ certificate }) =>
    encodePem('CERTIFICATE', 'raw' in certificate ? certificate.raw : certificate),
  )
  return workspace.write('anchors.pem', pem.join('\n'))
}

const messages = overSet(
  BOUNCY_CASTLE,
  'accepts the messages of GB/T 35275 in documents of ours, and not changed or over other data',
  async ({ bytes }, workspace, set) => {
    const { messages } = await signedPartsOf(bytes)
    const anchors = await writeAnchors(workspace, set)
    for (const { message, content, signature } of messages) {
      const given = content === undefined ? [] : [await workspace.write('content', content)]
      await bouncyCastle('cms-verify', await workspace.write('message', message), anchors, ...given)
      const changed = await workspace.write('changed', changePart(message, signature))
      await bouncyCastleRefuses('cms-verify', changed, anchors, ...given)
      if (content === undefined) continue
      const other = await workspace.write('other', change(content))
      await bouncyCastleRefuses('cms-verify', workspace.path('message'), anchors, other)
    }
    return messages.length === 0 ? undefined : messages.map(wayOf).join(', ')
  },
)

const wayOf = ({ content }: { readonly content: unknown }) =>
  content === undefined ? 'the digest as content' : 'attributes'

const stamps = overSet(
  BOUNCY_CASTLE,
  'accepts the time stamps in documents of ours over the signatures, and over no other',
  async ({ bytes }, workspace, set) => {
    const { stamps } = await signedPartsOf(bytes)
    const anchors = await writeAnchors(workspace, set)
    const times: string[] = []
    for (const { token, signature } of stamps) {
      const files = [await workspace.write('token', token), await workspace.write('stamped', signature)]
      times.push((await bouncyCastle('tsp-token-verify', ...files, anchors)).replace(/^valid: /, ''))
      const other = await workspace.write('other', change(signature))
      await bouncyCastleRefuses('tsp-token-verify', workspace.path('token'), other, anchors)
    }
    return times.length === 0 ? undefined : times.join(', ')
  },
)

/** What others say of all that is sealed and signed here. */
export const sealedSetCases: readonly Case[] = [ours, values, messages, stamps]
