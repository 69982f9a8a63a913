import { encodePem, type PublicKey } from '@xinyin/core'
import { refuse, succeed } from '../program.ts'
import type { Workspace } from '../workspace.ts'
import { change } from './office.ts'

export const SM2_ID = 'distid:1234567812345678'

/**
 * Gives one SM2 signature to `openssl pkeyutl`, where the command that it belongs to has no way to be told the id; it
 * has to take it, and to refuse it changed.
 */
export async function verifySm2Signature(
  workspace: Workspace,
  publicKey: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<void> {
  const key = await workspace.write('public.pem', encodePem('PUBLIC KEY', publicKey.spki))
  const signed = [
    '-in',
    await workspace.write('signed', message),
    '-rawin',
    '-digest',
    'sm3',
    '-pkeyopt',
    SM2_ID,
  ]
  const verify = ['pkeyutl', '-verify', '-pubin', '-inkey', key, ...signed, '-sigfile']
  await succeed('openssl', [...verify, await workspace.write('signature', signature)])
  await refuse('openssl', [...verify, await workspace.write('changed', change(signature))])
}
