import { encodePem, encodeUtf8 } from '@xinyin/core'
import { createTimeStampResponse } from '@xinyin/core/ca'
import { createSignedData, inspectSignedData } from '@xinyin/core/cms'
import { processTimeStamp, requestTimeStamp } from '@xinyin/core/tsp'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expectThat } from '../expect.ts'
import { back, there } from '../grid.ts'
import { type Outcome, refuse, run, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import type { Workspace } from '../workspace.ts'
import { GNUTLS, GNUTLS_KEYS } from './gnutls.ts'
import { limit } from './limit.ts'
import { change, createOffice } from './office.ts'

type Key = (typeof GNUTLS_KEYS)[number]
const CONTENT = encodeUtf8('准予施工')
const OTHER = encodeUtf8('不准施工')

const ours = ({ kind }: Key): Case => ({
  what: `--p7-verify accepts our ${kind} messages, attached and detached, and not changed, for other content or under another authority`,
  with: GNUTLS,
  cells: there('signed message', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const stranger = await createOffice(workspace, kind, 'stranger')
    const { key, certificate } = await office.create('signer')
    const content = ['--load-data', await workspace.write('content', CONTENT)]
    const other = ['--load-data', await workspace.write('other', OTHER)]
    for (const detached of [false, true]) {
      const message = await createSignedData({ content: CONTENT, detached, signers: [{ key, certificate }] })
      const verify = async (bytes: Uint8Array, authority = office) => [
        ...['--p7-verify', '--load-ca-certificate', authority.root.certificateFile],
        ...['--inder', '--infile', await workspace.write('message', bytes)],
      ]
      const given = detached ? content : []
      await succeed('certtool', [...(await verify(message)), ...given])
      await refuse('certtool', [...(await verify(change(message))), ...given])
      await refuse('certtool', [...(await verify(message, stranger)), ...given])
      if (detached) await refuse('certtool', [...(await verify(message)), ...other])
    }
  },
})

const theirs = ({ kind }: Key): Case => ({
  what: `--p7-sign makes ${kind} messages, attached and detached, that we accept, and not changed or for other content`,
  with: GNUTLS,
  cells: back('signed message', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const { keyFile, certificateFile } = await office.create('signer')
    const content = await workspace.write('content', CONTENT)
    for (const form of ['--p7-sign', '--p7-detached-sign']) {
      const signer = ['--load-privkey', keyFile, '--load-certificate', certificateFile]
      const files = ['--infile', content, '--outder', '--outfile', workspace.path('message')]
      await succeed('certtool', [form, ...signer, '--p7-time', ...files])
      const message = await workspace.read('message')
      const verdict = async (bytes: Uint8Array, beside: Uint8Array) => {
        const report = await inspectSignedData(bytes, {
          trust: office.trust('document-signer'),
          at: new Date(),
          // The library does not name the certificate in the signature.
          policy: { signingCertificate: 'optional' },
          revocation: skipRevocation,
          ...(form === '--p7-detached-sign' && { content: beside }),
        })
        return report.verdict
      }
      expectThat((await verdict(message, CONTENT)) === 'passed', `${form}: we refuse it`)
      expectThat((await verdict(change(message), CONTENT)) === 'failed', `${form}: we accept it changed`)
      if (form === '--p7-detached-sign')
        expectThat((await verdict(message, OTHER)) === 'failed', 'we accept other content')
    }
  },
})

const stamps = ({ kind }: Key): Case => ({
  what: `--p7-verify accepts the signature of our ${kind} time stamps, and not of changed ones`,
  with: GNUTLS,
  cells: there('time stamp', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const { key, certificate } = await office.create('tsa', { extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'] })
    const request = await requestTimeStamp({ content: CONTENT, algorithm: 'SHA-256' })
    const response = await createTimeStampResponse({
      ...{ key, certificate, policy: '1.2.3.4.1', serialNumber: 1n, now: new Date() },
      request: request.der,
    })
    const token = processTimeStamp(response, request)
    const verify = async (bytes: Uint8Array) => [
      ...['--p7-verify', '--load-ca-certificate', office.root.certificateFile],
      ...['--inder', '--infile', await workspace.write('token', bytes)],
    ]
    const { text } = await succeed('certtool', await verify(token))
    expectThat(text.includes('1.2.840.113549.1.9.16.1.4'), `certtool said: ${text}`)
    await refuse('certtool', await verify(change(token)))
  },
})

/** Messages with Ed448 it neither makes nor reads: see the limits below. */
const KEYS = GNUTLS_KEYS.filter(({ kind }) => kind !== 'Ed448')

async function readEd448(workspace: Workspace): Promise<Outcome> {
  const office = await createOffice(workspace, 'Ed448')
  const { key, certificate } = await office.create('signer')
  const message = await createSignedData({ content: CONTENT, signers: [{ key, certificate }] })
  const file = await workspace.write('message', message)
  const openssl = ['cms', '-verify', '-inform', 'DER', '-in', file, '-purpose', 'any', '-CAfile']
  await succeed('openssl', [...openssl, office.root.certificateFile, '-out', workspace.path('out')])
  const verify = ['--p7-verify', '--load-ca-certificate', office.root.certificateFile]
  return refuse('certtool', [...verify, '--inder', '--infile', file])
}

async function signEd448(workspace: Workspace): Promise<Outcome> {
  const office = await createOffice(workspace, 'Ed448')
  const { keyFile, certificateFile } = await office.create('signer')
  const signer = ['--load-privkey', keyFile, '--load-certificate', certificateFile]
  return refuse('certtool', [
    '--p7-sign',
    '--p7-time',
    ...signer,
    '--infile',
    await workspace.write('content', CONTENT),
  ])
}

/** Its Ed448 leaves out the last octet of signatures, which has to be zero (RFC 8032, 5.2.7). */
async function acceptChanged(workspace: Workspace): Promise<Outcome> {
  const office = await createOffice(workspace, 'Ed448')
  const { certificate } = await office.create('leaf')
  const changed = encodePem('CERTIFICATE', change(certificate.raw))
  const file = await workspace.write('changed.pem', changed)
  await refuse('openssl', ['verify', '-CAfile', office.root.certificateFile, file])
  const verify = ['--verify', '--load-ca-certificate', office.root.certificateFile]
  return run('certtool', [...verify, '--infile', file])
}

export const gnutlsMessageCases: readonly Case[] = [
  ...KEYS.map(ours),
  ...KEYS.map(theirs),
  ...KEYS.map(stamps),
  limit(GNUTLS, '--p7-verify of our Ed448 message, which openssl verifies', [], /failed/, readEd448),
  limit(GNUTLS, '--p7-sign --p7-time with an Ed448 key', [], /Error signing/, signEd448),
  limit(
    GNUTLS,
    '--verify of an Ed448 signature with its last octet changed, which openssl and we refuse',
    [],
    /Chain verification output/,
    acceptChanged,
  ),
]
