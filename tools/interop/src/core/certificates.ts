import {
  type Certificate,
  createPrivateKey,
  encodePem,
  exportPrivateKey,
  inspectPath,
  type KeyKind,
  type PrivateKey,
  type PublicKey,
  parseCertificates,
  type Trust,
} from '@xinyin/core'
import { createCrl, createCsr, createIntermediate, createLeaf, createRoot, verifyCsr } from '@xinyin/core/ca'
import { openDer, parseDer, readBitStringBytes } from '@xinyin/core/der'
import { expectThat } from '../expect.ts'
import { BOTAN, OPENSSL, refuse, run, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import type { Workspace } from '../workspace.ts'

const KINDS: readonly KeyKind[] = ['P-256', 'P-384', 'P-521', 'RSA', 'Ed25519']
const SM2_ID = 'distid:1234567812345678'
const DAY = 86_400_000

interface Chain {
  readonly root: Certificate
  readonly middle: Certificate
  readonly leaf: Certificate
  readonly rootKey: PrivateKey
  readonly middleKey: PrivateKey
}

async function createChain(kind: KeyKind): Promise<Chain> {
  const [rootKey, middleKey, leafKey] = [
    await createPrivateKey(kind),
    await createPrivateKey(kind),
    await createPrivateKey(kind),
  ]
  const period = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + 365 * DAY) }
  const root = await createRoot({
    subject: { country: 'CN', organization: '某省', commonName: '某省电子认证根' },
    key: rootKey,
    ...period,
  })
  const middle = await createIntermediate({
    issuer: { certificate: root, key: rootKey },
    publicKey: middleKey.publicKey,
    subject: { country: 'CN', organization: '某省', commonName: '某省电子认证运营' },
    pathLength: 0,
    ...period,
  })
  const leaf = await createLeaf({
    issuer: { certificate: middle, key: middleKey },
    publicKey: leafKey.publicKey,
    subject: { country: 'CN', organization: '某局', commonName: '某局电子证照专用章' },
    subjectAltName: { dns: ['a.example'] },
    crlUrls: ['http://a.example/ca.crl'],
    ocspUrls: ['http://a.example/ocsp'],
    ...period,
  })
  return { root, middle, leaf, rootKey, middleKey }
}

const write = (workspace: Workspace, name: string, { raw }: Certificate) =>
  workspace.write(name, encodePem('CERTIFICATE', raw))

async function writeChain(workspace: Workspace, { root, middle, leaf }: Chain) {
  return {
    root: await write(workspace, 'root.pem', root),
    middle: await write(workspace, 'middle.pem', middle),
    leaf: await write(workspace, 'leaf.pem', leaf),
  }
}

/** The leaf with the last octet of its signature changed. */
function tamper({ raw }: Certificate): string {
  return encodePem(
    'CERTIFICATE',
    raw.map((octet, at) => (at === raw.length - 1 ? octet ^ 1 : octet)),
  )
}

const chainCase = (kind: KeyKind): Case => ({
  what: `openssl verify -x509_strict accepts our ${kind} chain, and refuses a changed one`,
  with: OPENSSL,
  async run(workspace) {
    const chain = await createChain(kind)
    const { root, middle, leaf } = await writeChain(workspace, chain)
    const verify = ['verify', '-x509_strict', '-check_ss_sig', '-CAfile', root, '-untrusted', middle]
    await succeed('openssl', [...verify, leaf])
    await refuse('openssl', [...verify, await workspace.write('changed.pem', tamper(chain.leaf))])
  },
})

const botanChain: Case = {
  what: 'botan cert_verify accepts our P-256 chain, and not a changed one',
  with: BOTAN,
  optional: true,
  async run(workspace) {
    const chain = await createChain('P-256')
    const { root, middle, leaf } = await writeChain(workspace, chain)
    // It ends well whatever it finds.
    const verdict = async (path: string) => (await run('botan', ['cert_verify', path, middle, root])).text
    const [good, changed] = [
      await verdict(leaf),
      await verdict(await workspace.write('c.pem', tamper(chain.leaf))),
    ]
    expectThat(good.includes('passes validation checks'), `botan said: ${good}`)
    expectThat(!changed.includes('passes validation checks'), `botan said: ${changed}`)
  },
}

const sm2Chain: Case = {
  what: 'openssl verify -x509_strict accepts our SM2 chain, pair by pair, and refuses a changed one',
  with: OPENSSL,
  async run(workspace) {
    const chain = await createChain('SM2')
    const { root, middle, leaf } = await writeChain(workspace, chain)
    // The id reaches the leaf of a path only, so that longer paths cannot be given at once.
    const verify = ['verify', '-x509_strict', '-partial_chain', '-vfyopt', SM2_ID, '-trusted']
    await succeed('openssl', [...verify, middle, leaf])
    await succeed('openssl', [...verify, root, middle])
    await verifySm2Signature(workspace, chain.root.publicKey, chain.root.tbs, chain.root.signature)
    await refuse('openssl', [...verify, middle, await workspace.write('changed.pem', tamper(chain.leaf))])
    await refuse('openssl', ['verify', '-partial_chain', '-vfyopt', 'distid:Bob', '-trusted', middle, leaf])
  },
}

/** Gives one signature to `openssl pkeyutl`, where other commands have no way to be told the id. */
async function verifySm2Signature(
  workspace: Workspace,
  publicKey: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<void> {
  const key = await workspace.write('public.pem', encodePem('PUBLIC KEY', publicKey.spki))
  const files = [
    '-sigfile',
    await workspace.write('signature', signature),
    '-in',
    await workspace.write('tbs', message),
  ]
  const options = ['-rawin', '-digest', 'sm3', '-pkeyopt', SM2_ID]
  await succeed('openssl', ['pkeyutl', '-verify', '-pubin', '-inkey', key, ...files, ...options])
}

const requestCase = (kind: KeyKind): Case => ({
  what: `certificate requests with a ${kind} key verify both ways`,
  with: OPENSSL,
  async run(workspace) {
    const isSm2 = kind === 'SM2'
    const key = await createPrivateKey(kind)
    const { raw } = await createCsr({
      subject: { country: 'CN', commonName: '某局' },
      key,
      keyUsage: ['digitalSignature'],
      subjectAltName: { dns: ['a.example'] },
    })
    const ours = await workspace.write('ours.csr', encodePem('CERTIFICATE REQUEST', raw))
    const verified = await succeed('openssl', ['req', '-verify', '-noout', '-in', ours, ...vfyopt(isSm2)])
    // Older versions end well whatever they find.
    expectThat(verified.text.includes('verify OK'), `openssl said: ${verified.text}`)

    const keyPath = await workspace.write('key.pem', encodePem('PRIVATE KEY', exportPrivateKey(key)))
    const theirs = workspace.path('theirs.csr')
    const sign = isSm2 ? ['-sm3', '-sigopt', SM2_ID] : []
    await succeed('openssl', [
      'req',
      '-new',
      '-utf8',
      '-key',
      keyPath,
      '-subj',
      '/CN=某局',
      '-out',
      theirs,
      ...sign,
    ])
    const request = await verifyCsr(await workspace.read('theirs.csr'))
    expectThat(request.subject.text === 'CN=某局', `the name is ${request.subject.text}`)
  },
})

const vfyopt = (isSm2: boolean) => (isSm2 ? ['-vfyopt', SM2_ID] : [])

async function createList({ middle, middleKey, leaf }: Chain): Promise<Uint8Array> {
  return createCrl({
    issuer: { certificate: middle, key: middleKey },
    number: 7,
    thisUpdate: new Date(Date.now() - DAY),
    nextUpdate: new Date(Date.now() + DAY),
    revoked: [
      { serialNumber: leaf.serialNumber, revokedAt: new Date(Date.now() - DAY), reason: 'keyCompromise' },
      { serialNumber: '01', revokedAt: new Date(Date.now() - DAY) },
    ],
  })
}

const listCase = (kind: KeyKind): Case => ({
  what: `openssl accepts our ${kind} revocation list and finds the revoked certificate in it`,
  with: OPENSSL,
  async run(workspace) {
    const chain = await createChain(kind)
    const { root, middle, leaf } = await writeChain(workspace, chain)
    const list = await workspace.write('list.pem', encodePem('X509 CRL', await createList(chain)))
    const checked = await succeed('openssl', ['crl', '-in', list, '-CAfile', middle, '-noout'])
    expectThat(checked.text.includes('verify OK'), `openssl said: ${checked.text}`)
    const verify = [
      'verify',
      '-x509_strict',
      '-crl_check',
      '-CRLfile',
      list,
      '-CAfile',
      root,
      '-untrusted',
      middle,
    ]
    const refused = await refuse('openssl', [...verify, leaf])
    expectThat(refused.text.includes('certificate revoked'), `openssl said: ${refused.text}`)
  },
})

const sm2List: Case = {
  what: 'openssl reads our SM2 revocation list, and pkeyutl accepts its signature',
  with: OPENSSL,
  async run(workspace) {
    const chain = await createChain('SM2')
    const crl = await createList(chain)
    const list = await workspace.write('list.pem', encodePem('X509 CRL', crl))
    const { text } = await succeed('openssl', ['crl', '-in', list, '-noout', '-text'])
    expectThat(text.toLowerCase().includes(chain.leaf.serialNumber), 'the revoked certificate is not in it')
    const cursor = openDer(parseDer(crl))
    const tbs = cursor.next().raw
    cursor.next()
    const signature = readBitStringBytes(cursor.next())
    await verifySm2Signature(workspace, chain.middle.publicKey, tbs, signature)
  },
}

const theirChain = (kind: 'SM2' | 'P-256' | 'RSA'): Case => ({
  what: `we accept a ${kind} chain of openssl, and refuse it under another root`,
  with: OPENSSL,
  async run(workspace) {
    const algorithm = {
      SM2: ['SM2'],
      'P-256': ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
      RSA: ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
    }[kind]
    const [sigopt, vfy] =
      kind === 'SM2'
        ? [
            ['-sm3', '-sigopt', SM2_ID],
            ['-vfyopt', SM2_ID],
          ]
        : [['-sha256'], []]
    const path = workspace.path
    for (const name of ['root', 'other', 'leaf']) {
      await succeed('openssl', ['genpkey', '-algorithm', ...algorithm, '-out', path(`${name}.key`)])
    }
    for (const name of ['root', 'other']) {
      const names = ['-utf8', '-subj', '/C=CN/O=某省/CN=某省根']
      const out = ['-key', path(`${name}.key`), '-out', path(`${name}.pem`), '-days', '10']
      await succeed('openssl', ['req', '-x509', '-new', ...out, ...names, ...sigopt])
    }
    const request = [
      '-new',
      '-key',
      path('leaf.key'),
      '-out',
      path('leaf.csr'),
      '-utf8',
      '-subj',
      '/C=CN/CN=某局',
    ]
    await succeed('openssl', ['req', ...request, ...sigopt])
    const issue = [
      '-req',
      '-in',
      path('leaf.csr'),
      '-CA',
      path('root.pem'),
      '-CAkey',
      path('root.key'),
      '-days',
      '5',
    ]
    await succeed('openssl', ['x509', ...issue, '-out', path('leaf.pem'), ...sigopt, ...vfy])

    const read = async (name: string) => {
      const [certificate] = parseCertificates(await workspace.read(name))
      if (certificate === undefined) throw new Error(`${name} is empty`)
      return certificate
    }
    const leaf = await read('leaf.pem')
    const under = async (certificate: Certificate) => {
      const trust: Trust = { anchors: [{ certificate, roles: ['seal-maker'] }], intermediates: [] }
      return (await inspectPath(leaf, { trust, role: 'seal-maker', at: new Date() })).verdict
    }
    expectThat((await under(await read('root.pem'))) === 'passed', 'we refuse it')
    expectThat((await under(await read('other.pem'))) !== 'passed', 'we accept it under another root')
  },
})

export const certificateCases: readonly Case[] = [
  ...KINDS.map(chainCase),
  sm2Chain,
  botanChain,
  ...(['SM2', 'P-256', 'RSA'] as const).map(theirChain),
  ...(['SM2', ...KINDS] as const).map(requestCase),
  ...KINDS.map(listCase),
  sm2List,
]
