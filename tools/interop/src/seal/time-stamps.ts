import { createSigner } from '@xinyin/core'
import { createNodeFetch } from '@xinyin/core/node'
import { skipRevocation } from '@xinyin/core/unsafe'
import { createSeal, createSealPicture, type SesForm } from '@xinyin/e-seal'
import { createTimeStamper, type TimeStamper } from '@xinyin/e-seal/evidence'
import { inspectOfd, sealOfd, signOfd } from '@xinyin/e-seal/ofd'
import { BOUNCY_CASTLE, bouncyCastle } from '../core/bouncycastle.ts'
import { type Live, serve, startTsa } from '../core/live-servers.ts'
import { createOffice, hoursFromNow, type Member } from '../core/office.ts'
import { expectThat } from '../expect.ts'
import { OPENSSL, type Program } from '../program.ts'
import type { Case } from '../table.ts'
import type { Workspace } from '../workspace.ts'

type Kind = 'SM2' | 'RSA' | 'P-256'
type Form = SesForm | 'GB/T 35275-2017'
const PURPOSE = { extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'] }
const FORMS = ['GB/T 38540-2020', 'GM/T 0031-2025', 'GB/T 35275-2017'] as const

/** A service for time stamps over HTTP, of somebody else. */
type Start = (workspace: Workspace, member: Member) => Promise<Live>

const startBouncyCastle: Start = (workspace, { keyFile, certificateFile }) =>
  serve('application/timestamp-reply', async (query) => {
    const request = await workspace.write('query', query)
    await bouncyCastle('tsp-reply', keyFile, certificateFile, request, workspace.path('reply'))
    return workspace.read('reply')
  })

/** Seals a document, or signs it where the form has no seal, as one office does. */
async function sealAs(workspace: Workspace, form: Form, document: Uint8Array, timeStamper: TimeStamper) {
  const office = await createOffice(workspace, 'SM2')
  const [maker, member] = [await office.create('maker'), await office.create('signer')]
  const { certificate } = member
  const signing = { signer: createSigner(member.key), certificate, timeStamp: timeStamper }
  if (form === 'GB/T 35275-2017')
    return { office, sealed: await signOfd(document, { ...signing, form: 'attributes' }) }
  const seal = await createSeal({
    name: '某局电子证照专用章',
    picture: createSealPicture(),
    form,
    createdAt: hoursFromNow(-1),
    validFrom: hoursFromNow(-1),
    validTo: hoursFromNow(24),
    signers: [certificate],
    maker: { signer: createSigner(maker.key), certificate: maker.certificate },
    ...(form === 'GM/T 0031-2025' ? { timeStamper } : {}),
  })
  return { office, sealed: await sealOfd(document, { seal, ...signing }) }
}

/** Time stamps of others on our seal and on our signature with it. */
const stampedBy = (
  program: Program,
  start: Start,
  kind: Kind,
  form: Form,
  createDocument: () => Uint8Array,
): Case => ({
  what: `live: its ${kind} time stamps on a document in the form of ${form} are the clock by which we judge it`,
  with: program,
  async run(workspace) {
    const stampers = await createOffice(workspace, kind, 'stampers')
    const live = await start(workspace, await stampers.create('tsa', PURPOSE))
    try {
      const port = Number(new URL(live.url).port)
      const fetch = createNodeFetch({ schemes: ['http'], ports: [port], allow: ['127.0.0.0/8'] })
      const algorithm = kind === 'SM2' ? 'SM3' : 'SHA-256'
      const timeStamper = createTimeStamper({ url: live.url, fetch, algorithm })
      const { office, sealed } = await sealAs(workspace, form, createDocument(), timeStamper)
      const { certificate } = office.root
      const anchors = [
        { certificate, roles: ['seal-maker', 'seal-signer', 'document-signer'] as const },
        ...stampers.trust('time-stamper').anchors,
      ]
      const inspect = (trusted: typeof anchors) =>
        inspectOfd(sealed, {
          trust: { anchors: trusted, intermediates: [] },
          at: hoursFromNow(1),
          revocation: skipRevocation,
        })
      const { verdict, subject } = await inspect(anchors)
      expectThat(verdict === 'passed', `our verdict is ${verdict}`)
      expectThat(subject?.signatures[0]?.clock === 'time-stamp', 'we go by the clock of the signer')
      const without = await inspect(anchors.slice(0, 1))
      expectThat(without.verdict === 'indeterminate', 'we take stamps of whom nobody trusts')
    } finally {
      await live.stop()
    }
  },
})

/** OpenSSL has no way to be told the id of an SM2 signature that it makes in a message. */
const SERVICES = [
  [BOUNCY_CASTLE, startBouncyCastle, 'SM2'],
  [BOUNCY_CASTLE, startBouncyCastle, 'RSA'],
  [BOUNCY_CASTLE, startBouncyCastle, 'P-256'],
  [OPENSSL, startTsa, 'RSA'],
  [OPENSSL, startTsa, 'P-256'],
] as const

export const sealTimeStampCases = (createDocument: () => Uint8Array): readonly Case[] =>
  SERVICES.flatMap(([program, start, kind]) =>
    FORMS.map((form) => stampedBy(program, start, kind, form, createDocument)),
  )
