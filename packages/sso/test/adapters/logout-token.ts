import { CLIENT, ISSUER, mint, NOW } from '../hostile-provider.ts'

/** The logout token of the session that the hostile provider signs people in with. */
export async function logoutToken(): Promise<string> {
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  const claims = { iss: ISSUER, aud: CLIENT, iat: NOW, exp: NOW + 60, jti: 'x', sid: 'op-session', events }
  return mint(claims, { alg: 'ES256', kid: 'k1', typ: 'logout+jwt' })
}
