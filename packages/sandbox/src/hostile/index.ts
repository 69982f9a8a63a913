export { findHostileMode, HOSTILE_MODES } from './catalogue.ts'
export type {
  Body,
  Falsifying,
  Forge,
  HostileArea,
  HostileMode,
  Scene,
} from './mode.ts'
export {
  createHostileProvider,
  type HostileProvider,
  type HostileProviderOptions,
  type LogoutTarget,
} from './provider.ts'
export {
  assemble,
  type Claims,
  createSigningKey,
  type Draft,
  type Header,
  type SignedHeader,
  type SigningKey,
  signCompact,
  signDraft,
} from './token.ts'
