import type { HostileMode } from './mode.ts'
import { CALLBACK_MODES } from './modes/callback.ts'
import { DISCOVERY_MODES } from './modes/discovery.ts'
import { CLAIM_MODES } from './modes/id-token-claims.ts'
import { FORM_MODES } from './modes/id-token-form.ts'
import { SIGNATURE_MODES } from './modes/id-token-signature.ts'
import { KEY_MODES } from './modes/keys.ts'
import { LOGOUT_MODES } from './modes/logout-token.ts'
import { TOKEN_MODES } from './modes/token-endpoint.ts'
import { USER_INFO_MODES } from './modes/user-info.ts'

/** Every attack that the development provider can play, by area. */
export const HOSTILE_MODES: readonly HostileMode[] = [
  ...SIGNATURE_MODES,
  ...CLAIM_MODES,
  ...FORM_MODES,
  ...CALLBACK_MODES,
  ...TOKEN_MODES,
  ...USER_INFO_MODES,
  ...DISCOVERY_MODES,
  ...KEY_MODES,
  ...LOGOUT_MODES,
]

/** The mode of a name; nothing for a name that none has. */
export function findHostileMode(name: string): HostileMode | undefined {
  return HOSTILE_MODES.find((mode) => mode.name === name)
}
