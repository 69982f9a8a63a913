import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  createPrivateKey,
  decodePem,
  encodePem,
  encodeUtf8,
  inspectPath,
  type KeyKind,
  parseCertificate,
  parseCertificates,
} from '@xinyin/core'
import { type CertificateState, createCsr, createOcspResponse, verifyCsr } from '@xinyin/core/ca'
import { encryptSm2 } from '@xinyin/core/gm'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expectThat } from '../expect.ts'
import { all, back, both, there } from '../grid.ts'
import { BOTAN, refuse, run, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import type { Workspace } from '../workspace.ts'
import { limit } from './limit.ts'
import { change, createOffice, hoursFromNow } from './office.ts'

/** How Botan makes a key of a kind. */
const KINDS: readonly { kind: KeyKind; make: readonly string[]; hash: string }[] = [
  { kind: 'RSA', make: ['--algo=RSA', '--params=2048'], hash: 'SHA-256' },
  { kind: 'P-256', make: ['--algo=ECDSA', '--params=secp256r1'], hash: 'SHA-256' },
  { kind: 'P-384', make: ['--algo=ECDSA', '--params=secp384r1'], hash: 'SHA-384' },
  { kind: 'P-521', make: ['--algo=ECDSA', '--params=secp521r1'], hash: 'SHA-512' },
  { kind: 'Ed25519', make: ['--algo=Ed25519'], hash: '' },
  { kind: 'Ed448', make: ['--algo=Ed448'], hash: '' },
]

const oursCase = ({ kind, hash }: (typeof KINDS)[number]): Case => ({
  what: `cert_verify accepts our ${kind} certificates, and sign_cert our requests, and not changed ones`,
  with: BOTAN,
  cells: [...there('certificate', kind), ...there('request', kind)],
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const { certificate, certificateFile } = await office.create('leaf')
    const { root } = office
    // It ends well whatever it finds.
    const verdict = async (leaf: string, anchor = root.certificateFile) =>
      (await run('botan', ['cert_verify', leaf, anchor])).text
    const good = await verdict(certificateFile)
    expectThat(good.includes('passes validation checks'), `botan said: ${good}`)
    const changed = encodePem('CERTIFICATE', change(certificate.raw))
    const stranger = await createOffice(workspace, kind, 'stranger')
    for (const bad of [
      await verdict(await workspace.write('changed.pem', changed)),
      await verdict(certificateFile, stranger.root.certificateFile),
    ])
      expectThat(!bad.includes('passes validation checks'), `botan said: ${bad}`)

    const { raw } = await createCsr({ subject: { commonName: '某局' }, key: await createPrivateKey(kind) })
    const sign = ['sign_cert', `--hash=${hash}`, `--output=${workspace.path('out.pem')}`]
    const authority = [root.certificateFile, root.keyFile]
    const request = encodePem('CERTIFICATE REQUEST', raw)
    await succeed('botan', [...sign, ...authority, await workspace.write('ours.csr', request)])
    const other = encodePem('CERTIFICATE REQUEST', change(raw))
    const { text } = await refuse('botan', [...sign, ...authority, await workspace.write('bad.csr', other)])
    expectThat(text.includes('Bad signature'), `botan said: ${text}`)
  },
})

const theirsCase = ({ kind, make, hash }: (typeof KINDS)[number]): Case => ({
  what: `makes ${kind} certificates and requests that we accept, and not changed or under another authority`,
  with: BOTAN,
  cells: [...back('certificate', kind), ...back('request', kind)],
  async run(workspace) {
    const path = workspace.path
    const out = (name: string) => [`--hash=${hash}`, `--output=${path(name)}`]
    for (const name of ['root', 'stranger', 'leaf'])
      await succeed('botan', ['keygen', ...make, `--output=${path(`${name}.key`)}`])
    for (const name of ['root', 'stranger'])
      await succeed('botan', ['gen_self_signed', '--ca', ...out(`${name}.pem`), path(`${name}.key`), 'root'])
    await succeed('botan', ['gen_pkcs10', ...out('leaf.csr'), path('leaf.key'), 'leaf'])
    const authority = [path('root.pem'), path('root.key')]
    await succeed('botan', ['sign_cert', ...out('leaf.pem'), ...authority, path('leaf.csr')])

    const [block] = decodePem(await workspace.read('leaf.csr'))
    if (block === undefined) throw new Error('botan wrote no request')
    const request = await verifyCsr(block.der)
    expectThat(request.publicKey.kind === kind, `we read a key of ${request.publicKey.kind}`)
    const isTaken = await verifyCsr(change(block.der)).then(
      () => true,
      () => false,
    )
    expectThat(!isTaken, 'we accept a changed request')

    const read = async (name: string) => {
      const [certificate] = parseCertificates(await workspace.read(name))
      if (certificate === undefined) throw new Error(`${name} is empty`)
      return certificate
    }
    const leaf = await read('leaf.pem')
    const verdict = async (anchor: string, certificate = leaf) => {
      const anchors = [{ certificate: await read(anchor), roles: ['document-signer' as const] }]
      const report = await inspectPath(certificate, {
        trust: { anchors, intermediates: [] },
        role: 'document-signer',
        at: new Date(),
        revocation: skipRevocation,
      })
      return report.verdict
    }
    expectThat((await verdict('root.pem')) === 'passed', 'we refuse it')
    expectThat((await verdict('stranger.pem')) !== 'passed', 'we accept it under another authority')
    const changed = parseCertificate(change(leaf.raw))
    expectThat((await verdict('root.pem', changed)) === 'failed', 'we accept it changed')
  },
})

/** Has `botan ocsp_check` ask a responder of ours, with what becomes of the answer on its way. */
async function askResponder(
  workspace: Workspace,
  kind: KeyKind,
  state: CertificateState,
  onItsWay: (answer: Uint8Array) => Uint8Array = (answer) => answer,
): Promise<string> {
  const office = await createOffice(workspace, kind)
  const { certificate: issuer, key, certificateFile } = office.root
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const answer = await createOcspResponse({
      request: new Uint8Array(Buffer.concat(chunks)),
      issuer,
      responder: { certificate: issuer, key },
      lookup: () => state,
      now: new Date(),
      nextUpdate: hoursFromNow(1),
    })
    response.setHeader('content-type', 'application/ocsp-response')
    response.end(onItsWay(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const leaf = await office.create('leaf', { ocspUrls: [url] })
    return (await run('botan', ['ocsp_check', leaf.certificateFile, certificateFile])).text.trim()
  } finally {
    server.close()
  }
}

const answerCase = ({ kind }: (typeof KINDS)[number]): Case => ({
  what: `ocsp_check asks our responder with a ${kind} key, and reads good and revoked in its answers`,
  with: BOTAN,
  async run(workspace) {
    const good = await askResponder(workspace, kind, { state: 'good' })
    expectThat(good.includes('OCSP check OK'), `botan said: ${good}`)
    const revoked = await askResponder(workspace, kind, { state: 'revoked', revokedAt: hoursFromNow(-1) })
    expectThat(/revoked/i.test(revoked), `botan said: ${revoked}`)
  },
})

/** What Botan's command says it has, without what is not asked about. */
async function commands(): Promise<string> {
  const { text } = await run('botan', ['--help'])
  const listed = text.split('\n').flatMap((line) => /^ {3}(\w+)/.exec(line)?.[1] ?? [])
  if (listed.length < 20) throw new Error(`botan --help said: ${text.slice(0, 300)}`)
  const found = listed.filter((name) => /crl|cms|pkcs7|pkcs12|timestamp|ocsp_re|derive|agree/.test(name))
  if (found.length > 0) throw new Error(`botan has ${found.join(', ')}`)
  return `its commands are ${listed.filter((name) => /^(pk|sign|ver|cert|gen_|ocsp|trust|keygen)/.test(name)).join(', ')}`
}

const limits: readonly Case[] = [
  limit(
    BOTAN,
    'cert_verify of our SM2 certificates',
    there('certificate'),
    /invalid parameters/,
    async (workspace) => {
      const office = await createOffice(workspace, 'SM2')
      const { certificateFile } = await office.create('leaf')
      return run('botan', ['cert_verify', certificateFile, office.root.certificateFile])
    },
  ),
  limit(
    BOTAN,
    'gen_self_signed with an SM2 key',
    back('certificate'),
    /Unknown X.509 signing key/,
    async (workspace) => {
      const key = workspace.path('key')
      await succeed('botan', ['keygen', '--algo=SM2', '--params=sm2p256v1', `--output=${key}`])
      return refuse('botan', ['gen_self_signed', '--ca', '--hash=SM3', key, 'root'])
    },
  ),
  limit(
    BOTAN,
    'gen_pkcs10 with an SM2 key',
    back('request'),
    /Unknown X.509 signing key/,
    async (workspace) => {
      const key = workspace.path('key')
      await succeed('botan', ['keygen', '--algo=SM2', '--params=sm2p256v1', `--output=${key}`])
      return refuse('botan', ['gen_pkcs10', '--hash=SM3', key, 'leaf'])
    },
  ),
  limit(BOTAN, 'sign_cert for our SM2 request', there('request'), /Error/, async (workspace) => {
    const { root } = await createOffice(workspace, 'P-256')
    const { raw } = await createCsr({ subject: { commonName: '某局' }, key: await createPrivateKey('SM2') })
    const request = await workspace.write('ours.csr', encodePem('CERTIFICATE REQUEST', raw))
    return refuse('botan', ['sign_cert', '--hash=SHA-256', root.certificateFile, root.keyFile, request])
  }),
  limit(
    BOTAN,
    'ocsp_check looks at no signature: of an answer whose signature was changed on its way it says',
    all('OCSP answer', 'there'),
    /OCSP check OK/,
    (workspace) => askResponder(workspace, 'P-256', { state: 'good' }, (answer) => change(answer)),
  ),
  limit(
    BOTAN,
    'keygen of an SM2 key: in a form of its own, which openssl refuses too',
    back('private key'),
    /unsupported|Could not/,
    async (workspace) => {
      const key = workspace.path('key')
      await succeed('botan', ['keygen', '--algo=SM2', '--params=sm2p256v1', `--output=${key}`])
      return refuse('openssl', ['pkey', '-in', key, '-noout'])
    },
  ),
  limit(BOTAN, 'pk_encrypt for an SM2 key', both('encryption'), /requires an RSA key/, async (workspace) => {
    const key = await createPrivateKey('SM2')
    await encryptSm2(key.publicKey, encodeUtf8('x'))
    const file = await workspace.write('public', encodePem('PUBLIC KEY', key.publicKey.spki))
    return refuse('botan', ['pk_encrypt', file, file])
  }),
  limit(BOTAN, 'cipher --cipher=SM4/ECB', both('SM4-ECB'), /not available/, async (workspace) => {
    const file = await workspace.write('plain', new Uint8Array(16))
    return refuse('botan', ['cipher', '--cipher=SM4/ECB', `--key=${'00'.repeat(16)}`, file])
  }),
  limit(
    BOTAN,
    'no command for lists, answers of its own, messages, time stamps, PKCS #12 and key exchange',
    [
      ...all('revocation list'),
      ...all('OCSP answer', 'back'),
      ...all('signed message'),
      ...all('enveloped message'),
      ...all('time stamp'),
      ...all('PKCS #12'),
      ...all('key exchange'),
    ],
    /its commands/,
    commands,
  ),
]

export const botanCertificateCases: readonly Case[] = [
  ...KINDS.map(oursCase),
  ...KINDS.map(theirsCase),
  ...KINDS.map(answerCase),
  ...limits,
]
