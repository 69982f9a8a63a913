import {
  type Certificate,
  createPrivateKey,
  decodePem,
  encodePem,
  exportPrivateKey,
  inspectPath,
  type KeyKind,
  type PrivateKey,
  parseCertificate,
  parseCertificates,
  type Trust,
} from '@xinyin/core'
import { createCsr, createIntermediate, createLeaf, createRoot, verifyCsr } from '@xinyin/core/ca'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expectThat } from '../expect.ts'
import { back, both, there } from '../grid.ts'
import { OPENSSL, refuse, run, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import type { Workspace } from '../workspace.ts'
import { change } from './office.ts'
import { SM2_ID, verifySm2Signature } from './openssl-sm2.ts'

const KINDS: readonly KeyKind[] = ['P-256', 'P-384', 'P-521', 'RSA', 'Ed25519']
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
const tamper = ({ raw }: Certificate) => encodePem('CERTIFICATE', change(raw))

const chainCase = (kind: KeyKind): Case => ({
  what: `openssl verify -x509_strict accepts our ${kind} chain, and refuses a changed one`,
  with: OPENSSL,
  cells: there('certificate', kind),
  async run(workspace) {
    const chain = await createChain(kind)
    const { root, middle, leaf } = await writeChain(workspace, chain)
    const verify = ['verify', '-x509_strict', '-check_ss_sig', '-CAfile', root, '-untrusted', middle]
    await succeed('openssl', [...verify, leaf])
    await refuse('openssl', [...verify, await workspace.write('changed.pem', tamper(chain.leaf))])
  },
})

const sm2Chain: Case = {
  what: 'openssl verify -x509_strict accepts our SM2 chain, pair by pair, and refuses a changed one',
  with: OPENSSL,
  cells: there('certificate'),
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

const requestCase = (kind: KeyKind): Case => ({
  what: `certificate requests with a ${kind} key verify both ways, and not changed`,
  with: OPENSSL,
  cells: both('request', kind),
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
    const changed = await workspace.write('changed.csr', encodePem('CERTIFICATE REQUEST', change(raw)))
    const told = await run('openssl', ['req', '-verify', '-noout', '-in', changed, ...vfyopt(isSm2)])
    expectThat(!told.text.includes('verify OK'), `openssl said: ${told.text}`)

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
    const [block] = decodePem(await workspace.read('theirs.csr'))
    if (block === undefined) throw new Error('openssl wrote no request')
    const request = await verifyCsr(block.der)
    const isTaken = await verifyCsr(change(block.der)).then(
      () => true,
      () => false,
    )
    expectThat(!isTaken, 'we accept it changed')
    expectThat(request.subject.text === 'CN=某局', `the name is ${request.subject.text}`)
  },
})

const vfyopt = (isSm2: boolean) => (isSm2 ? ['-vfyopt', SM2_ID] : [])

const theirChain = (kind: 'SM2' | 'P-256' | 'RSA' | 'Ed25519'): Case => ({
  what: `we accept a ${kind} chain of openssl, and refuse it changed or under another root`,
  with: OPENSSL,
  cells: back('certificate', kind),
  async run(workspace) {
    const algorithm = {
      SM2: ['SM2'],
      'P-256': ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
      RSA: ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
      Ed25519: ['ED25519'],
    }[kind]
    const [sigopt, vfy] =
      kind === 'SM2'
        ? [
            ['-sm3', '-sigopt', SM2_ID],
            ['-vfyopt', SM2_ID],
          ]
        : [kind === 'Ed25519' ? [] : ['-sha256'], []]
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
    const under = async (certificate: Certificate, below = leaf) => {
      const trust: Trust = { anchors: [{ certificate, roles: ['seal-maker'] }], intermediates: [] }
      const options = { trust, role: 'seal-maker', at: new Date(), revocation: skipRevocation } as const
      return (await inspectPath(below, options)).verdict
    }
    expectThat((await under(await read('root.pem'))) === 'passed', 'we refuse it')
    expectThat((await under(await read('other.pem'))) !== 'passed', 'we accept it under another root')
    const changed = parseCertificate(change(leaf.raw))
    expectThat((await under(await read('root.pem'), changed)) === 'failed', 'we accept it changed')
  },
})

export const certificateCases: readonly Case[] = [
  ...KINDS.map(chainCase),
  sm2Chain,
  ...(['SM2', 'P-256', 'RSA', 'Ed25519'] as const).map(theirChain),
  ...(['SM2', ...KINDS] as const).map(requestCase),
]
