import {
  createPrivateKey,
  decodePem,
  encodePem,
  equalBytes,
  exportPrivateKey,
  inspectPath,
  parseCertificate,
  parsePrivateKey,
} from '@xinyin/core'
import { createCrl, createCsr, createOcspResponse, verifyCsr } from '@xinyin/core/ca'
import {
  createPkcs12,
  decryptPrivateKey,
  encryptPrivateKey,
  parsePkcs12,
  parsePublicKeyPem,
} from '@xinyin/core/keys'
import { parseOcspResponse } from '@xinyin/core/ocsp'
import { parseCrl } from '@xinyin/core/revocation'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expectThat } from '../expect.ts'
import { back, both, there } from '../grid.ts'
import { refuse, run, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import { GNUTLS, GNUTLS_KEYS, writeTemplates } from './gnutls.ts'
import { change, changePart, createOffice, hoursFromNow, readCertificate } from './office.ts'
import { expectVerdict, judge } from './openssl-revocation.ts'

type Key = (typeof GNUTLS_KEYS)[number]
const PASSWORD = 'correct'

/** The last octet of a signature changed; of Ed448 the last but one, since GnuTLS does not look at the last. */
const changeSigned = (kind: Key['kind'], der: Uint8Array) =>
  change(der, der.length - (kind === 'Ed448' ? 2 : 1))

const isRefused = (work: Promise<unknown>) =>
  work.then(
    () => false,
    () => true,
  )

const keyCase = ({ kind, make }: Key): Case => ({
  what: `${kind} keys are read both ways, plain and encrypted with a password, and not in part, with another or changed`,
  with: GNUTLS,
  cells: [...both('private key', kind), ...both('encrypted key', kind)],
  async run(workspace) {
    const key = await createPrivateKey(kind)
    const der = exportPrivateKey(key)
    const ours = await workspace.write('ours.key', encodePem('PRIVATE KEY', der))
    const out = workspace.path('out.pem')
    const derive = ['--pubkey-info', '--no-text', '--outfile', out, '--load-privkey']
    await succeed('certtool', [...derive, ours])
    const derived = parsePublicKeyPem(await workspace.read('out.pem'))
    expectThat(equalBytes(derived.spki, key.publicKey.spki), 'certtool derives another public key')
    const part = encodePem('PRIVATE KEY', der.subarray(0, -1))
    await refuse('certtool', [...derive, await workspace.write('part.key', part)])

    // It writes scalars that start with a set bit an octet longer than others: several show both.
    const theirs = workspace.path('theirs.key')
    for (let at = 0; at < (kind.startsWith('P-') ? 5 : 1); at++) {
      await succeed('certtool', ['--generate-privkey', ...make, '--pkcs8', '--no-text', '--outfile', theirs])
      await succeed('certtool', [...derive, theirs])
      const made = parsePrivateKey(await workspace.read('theirs.key'))
      const expected = parsePublicKeyPem(await workspace.read('out.pem'))
      expectThat(equalBytes(made.publicKey.spki, expected.spki), 'we derive another public key')
    }

    const encrypted = await encryptPrivateKey(key, PASSWORD, { iterations: 10_000 })
    const file = await workspace.write('ours.p8', encodePem('ENCRYPTED PRIVATE KEY', encrypted))
    const open = ['--pubkey-info', '--no-text', '--outfile', out, '--password']
    await succeed('certtool', [...open, PASSWORD, '--load-privkey', file])
    const opened = parsePublicKeyPem(await workspace.read('out.pem'))
    expectThat(equalBytes(opened.spki, key.publicKey.spki), 'certtool opens another key')
    await refuse('certtool', [...open, 'another', '--load-privkey', file])
    const broken = encodePem('ENCRYPTED PRIVATE KEY', change(encrypted, encrypted.length - 17))
    const brokenFile = await workspace.write('changed.p8', broken)
    await refuse('certtool', [...open, PASSWORD, '--load-privkey', brokenFile])

    const encrypt = ['--to-p8', '--load-privkey', ours, '--password', PASSWORD, '--pkcs-cipher', 'aes-256']
    await succeed('certtool', [...encrypt, '--no-text', '--outfile', workspace.path('theirs.p8')])
    const theirFile = await workspace.read('theirs.p8')
    const read = await decryptPrivateKey(theirFile, PASSWORD)
    expectThat(equalBytes(read.publicKey.spki, key.publicKey.spki), 'we open another key')
    expectThat(await isRefused(decryptPrivateKey(theirFile, 'another')), 'we open it with another password')
    const [block] = decodePem(theirFile)
    if (block === undefined) throw new Error('certtool wrote nothing')
    const changed = change(block.der, block.der.length - 17)
    expectThat(await isRefused(decryptPrivateKey(changed, PASSWORD)), 'we open it changed')
  },
})

const storeCase = ({ kind }: Key): Case => ({
  what: `PKCS #12 files with a ${kind} key open both ways, and not with another password or changed`,
  with: GNUTLS,
  cells: both('PKCS #12', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const { key, certificate, keyFile, certificateFile } = await office.create('signer')
    const certificates = [certificate]
    const content = { privateKey: key, certificates, password: PASSWORD, iterations: 10_000 }
    const made = await createPkcs12(content)
    const open = ['--p12-info', '--inder', '--infile', await workspace.write('ours.p12', made), '--password']
    const { text } = await succeed('certtool', [...open, PASSWORD])
    const blocks = decodePem(text).map((block) => block.der)
    const hasCertificate = blocks.some((block) => equalBytes(block, certificate.raw))
    expectThat(hasCertificate, `certtool finds no certificate: ${text.slice(0, 300)}`)
    expectThat(/PRIVATE KEY|PKCS #8|Encrypted key/i.test(text), 'certtool finds no key')
    await refuse('certtool', [...open, 'another'])
    const changed = await workspace.write('changed.p12', change(made, made.length >> 1))
    await refuse('certtool', ['--p12-info', '--inder', '--infile', changed, '--password', PASSWORD])

    const files = ['--load-privkey', keyFile, '--load-certificate', certificateFile, '--p12-name', 'a']
    const out = ['--password', PASSWORD, '--outder', '--outfile', workspace.path('theirs.p12')]
    await succeed('certtool', ['--to-p12', ...files, ...out])
    const theirs = await workspace.read('theirs.p12')
    const { keys } = await parsePkcs12(theirs, PASSWORD)
    const read = keys[0]
    const isSame = read !== undefined && equalBytes(read.privateKey.publicKey.spki, key.publicKey.spki)
    expectThat(isSame, 'we find another key')
    expectThat(read?.friendlyName === 'a', 'we find another name')
    expectThat(await isRefused(parsePkcs12(theirs, 'another')), 'it opens with another password')
    expectThat(await isRefused(parsePkcs12(change(theirs, theirs.length >> 1), PASSWORD)), 'it opens changed')
  },
})

const oursCase = ({ kind }: Key): Case => ({
  what: `accepts our ${kind} certificates, requests, lists and OCSP answers, and not changed ones`,
  with: GNUTLS,
  cells: [
    ...there('certificate', kind),
    ...there('request', kind),
    ...there('revocation list', kind),
    ...there('OCSP answer', kind),
  ],
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const { root } = office
    const [good, revoked] = [await office.create('good'), await office.create('revoked')]
    const verify = ['--verify', '--load-ca-certificate', root.certificateFile, '--infile']
    await succeed('certtool', [...verify, good.certificateFile])
    const changed = encodePem('CERTIFICATE', changeSigned(kind, good.certificate.raw))
    await refuse('certtool', [...verify, await workspace.write('changed.pem', changed)])

    const { raw } = await createCsr({ subject: { commonName: '某局' }, key: good.key })
    const told = async (der: Uint8Array) => {
      const file = await workspace.write('ours.csr', encodePem('CERTIFICATE REQUEST', der))
      return (await run('certtool', ['--crq-info', '--infile', file])).text
    }
    expectThat((await told(raw)).includes('Self signature: verified'), `certtool said: ${await told(raw)}`)
    expectThat(
      !(await told(changeSigned(kind, raw))).includes('Self signature: verified'),
      'certtool accepts it changed',
    )

    const list = await createCrl({
      issuer: { certificate: root.certificate, key: root.key },
      number: 7,
      thisUpdate: hoursFromNow(-1),
      nextUpdate: hoursFromNow(24),
      revoked: [{ serialNumber: revoked.certificate.serialNumber, revokedAt: hoursFromNow(-1) }],
    })
    const check = async (der: Uint8Array, member = good) => [
      ...['--verify', '--load-ca-certificate', root.certificateFile, '--infile', member.certificateFile],
      ...['--load-crl', await workspace.write('list.pem', encodePem('X509 CRL', der))],
    ]
    const checkList = async (der: Uint8Array) => [
      ...['--verify-crl', '--load-ca-certificate', root.certificateFile],
      ...['--infile', await workspace.write('list.pem', encodePem('X509 CRL', der))],
    ]
    await succeed('certtool', await checkList(list))
    await refuse('certtool', await checkList(changeSigned(kind, list)))
    await succeed('certtool', await check(list))
    const { text } = await refuse('certtool', await check(list, revoked))
    expectThat(/revoked/i.test(text), `certtool said: ${text}`)

    const names = ['--load-issuer', root.certificateFile, '--load-cert', good.certificateFile]
    const request = workspace.path('request')
    await succeed('ocsptool', ['--generate-request', ...names, '--nonce', '--outfile', request])
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
      const signer = ['--load-signer', root.certificateFile, '--load-response']
      await succeed('ocsptool', ['--verify-response', ...signer, file])
      const info = await succeed('ocsptool', ['--response-info', '--load-response', file])
      expectThat(info.text.includes(`Certificate Status: ${state}`), `ocsptool said: ${info.text}`)
      const broken = await workspace.write(
        'broken',
        changePart(answer, parseOcspResponse(answer).signature, 0),
      )
      await refuse('ocsptool', ['--verify-response', ...signer, broken])
    }
  },
})

const theirsCase = ({ kind, make }: Key): Case => ({
  what: `makes ${kind} certificates, requests and lists that we accept, and not changed ones`,
  with: GNUTLS,
  cells: [...back('certificate', kind), ...back('request', kind), ...back('revocation list', kind)],
  async run(workspace) {
    const path = workspace.path
    const templates = await writeTemplates(workspace)
    for (const name of ['root', 'leaf', 'stranger'])
      await succeed('certtool', ['--generate-privkey', ...make, '--outfile', path(`${name}.key`)])
    for (const name of ['root', 'stranger']) {
      const files = ['--load-privkey', path(`${name}.key`), '--outfile', path(`${name}.pem`)]
      await succeed('certtool', ['--generate-self-signed', ...files, '--template', templates.authority])
    }
    const asking = ['--load-privkey', path('leaf.key'), '--template', templates.leaf]
    await succeed('certtool', ['--generate-request', ...asking, '--outfile', path('leaf.csr')])
    const authority = ['--load-ca-certificate', path('root.pem'), '--load-ca-privkey', path('root.key')]
    for (const name of ['leaf', 'revoked']) {
      const from = ['--load-request', path('leaf.csr'), '--template', templates.leaf]
      await succeed('certtool', [
        '--generate-certificate',
        ...from,
        ...authority,
        '--outfile',
        path(`${name}.pem`),
      ])
    }
    const listed = ['--load-certificate', path('revoked.pem'), '--template', templates.list]
    await succeed('certtool', ['--generate-crl', ...authority, ...listed, '--outfile', path('list.pem')])

    const request = decodePem(await workspace.read('leaf.csr')).at(-1)
    if (request === undefined) throw new Error('certtool wrote no request')
    expectThat((await verifyCsr(request.der)).publicKey.kind === kind, 'we read another key')
    expectThat(await isRefused(verifyCsr(change(request.der))), 'we accept a changed request')

    const certificate = await readCertificate(workspace, 'leaf.pem')
    const verdict = async (anchor: string, leaf = certificate) => {
      const root = await readCertificate(workspace, anchor)
      const anchors = [{ certificate: root, roles: ['document-signer' as const] }]
      const report = await inspectPath(leaf, {
        trust: { anchors, intermediates: [] },
        role: 'document-signer',
        at: new Date(),
        revocation: skipRevocation,
      })
      return report.verdict
    }
    expectThat((await verdict('root.pem')) === 'passed', 'we refuse it')
    expectThat((await verdict('stranger.pem')) !== 'passed', 'we accept it under another authority')
    const changed = parseCertificate(change(certificate.raw))
    expectThat((await verdict('root.pem', changed)) === 'failed', 'we accept it changed')

    const list = decodePem(await workspace.read('list.pem')).at(-1)
    if (list === undefined) throw new Error('certtool wrote no list')
    const anchor = await readCertificate(workspace, 'root.pem')
    const look = async (name: string, der: Uint8Array) => {
      const member = { certificate: await readCertificate(workspace, name) }
      const anchors = [{ certificate: anchor, roles: ['document-signer' as const] }]
      return judge({ anchors, intermediates: [] }, member, { crls: [parseCrl(der)], ocspResponses: [] })
    }
    expectVerdict(await look('leaf.pem', list.der), /^passed$/)
    expectVerdict(await look('revoked.pem', list.der), /^failed ERR_REVOCATION_REVOKED$/)
    expectVerdict(await look('leaf.pem', change(list.der)), /^(failed|indeterminate) ERR_REVOCATION_/)
  },
})

export const gnutlsFileCases: readonly Case[] = [
  ...GNUTLS_KEYS.map(keyCase),
  ...GNUTLS_KEYS.map(storeCase),
  ...GNUTLS_KEYS.map(oursCase),
  ...GNUTLS_KEYS.map(theirsCase),
]
