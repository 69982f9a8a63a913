import { createPrivateKey, encodePem, encodeUtf8, type KeyKind } from '@xinyin/core'
import { createEnvelopedData } from '@xinyin/core/cms'
import { all, both } from '../grid.ts'
import { type Outcome, type Program, refuse, run } from '../program.ts'
import type { Case } from '../table.ts'
import type { Workspace } from '../workspace.ts'
import { limit } from './limit.ts'
import { createOffice } from './office.ts'

/** The library of `certtool` and `ocsptool`. */
export const GNUTLS: Program = {
  name: 'GnuTLS',
  command: 'certtool',
  probe: ['--version'],
  debian: 'gnutls-bin',
}

/** How `certtool` makes a key of a kind. */
export const GNUTLS_KEYS: readonly { kind: KeyKind; make: readonly string[] }[] = [
  { kind: 'RSA', make: ['--key-type', 'rsa', '--bits', '2048'] },
  { kind: 'P-256', make: ['--key-type', 'ecdsa', '--curve', 'secp256r1'] },
  { kind: 'P-384', make: ['--key-type', 'ecdsa', '--curve', 'secp384r1'] },
  { kind: 'P-521', make: ['--key-type', 'ecdsa', '--curve', 'secp521r1'] },
  { kind: 'Ed25519', make: ['--key-type', 'ed25519'] },
  { kind: 'Ed448', make: ['--key-type', 'ed448'] },
]

/** Templates of `certtool`: an authority, one whom it certifies, and its list. */
export async function writeTemplates(workspace: Workspace) {
  const lines = (...all: string[]) => `${all.join('\n')}\n`
  return {
    authority: await workspace.write(
      'authority.tmpl',
      lines('cn = "root"', 'ca', 'cert_signing_key', 'crl_signing_key', 'expiration_days = 10'),
    ),
    leaf: await workspace.write(
      'leaf.tmpl',
      lines('cn = "leaf"', 'signing_key', 'non_repudiation', 'expiration_days = 5'),
    ),
    list: await workspace.write('list.tmpl', lines('crl_next_update = 5', 'crl_number = 7')),
  }
}

/** What options a program lists, where none of them does a thing. */
async function optionsWithout(command: string, what: RegExp): Promise<string> {
  const { text } = await run(command, ['--help'])
  const options = text.split('\n').flatMap((line) => /--([a-z0-9-]+)/.exec(line)?.[1] ?? [])
  if (options.length < 10) throw new Error(`${command} --help said: ${text.slice(0, 300)}`)
  const found = options.filter((name) => what.test(name))
  if (found.length > 0) throw new Error(`${command} has ${found.join(', ')}`)
  return `no option of ${command} does: it has ${options.filter((name) => /p7|p12|generate|verify|sign/.test(name)).join(', ')}`
}

async function readSm2Key(workspace: Workspace): Promise<Outcome> {
  const key = await createPrivateKey('SM2')
  const file = await workspace.write('public', encodePem('PUBLIC KEY', key.publicKey.spki))
  return refuse('certtool', ['--pubkey-info', '--load-pubkey', file])
}

async function openEnvelope(workspace: Workspace): Promise<Outcome> {
  const office = await createOffice(workspace, 'RSA')
  const { certificate } = await office.create('recipient', { keyUsage: ['keyEncipherment'] })
  const message = await createEnvelopedData({ content: encodeUtf8('x'), recipients: [certificate] })
  const file = await workspace.write('message', message)
  return refuse('certtool', ['--p7-info', '--inder', '--infile', file])
}

/** What GnuTLS has nothing for. */
export const gnutlsLimits: readonly Case[] = [
  limit(
    GNUTLS,
    'certtool of an SM2 key, without which nothing of SM2 works',
    (
      [
        ...['private key', 'encrypted key', 'PKCS #12', 'certificate', 'request', 'revocation list'],
        ...['OCSP answer', 'signed message', 'time stamp', 'encryption', 'key exchange'],
      ] as const
    ).flatMap((subject) => both(subject as 'request')),
    /unsupported/,
    readSm2Key,
  ),
  limit(GNUTLS, 'certtool --hash SM3', both('SM3'), /hash|digest|algorithm/i, async (workspace) => {
    const key = workspace.path('key')
    await run('certtool', ['--generate-privkey', '--key-type', 'ed25519', '--outfile', key])
    const { leaf } = await writeTemplates(workspace)
    const make = ['--generate-self-signed', '--load-privkey', key, '--template', leaf]
    return refuse('certtool', [...make, '--hash', 'SM3'])
  }),
  limit(
    GNUTLS,
    'certtool --pkcs-cipher sm4',
    [...both('SM4-ECB'), ...both('SM4-CBC'), ...both('SM4-CTR'), ...both('SM4-GCM'), ...both('SM4-CCM')],
    /cipher/i,
    async (workspace) => {
      const key = workspace.path('key')
      await run('certtool', ['--generate-privkey', '--key-type', 'ed25519', '--outfile', key])
      const write = ['--to-p8', '--load-privkey', key, '--password', 'x']
      return refuse('certtool', [...write, '--pkcs-cipher', 'sm4'])
    },
  ),
  limit(GNUTLS, 'signatures over bytes', all('signature'), /no option/, () =>
    optionsWithout('certtool', /^(sign|verify)-(data|file)/),
  ),
  limit(GNUTLS, 'answers of its own', all('OCSP answer', 'back'), /no option/, () =>
    optionsWithout('ocsptool', /generate-response|^sign/),
  ),
  limit(
    GNUTLS,
    'certtool of an encrypted message',
    all('enveloped message'),
    /content type is unknown/,
    openEnvelope,
  ),
  limit(GNUTLS, 'time stamps of its own', all('time stamp', 'back'), /no option/, () =>
    optionsWithout('certtool', /stamp|tsa|tsp/),
  ),
]
