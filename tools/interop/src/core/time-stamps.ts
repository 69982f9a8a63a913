import { encodeUtf8 } from '@xinyin/core'
import { createTimeStampResponse } from '@xinyin/core/ca'
import { inspectTimeStamp, processTimeStamp, requestTimeStamp } from '@xinyin/core/tsp'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expectThat } from '../expect.ts'
import { back, there } from '../grid.ts'
import type { Case } from '../table.ts'
import { BOUNCY_CASTLE, bouncyCastle, bouncyCastleRefuses } from './bouncycastle.ts'
import { change, createOffice, hoursFromNow } from './office.ts'

type Kind = 'SM2' | 'RSA' | 'P-256' | 'Ed25519'
const CONTENT = encodeUtf8('准予施工')
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
const PURPOSE = { extendedKeyUsage: [TIME_STAMPING] }
const digestFor = (kind: Kind) => (kind === 'SM2' ? 'SM3' : 'SHA-256')

const ours = (kind: Kind): Case => ({
  what: `accepts our ${kind} time stamp for its own request, and refuses it for another, and a changed one`,
  with: BOUNCY_CASTLE,
  cells: there('time stamp', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const { key, certificate } = await office.create('tsa', PURPOSE)
    const content = await workspace.write('content', CONTENT)
    const [request, another] = [workspace.path('request'), workspace.path('another')]
    for (const file of [request, another]) await bouncyCastle('tsp-request', content, file, digestFor(kind))
    const response = await createTimeStampResponse({
      request: await workspace.read('request'),
      key,
      certificate,
      policy: '1.2.3.4.1',
      serialNumber: 1n,
      now: new Date(),
    })
    const trusted = office.root.certificateFile
    const file = await workspace.write('response', response)
    await bouncyCastle('tsp-verify', file, request, trusted)
    await bouncyCastleRefuses('tsp-verify', file, another, trusted)
    await bouncyCastleRefuses(
      'tsp-verify',
      await workspace.write('changed', change(response)),
      request,
      trusted,
    )
  },
})

const theirs = (kind: Kind): Case => ({
  what: `answers our request with a ${kind} time stamp that we accept, and we refuse it changed or for other content`,
  with: BOUNCY_CASTLE,
  cells: back('time stamp', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const { keyFile, certificateFile } = await office.create('tsa', PURPOSE)
    const request = await requestTimeStamp({ content: CONTENT, algorithm: digestFor(kind) })
    const requestFile = await workspace.write('request', request.der)
    await bouncyCastle('tsp-reply', keyFile, certificateFile, requestFile, workspace.path('response'))
    const token = processTimeStamp(await workspace.read('response'), request)
    const verdict = async (bytes: Uint8Array, content: Uint8Array) => {
      const report = await inspectTimeStamp(bytes, {
        trust: office.trust('time-stamper'),
        at: hoursFromNow(1),
        content,
        request,
        revocation: skipRevocation,
      })
      return report.verdict
    }
    expectThat((await verdict(token, CONTENT)) === 'passed', 'we refuse it')
    expectThat((await verdict(token, encodeUtf8('另一份'))) === 'failed', 'we accept it for other content')
    expectThat((await verdict(change(token), CONTENT)) === 'failed', 'we accept another signature')
  },
})

const withoutPurpose: Case = {
  what: 'refuses to stamp with a certificate that is not for it, and so do we',
  with: BOUNCY_CASTLE,
  async run(workspace) {
    const office = await createOffice(workspace, 'SM2')
    const { key, certificate, keyFile, certificateFile } = await office.create('signer')
    const { der } = await requestTimeStamp({ content: CONTENT })
    const request = await workspace.write('request', der)
    await bouncyCastleRefuses('tsp-reply', keyFile, certificateFile, request, workspace.path('response'))
    const answer = createTimeStampResponse({
      request: der,
      key,
      certificate,
      policy: '1.2.3',
      serialNumber: 1n,
      now: new Date(),
    })
    expectThat(
      await answer.then(
        () => false,
        () => true,
      ),
      'we stamp with it',
    )
  },
}

const KINDS = ['SM2', 'RSA', 'P-256', 'Ed25519'] as const

export const timeStampCases: readonly Case[] = [...KINDS.map(ours), ...KINDS.map(theirs), withoutPurpose]
