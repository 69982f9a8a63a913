import { encodePem } from '@xinyin/core'
import { createCrl, createOcspResponse } from '@xinyin/core/ca'
import { type OcspResponse, parseOcspResponse, processOcsp, requestOcsp } from '@xinyin/core/ocsp'
import { parseCrl } from '@xinyin/core/revocation'
import { expectThat } from '../expect.ts'
import { back, there } from '../grid.ts'
import type { Case } from '../table.ts'
import { BOUNCY_CASTLE, bouncyCastle, bouncyCastleRefuses } from './bouncycastle.ts'
import { change, changePart, createOffice, hoursFromNow, type Member } from './office.ts'
import { expectVerdict, judge } from './openssl-revocation.ts'

type Kind = 'SM2' | 'RSA' | 'P-256' | 'Ed25519'

const chainCase = (kind: Kind): Case => ({
  what: `accepts our ${kind} certificates, and refuses a changed one, and one under another authority of that name`,
  with: BOUNCY_CASTLE,
  cells: there('certificate', kind),
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

const oursList = (kind: Kind): Case => ({
  what: `reads our ${kind} revocation list as we do, and refuses a changed one`,
  with: BOUNCY_CASTLE,
  cells: there('revocation list', kind),
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
    const look = (member: Member) =>
      bouncyCastle('crl-verify', file, office.root.certificateFile, member.certificate.serialNumber)
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
  cells: back('revocation list', kind),
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
    expectVerdict(await judge(office.trust('document-signer'), good, material), /^passed$/)
    expectVerdict(await judge(office.trust('document-signer'), revoked, material), /^failed ERR_REVOCATION_/)
    expectVerdict(
      await judge(office.trust('document-signer'), good, {
        crls: [parseCrl(change(bytes))],
        ocspResponses: [],
      }),
      /^(failed|indeterminate)/,
    )
  },
})

const ANSWERING = {
  extendedKeyUsage: ['1.3.6.1.5.5.7.3.9'],
  extensions: [{ oid: '1.3.6.1.5.5.7.48.1.5', critical: false, value: Uint8Array.of(5, 0) }],
}

const oursAnswer = (kind: Kind): Case => ({
  what: `reads our ${kind} OCSP answers as we do, the authority's and a delegate's, and refuses changed ones and strangers`,
  with: BOUNCY_CASTLE,
  cells: there('OCSP answer', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const { root } = office
    const [member, stranger] = [await office.create('member'), await office.create('stranger')]
    const delegate = await office.create('delegate', ANSWERING)
    const rest = [member.certificateFile, root.certificateFile]
    await bouncyCastle('ocsp-request', ...rest, workspace.path('request'))
    for (const state of ['good', 'revoked', 'unknown'] as const)
      for (const responder of [root, delegate]) {
        const answer = await createOcspResponse({
          request: await workspace.read('request'),
          issuer: root.certificate,
          responder: { certificate: responder.certificate, key: responder.key },
          lookup: () => (state === 'revoked' ? { state, revokedAt: hoursFromNow(-1) } : { state }),
          now: new Date(),
          nextUpdate: hoursFromNow(1),
        })
        const file = await workspace.write('answer', answer)
        const text = await bouncyCastle('ocsp-verify', file, responder.certificateFile, ...rest)
        expectThat(text.includes(`valid: ${state}`), `it reads ${text} for ${state}`)
        await bouncyCastleRefuses('ocsp-verify', file, stranger.certificateFile, ...rest)
        const { signature } = parseOcspResponse(answer)
        const changed = await workspace.write('changed', changePart(answer, signature))
        await bouncyCastleRefuses('ocsp-verify', changed, responder.certificateFile, ...rest)
      }
  },
})

const theirAnswer = (kind: Kind): Case => ({
  what: `gives ${kind} OCSP answers that we follow, the authority's and a delegate's, but not changed ones and those of one who may not answer`,
  with: BOUNCY_CASTLE,
  cells: back('OCSP answer', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const [member, stranger] = [await office.create('member'), await office.create('stranger')]
    const delegate = await office.create('delegate', ANSWERING)
    const request = requestOcsp({ certificate: member.certificate, issuer: office.root.certificate })
    const requestFile = await workspace.write('request', request.der)
    const ask = async ({ keyFile, certificateFile }: Member, state: string) => {
      await bouncyCastle('ocsp-make', keyFile, certificateFile, requestFile, workspace.path('answer'), state)
      const answer = await workspace.read('answer')
      const { response } = processOcsp(answer, request)
      const changed = processOcsp(changePart(answer, response.signature), request).response
      const verdict = (ocsp: OcspResponse) =>
        judge(office.trust('document-signer'), member, { crls: [], ocspResponses: [ocsp] })
      return { verdict: await verdict(response), whenChanged: await verdict(changed) }
    }
    for (const responder of [office.root, delegate]) {
      const { verdict, whenChanged } = await ask(responder, 'good')
      expectVerdict(verdict, /^passed$/)
      expectVerdict(whenChanged, /^(failed|indeterminate)/)
      expectVerdict((await ask(responder, 'revoked')).verdict, /^failed ERR_REVOCATION_REVOKED/)
      expectVerdict((await ask(responder, 'unknown')).verdict, /^(failed|indeterminate) ERR_REVOCATION_/)
    }
    expectVerdict((await ask(stranger, 'good')).verdict, /^(failed|indeterminate)/)
  },
})

const KINDS = ['SM2', 'RSA', 'P-256', 'Ed25519'] as const

export const revocationCases: readonly Case[] = [
  ...KINDS.map(chainCase),
  ...KINDS.map(oursList),
  ...KINDS.map(theirList),
  ...KINDS.map(oursAnswer),
  ...KINDS.map(theirAnswer),
]
