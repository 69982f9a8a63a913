import { encodePem, inspectPath } from '@xinyin/core'
import { createCrl, createOcspResponse } from '@xinyin/core/ca'
import {
  createRevocationChecker,
  parseCrl,
  processOcsp,
  type RevocationMaterial,
  requestOcsp,
} from '@xinyin/core/revocation'
import { expectThat } from '../expect.ts'
import type { Case } from '../table.ts'
import { BOUNCY_CASTLE, bouncyCastle, bouncyCastleRefuses } from './bouncycastle.ts'
import { change, createOffice, hoursFromNow, type Member, type Office } from './office.ts'

type Kind = 'SM2' | 'RSA' | 'P-256'

const chainCase = (kind: Kind): Case => ({
  what: `accepts our ${kind} certificates, and refuses a changed one, and one under another authority of that name`,
  with: BOUNCY_CASTLE,
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const { certificate, certificateFile } = await office.create('leaf')
    await bouncyCastle('certificate-verify', certificateFile, office.root.certificateFile)
    const stranger = await createOffice(workspace, kind, 'other')
    await bouncyCastleRefuses('certificate-verify', certificateFile, stranger.root.certificateFile)
    const changed = await workspace.write('changed.pem', encodePem('CERTIFICATE', change(certificate.raw)))
    await bouncyCastleRefuses('certificate-verify', changed, office.root.certificateFile)
  },
})

/** What the material says of a certificate: the verdict, and why where it is not passed. */
async function judge(office: Office, { certificate }: Member, material: RevocationMaterial): Promise<string> {
  const { verdict, checks } = await inspectPath(certificate, {
    trust: office.trust('document-signer'),
    role: 'document-signer',
    at: new Date(),
    revocation: createRevocationChecker({ material }),
  })
  const reason = checks.find(({ status }) => status === 'failed' || status === 'indeterminate')?.code
  return reason === undefined ? verdict : `${verdict} ${reason}`
}

const expectVerdict = (found: string, expected: RegExp) =>
  expectThat(expected.test(found), `our verdict: ${found}`)

const oursList = (kind: Kind): Case => ({
  what: `reads our ${kind} revocation list as we do, and refuses a changed one`,
  with: BOUNCY_CASTLE,
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const [good, revoked] = [await office.create('good'), await office.create('revoked')]
    const list = await createCrl({
      issuer: { certificate: office.root.certificate, key: office.root.key },
      number: 7,
      thisUpdate: hoursFromNow(-1),
      nextUpdate: hoursFromNow(24),
      revoked: [
        {
          serialNumber: revoked.certificate.serialNumber,
          revokedAt: hoursFromNow(-1),
          reason: 'keyCompromise',
        },
      ],
    })
    const file = await workspace.write('list', list)
    const look = async (member: Member) =>
      (await bouncyCastle('crl-verify', file, office.root.certificateFile, member.certificate.serialNumber))
        .text
    expectThat((await look(good)).includes('valid: good'), 'the good one is not good')
    expectThat((await look(revoked)).includes('valid: revoked'), 'the revoked one is not revoked')
    await bouncyCastleRefuses(
      'crl-verify',
      await workspace.write('changed', change(list)),
      office.root.certificateFile,
    )
  },
})

const theirList = (kind: Kind): Case => ({
  what: `makes a ${kind} revocation list that we follow, and we do not follow a changed one`,
  with: BOUNCY_CASTLE,
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const [good, revoked] = [await office.create('good'), await office.create('revoked')]
    const { keyFile, certificateFile } = office.root
    await bouncyCastle(
      'crl-make',
      keyFile,
      certificateFile,
      workspace.path('list'),
      revoked.certificate.serialNumber,
    )
    const bytes = await workspace.read('list')
    const material = { crls: [parseCrl(bytes)], ocspResponses: [] }
    expectVerdict(await judge(office, good, material), /^passed$/)
    expectVerdict(await judge(office, revoked, material), /^failed ERR_REVOCATION_/)
    expectVerdict(
      await judge(office, good, { crls: [parseCrl(change(bytes))], ocspResponses: [] }),
      /^(failed|indeterminate)/,
    )
  },
})

const oursAnswer = (kind: Kind): Case => ({
  what: `reads our ${kind} OCSP answers as we do, and refuses those of another responder`,
  with: BOUNCY_CASTLE,
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const { root } = office
    const [member, stranger] = [await office.create('member'), await office.create('stranger')]
    await bouncyCastle(
      'ocsp-request',
      member.certificateFile,
      root.certificateFile,
      workspace.path('request'),
    )
    for (const state of ['good', 'revoked', 'unknown'] as const) {
      const answer = await createOcspResponse({
        request: await workspace.read('request'),
        issuer: root.certificate,
        responder: { certificate: root.certificate, key: root.key },
        lookup: () => (state === 'revoked' ? { state, revokedAt: hoursFromNow(-1) } : { state }),
        now: new Date(),
        nextUpdate: hoursFromNow(1),
      })
      const file = await workspace.write('answer', answer)
      const rest = [member.certificateFile, root.certificateFile]
      const { text } = await bouncyCastle('ocsp-verify', file, root.certificateFile, ...rest)
      expectThat(text.includes(`valid: ${state}`), `it reads ${text} for ${state}`)
      await bouncyCastleRefuses('ocsp-verify', file, stranger.certificateFile, ...rest)
    }
  },
})

const theirAnswer = (kind: Kind): Case => ({
  what: `gives ${kind} OCSP answers that we follow, and we do not follow those of one who may not answer`,
  with: BOUNCY_CASTLE,
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const [member, stranger] = [await office.create('member'), await office.create('stranger')]
    const request = requestOcsp({ certificate: member.certificate, issuer: office.root.certificate })
    const requestFile = await workspace.write('request', request.der)
    const ask = async ({ keyFile, certificateFile }: Member, state: string) => {
      await bouncyCastle('ocsp-make', keyFile, certificateFile, requestFile, workspace.path('answer'), state)
      const { response } = processOcsp(await workspace.read('answer'), request)
      return judge(office, member, { crls: [], ocspResponses: [response] })
    }
    expectVerdict(await ask(office.root, 'good'), /^passed$/)
    expectVerdict(await ask(office.root, 'revoked'), /^failed ERR_REVOCATION_/)
    expectVerdict(await ask(office.root, 'unknown'), /^(failed|indeterminate)/)
    expectVerdict(await ask(stranger, 'good'), /^(failed|indeterminate)/)
  },
})

const KINDS = ['SM2', 'RSA', 'P-256'] as const

export const revocationCases: readonly Case[] = [
  ...KINDS.map(chainCase),
  ...KINDS.map(oursList),
  ...KINDS.map(theirList),
  ...KINDS.map(oursAnswer),
  ...KINDS.map(theirAnswer),
]
