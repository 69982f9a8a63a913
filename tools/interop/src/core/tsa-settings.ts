import type { Workspace } from '../workspace.ts'

/** What the certificate of a time stamp authority is for. */
export const TSA = { extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'] }

/** The settings of `openssl ts -reply`, under the section `tsa`. */
export async function writeTsaSettings(workspace: Workspace, digest = 'sha256'): Promise<string> {
  const settings = [
    '[tsa]',
    `serial = ${await workspace.write('serial', '01\n')}`,
    'default_policy = 1.2.3.4.1',
    'digests = sha256, sha512',
    'accuracy = secs:1, millisecs:500',
    'ess_cert_id_alg = sha256',
    `signer_digest = ${digest}`,
  ]
  return workspace.write('tsa.cnf', `${settings.join('\n')}\n`)
}
