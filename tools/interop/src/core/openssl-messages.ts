import { createSigner, encodeUtf8, type KeyKind, type PrivateKey, type Signer } from '@xinyin/core'
import { createTimeStampResponse } from '@xinyin/core/ca'
import { createSignedData, inspectSignedData } from '@xinyin/core/cms'
import { inspectTimeStamp, parseTimeStampRequest, processTimeStamp, requestTimeStamp } from '@xinyin/core/tsp'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expectThat } from '../expect.ts'
import { back, there } from '../grid.ts'
import { OPENSSL, refuse, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import { change, createOffice, hoursFromNow } from './office.ts'
import { TSA, writeTsaSettings } from './tsa-settings.ts'

const CONTENT = encodeUtf8('准予施工')
const OTHER = encodeUtf8('不准施工')
const KINDS: readonly KeyKind[] = ['P-256', 'P-384', 'P-521', 'RSA', 'Ed25519', 'Ed448']

/** Where OpenSSL knows no digest of its own for a key, or takes another than goes with it. */
const DIGESTS: Partial<Record<KeyKind, string>> = {
  'P-384': 'sha384',
  'P-521': 'sha512',
  Ed25519: 'sha512',
  Ed448: 'shake256',
}

const ours = (name: string, kind: KeyKind, signer?: (key: PrivateKey) => Signer): Case => ({
  what: `cms -verify -cades accepts our ${name} messages, attached and detached${kind.startsWith('Ed') ? '' : ', also without attributes'}, and refuses other content and changed ones`,
  with: OPENSSL,
  cells: there('signed message', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const member = await office.create('signer')
    const key = signer?.(member.key) ?? member.key
    const [content, other] = [
      await workspace.write('content', CONTENT),
      await workspace.write('other', OTHER),
    ]
    const verify = [
      'cms',
      '-verify',
      '-binary',
      '-inform',
      'DER',
      '-purpose',
      'any',
      '-out',
      workspace.path('out'),
    ]
    const trusted = ['-CAfile', office.root.certificateFile]
    const { certificate } = member
    const attached = await createSignedData({
      content: CONTENT,
      signers: [{ key, certificate, signingTime: new Date() }],
    })
    await succeed('openssl', [
      ...verify,
      '-cades',
      ...trusted,
      '-in',
      await workspace.write('attached', attached),
    ])
    const changed = await workspace.write('changed', change(attached))
    await refuse('openssl', [...verify, '-cades', ...trusted, '-in', changed])
    // OpenSSL verifies signatures without attributes by way of a digest, which the Edwards curves do not have.
    const forms = kind.startsWith('Ed') ? (['signed'] as const) : (['signed', 'none'] as const)
    for (const attributes of forms) {
      const signers = [{ key, certificate, attributes }]
      const detached = await createSignedData({ content: CONTENT, detached: true, signers })
      const file = await workspace.write('detached', detached)
      await succeed('openssl', [...verify, ...trusted, '-in', file, '-content', content])
      await refuse('openssl', [...verify, ...trusted, '-in', file, '-content', other])
    }
  },
})

const theirs = (name: string, kind: KeyKind, ...options: readonly string[]): Case => ({
  what: `cms -sign ${name} makes messages that we accept, and we refuse them changed`,
  with: OPENSSL,
  cells: back('signed message', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const { keyFile, certificateFile } = await office.create('signer')
    const content = await workspace.write('content', CONTENT)
    const digest = DIGESTS[kind]
    await succeed('openssl', [
      ...['cms', '-sign', '-binary', '-in', content, '-outform', 'DER', '-out', workspace.path('message')],
      ...['-signer', certificateFile, '-inkey', keyFile, ...(digest === undefined ? [] : ['-md', digest])],
      ...options,
    ])
    const message = await workspace.read('message')
    const verdict = async (bytes: Uint8Array, beside: Uint8Array) => {
      const report = await inspectSignedData(bytes, {
        trust: office.trust('document-signer'),
        at: new Date(),
        revocation: skipRevocation,
        policy: { signingCertificate: options.includes('-cades') ? 'required' : 'optional' },
        ...(options.includes('-nodetach') ? {} : { content: beside }),
      })
      return report.verdict
    }
    expectThat((await verdict(message, CONTENT)) === 'passed', 'we refuse it')
    // The last octets of a message without lengths are marks.
    if (!options.includes('-stream'))
      expectThat((await verdict(change(message), CONTENT)) === 'failed', 'we accept another signature')
    if (!options.includes('-nodetach'))
      expectThat((await verdict(message, OTHER)) === 'failed', 'we accept other content')
  },
})

const stamps = (kind: KeyKind): Case => ({
  what: `ts -verify accepts our ${kind} time stamp for its own request, and refuses it for another, and a changed one`,
  with: OPENSSL,
  cells: there('time stamp', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const { key, certificate } = await office.create('tsa', TSA)
    const content = await workspace.write('content', CONTENT)
    const [request, another] = [workspace.path('request'), workspace.path('another')]
    for (const file of [request, another])
      await succeed('openssl', ['ts', '-query', '-data', content, '-sha256', '-cert', '-out', file])
    const response = await createTimeStampResponse({
      ...{ key, certificate, policy: '1.2.3.4.1', serialNumber: 1n, now: new Date() },
      request: parseTimeStampRequest(await workspace.read('request')).der,
    })
    const verify = ['ts', '-verify', '-in', await workspace.write('response', response)]
    const trusted = ['-CAfile', office.root.certificateFile]
    await succeed('openssl', [...verify, ...trusted, '-queryfile', request])
    await succeed('openssl', [...verify, ...trusted, '-data', content])
    await refuse('openssl', [...verify, ...trusted, '-queryfile', another])
    const changed = await workspace.write('changed', change(response))
    await refuse('openssl', ['ts', '-verify', '-in', changed, ...trusted, '-queryfile', request])
    await refuse('openssl', [...verify, ...trusted, '-data', await workspace.write('other', OTHER)])
  },
})

const stamped = (kind: KeyKind): Case => ({
  what: `ts -reply answers our request with a ${kind} time stamp that we accept, and we refuse it for other content`,
  with: OPENSSL,
  cells: back('time stamp', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const { keyFile, certificateFile } = await office.create('tsa', TSA)
    const request = await requestTimeStamp({ content: CONTENT, algorithm: 'SHA-256' })
    await succeed('openssl', [
      ...['ts', '-reply', '-config', await writeTsaSettings(workspace), '-section', 'tsa'],
      ...['-queryfile', await workspace.write('request', request.der), '-out', workspace.path('response')],
      ...['-signer', certificateFile, '-inkey', keyFile],
    ])
    const token = processTimeStamp(await workspace.read('response'), request)
    const verdict = async (bytes: Uint8Array, content: Uint8Array) => {
      const report = await inspectTimeStamp(bytes, {
        trust: office.trust('time-stamper'),
        at: hoursFromNow(1),
        revocation: skipRevocation,
        request,
        content,
        maxAccuracy: 1500,
      })
      return report.verdict
    }
    expectThat((await verdict(token, CONTENT)) === 'passed', 'we refuse it')
    expectThat((await verdict(token, OTHER)) === 'failed', 'we accept it for other content')
    expectThat((await verdict(change(token), CONTENT)) === 'failed', 'we accept another signature')
  },
})

// OpenSSL's time stamps come from its PKCS #7, which cannot verify the Edwards curves, and it cannot sign one with SM2.
const STAMPING: readonly KeyKind[] = ['P-256', 'P-384', 'RSA']

export const opensslMessageCases: readonly Case[] = [
  ...KINDS.map((kind) => ours(kind, kind)),
  ours('RSA-PSS', 'RSA', (key) => createSigner(key, { padding: 'PSS' })),
  ...KINDS.map((kind) => theirs(`with ${kind}`, kind, '-nodetach')),
  theirs('-cades', 'P-256', '-cades'),
  theirs('-noattr', 'P-256', '-noattr'),
  theirs('-keyid', 'P-256', '-keyid', '-cades'),
  theirs('with PSS', 'RSA', '-keyopt', 'rsa_padding_mode:pss', '-cades'),
  theirs('-stream -indef', 'P-256', '-stream', '-indef', '-nodetach', '-cades'),
  ...STAMPING.map(stamps),
  ...STAMPING.map(stamped),
]
