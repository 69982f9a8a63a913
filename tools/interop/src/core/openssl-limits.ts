import { createPrivateKey, encodePem, encodeUtf8, exportPrivateKey, type KeyKind } from '@xinyin/core'
import { createTimeStampResponse } from '@xinyin/core/ca'
import { createSignedData } from '@xinyin/core/cms'
import { back, both, there } from '../grid.ts'
import { OPENSSL, type Outcome, refuse, run, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import type { Workspace } from '../workspace.ts'
import { limit } from './limit.ts'
import { createOffice } from './office.ts'
import { SM2_ID } from './openssl-sm2.ts'
import { TSA, writeTsaSettings } from './tsa-settings.ts'

const CONTENT = encodeUtf8('准予施工')

async function verifyMessage(workspace: Workspace): Promise<Outcome> {
  const office = await createOffice(workspace, 'SM2')
  const { key, certificate } = await office.create('signer')
  const message = await createSignedData({ content: CONTENT, signers: [{ key, certificate }] })
  const file = await workspace.write('message', message)
  const verify = ['cms', '-verify', '-noverify', '-binary', '-inform', 'DER', '-in', file]
  return refuse('openssl', [...verify, '-out', workspace.path('out')])
}

/** It gives the id to nobody when it signs, and then does not take its own message. */
async function signMessage(workspace: Workspace): Promise<Outcome> {
  const office = await createOffice(workspace, 'SM2')
  const { keyFile, certificateFile } = await office.create('signer')
  const message = workspace.path('message')
  const files = ['-in', await workspace.write('content', CONTENT), '-outform', 'DER', '-out', message]
  const signer = ['-signer', certificateFile, '-inkey', keyFile, '-md', 'sm3', '-keyopt', SM2_ID]
  await succeed('openssl', ['cms', '-sign', '-binary', '-nodetach', ...files, ...signer])
  const verify = ['cms', '-verify', '-noverify', '-binary', '-inform', 'DER', '-in', message]
  return refuse('openssl', [...verify, '-out', workspace.path('out')])
}

async function encrypt(workspace: Workspace): Promise<Outcome> {
  const office = await createOffice(workspace, 'SM2')
  const { certificateFile } = await office.create('recipient', { keyUsage: ['keyEncipherment'] })
  const content = await workspace.write('content', CONTENT)
  const files = ['-in', content, '-outform', 'DER', '-out', workspace.path('message')]
  return refuse('openssl', ['cms', '-encrypt', '-binary', '-sm4-cbc', ...files, '-recip', certificateFile])
}

const stamp = (kind: KeyKind) => async (workspace: Workspace) => {
  const office = await createOffice(workspace, kind)
  const { keyFile, certificateFile } = await office.create('tsa', TSA)
  const request = workspace.path('request')
  await succeed('openssl', [
    'ts',
    '-query',
    '-data',
    await workspace.write('content', CONTENT),
    '-out',
    request,
  ])
  const settings = ['-config', await writeTsaSettings(workspace, 'sha512'), '-section', 'tsa']
  const signer = ['-signer', certificateFile, '-inkey', keyFile, '-out', workspace.path('response')]
  return run('openssl', ['ts', '-reply', ...settings, '-queryfile', request, ...signer])
}

const verifyStamp = (kind: KeyKind) => async (workspace: Workspace) => {
  const office = await createOffice(workspace, kind)
  const { key, certificate } = await office.create('tsa', TSA)
  const content = await workspace.write('content', CONTENT)
  const request = workspace.path('request')
  await succeed('openssl', ['ts', '-query', '-data', content, '-sha256', '-cert', '-out', request])
  const response = await createTimeStampResponse({
    ...{ key, certificate, policy: '1.2.3.4.1', serialNumber: 1n, now: new Date() },
    request: await workspace.read('request'),
  })
  const file = await workspace.write('response', response)
  const trusted = ['-CAfile', office.root.certificateFile]
  return refuse('openssl', ['ts', '-verify', '-in', file, '-queryfile', request, ...trusted])
}

async function derive(workspace: Workspace): Promise<Outcome> {
  const [own, peer] = [await createPrivateKey('SM2'), await createPrivateKey('SM2')]
  const key = await workspace.write('key', encodePem('PRIVATE KEY', exportPrivateKey(own)))
  const theirs = await workspace.write('peer', encodePem('PUBLIC KEY', peer.publicKey.spki))
  return refuse('openssl', [
    'pkeyutl',
    '-derive',
    '-inkey',
    key,
    '-peerkey',
    theirs,
    '-out',
    workspace.path('o'),
  ])
}

const cipher = (mode: 'gcm' | 'ccm') => () =>
  refuse('openssl', ['enc', `-sm4-${mode}`, '-K', '00'.repeat(16), '-iv', '00'.repeat(12)], { input: 'x' })

/** What OpenSSL's commands cannot do. */
export const opensslLimits: readonly Case[] = [
  limit(
    OPENSSL,
    'cms -verify of our SM2 message: it has no way to be told the id',
    there('signed message'),
    /signature failure/,
    verifyMessage,
  ),
  limit(
    OPENSSL,
    'cms -sign with an SM2 key makes a message that cms -verify itself refuses',
    back('signed message'),
    /signature failure/,
    signMessage,
  ),
  limit(OPENSSL, 'cms -encrypt for an SM2 key', back('enveloped message'), /error/i, encrypt),
  ...(['SM2', 'Ed25519'] as const).flatMap((kind) => [
    limit(
      OPENSSL,
      `ts -reply with an ${kind} key`,
      back('time stamp', kind),
      /signing not supported for this key type/,
      stamp(kind),
    ),
    limit(
      OPENSSL,
      `ts -verify of our ${kind} time stamp`,
      there('time stamp', kind),
      /error/i,
      verifyStamp(kind),
    ),
  ]),
  limit(OPENSSL, 'pkeyutl -derive with SM2 keys', both('key exchange'), /not supported/, derive),
  limit(OPENSSL, 'enc -sm4-gcm', both('SM4-GCM'), /AEAD ciphers not supported/, cipher('gcm')),
  limit(OPENSSL, 'enc -sm4-ccm', both('SM4-CCM'), /AEAD ciphers not supported/, cipher('ccm')),
]
